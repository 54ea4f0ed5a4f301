/** Calls, their log, recordings, and calls that were handed to Fin, in English. */
export const enPhone = {
  callLogCard: {
    heading: 'What happened',
    section: 'Call log',
    more: (count: number) => (count === 1 ? 'Show 1 more event' : `Show ${count} more events`),
    cut: 'The rest is in the conversation.',
    unknownTime: 'Time not known',
    listen: 'Listen to the recording',
    wholeTranscript: 'Whole transcript',
    transcriptAsJson: 'Transcript as JSON',
    allCalls: 'All calls of this contact',
  },

  contactCalls: {
    otherPhoneConversations: (count: number) =>
      count === 1 ? '1 other phone conversation' : `${count} other phone conversations`,
    heading: 'Calls',
    here: 'In this conversation',
    others: 'In other conversations of the contact',
    noOthers: 'No calls in other conversations of the contact',
    mayBeMore: 'There may be more calls than these.',
    section: 'Calls in other conversations',
  },

  handed: {
    titles: {
      accepted: 'Being handed to Fin',
      registered: 'Handed to Fin, nothing yet',
      matched: 'Handed to Fin, taken',
      ended: 'Handed to Fin, over',
      failed: 'Could not be handed to Fin',
    } as Record<string, string>,
    title: (state: string) => `Handed to Fin: ${state}`,
    sources: { aws_connect: 'Amazon Connect', five9: 'Five9', zoom_phone: 'Zoom Phone' } as Record<string, string>,
    fields: { from: 'From', accepted: 'Handed over', registered: 'Registered', asked: 'Last asked', ended: 'Ended' },
    nothingYet: 'Intercom shows a call only once Fin has taken it. Press Refresh to look again.',
    failed: 'Fin did not take this call, or its end was never told. Ask the phone system that handed it over.',
  },

  finTookOver: 'Who took over',
};

export type PhoneTexts = typeof enPhone;
