/** What became of calls, and what is worth knowing about them, in English. */
export const enInsights = {
  callLog: {
    somebody: 'a teammate',
    answered: (who: string) => `${who} clicked Answer`,
    declined: (who: string) => `${who} declined with the Decline button`,
    declined_unclear: (who: string, causes: string) => `${who} did not take it: ${causes}`,
    missed: (who: string) => `${who} missed it`,
    joined: (who: string) => `${who} joined the call`,
    claimed: (who: string) => `${who} took it from the queue by hand`,
    abandoned: 'The caller hung up before an answer',
    late_assignment: 'Assignment began after the caller had gone',
    deflected: (why: string) => `Deflected: ${why}`,
    teammates_away: (count: number) => `Teammates away: ${count}`,
    teammates_without_phone: (count: number) => `Teammates available without the inbox open: ${count}`,
    teammates_available: (count: number) => `Teammates available: ${count}`,
    started: 'The call began',
    connected: (who: string) => (who === '' ? 'Connected' : `Connected with ${who}`),
    ended: (reason: string) => (reason === '' ? 'The call ended' : `The call ended: ${reason}`),
    causes: { on_another_call: 'on another call', connection_failed: 'the connection failed' },
    causeOr: ' or ',
    reasons: {
      queue_full: (maxCalls: number) => `more than ${maxCalls} calls in the queue`,
      no_teammates_available: 'no teammate was available',
      workspace_out_of_office: 'out of office',
      team_out_of_office: (team: string) => `${team} is out of office`,
      hold_timeout_exceeded: (minutes: number) => `on hold for more than ${minutes} min`,
      other: (text: string) => text,
    },
  },

  ending: {
    running: 'Still running',
    answered: (who: string) => (who === '' ? 'Answered' : `Answered by ${who}`),
    answeredOrVoicemail: (who: string) =>
      who === '' ? 'Answered, by a person or a voicemail' : `Called by ${who}; a person or a voicemail answered`,
    transferred: (who: string) => (who === '' ? 'Transferred' : `Transferred, ${who}`),
    voicemail: 'Went to voicemail',
    missed: (who: string) => (who === '' ? 'Missed' : `Missed by ${who}`),
    abandoned: 'The caller hung up before an answer',
    declined_with_button: (who: string) =>
      who === '' ? 'Declined with the button' : `Declined by ${who} with the button`,
    declined_unclear: (who: string, causes: string) =>
      who === '' ? `Not taken: ${causes}` : `Not taken by ${who}: ${causes}`,
    declined: 'Declined',
    deflected: (why: string) => (why === '' ? 'Deflected' : `Deflected: ${why}`),
    busy: 'Busy',
    cancelled: 'Cancelled',
    failed: 'Failed',
    not_answered: 'Not answered',
    unknown: (said: string) => (said === '' ? 'No reason given' : said),
    waited: (duration: string) => `waited ${duration}`,
    talked: (duration: string) => `talked ${duration}`,
    passedBy: (names: string) => `not taken by ${names} before`,
    joined: (names: string) => `joined by ${names}`,
    moreNames: (count: number) => `${count} more`,
  },

  insights: {
    not_called_back: (calledAt: string, asOf: string) => `Call of ${calledAt} not answered; no call back by ${asOf}.`,
    repeat_caller: (calls: number, atLeast: boolean, until: string) =>
      `${atLeast ? 'At least ' : ''}${calls} calls from them in the 7 days up to ${until}.`,
    hidden_number: 'Hidden number: it cannot be called back.',
    no_email: 'No email address: replies will not reach them.',
    restricted: {
      documented: (where: string) => `Outbound calls to ${where} may be restricted. Intercom Support can allow them.`,
      inferred: (where: string) =>
        `Outbound calls to ${where} may be restricted, as we read Intercom’s list. Intercom Support knows.`,
      uncertain: (where: string, prefix: string) =>
        `Outbound calls to ${where} may be restricted: Intercom lists ${prefix} for another country.`,
    },
    places: { pay_per_call: 'pay-per-call numbers', universal_freephone: 'international freephone numbers' },
    placeOr: ' or ',
    outside_daytime: (from: string, until: string) => `Daytime for the caller: ${from} to ${until}.`,
    daytime: (until: string) => `Daytime for the caller until ${until}.`,
    fin_resolution: (words: string) => `Fin: ${words}.`,
    took_over: {
      answered: (who: string, at: string) => `${who} answered after Fin${at === '' ? '' : `, ${at}`}.`,
      replied: (who: string, at: string) => `${who} replied first after Fin${at === '' ? '' : `, ${at}`}.`,
      assigned: (who: string, at: string) => `Assigned to ${who} after Fin${at === '' ? '' : `, ${at}`}.`,
    },
    billable_minutes: (minutes: number, from: 'start' | 'answer') =>
      `${minutes} billable ${minutes === 1 ? 'minute' : 'minutes'}${from === 'start' ? ', waiting included' : ''}.`,
  },
};

export type InsightTexts = typeof enInsights;
