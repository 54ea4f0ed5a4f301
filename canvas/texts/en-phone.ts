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
    } as Record<string, string>,
    title: (state: string) => `Handed to Fin: ${state}`,
    sources: { aws_connect: 'Amazon Connect', five9: 'Five9', zoom_phone: 'Zoom Phone' } as Record<string, string>,
    fields: { from: 'From', accepted: 'Handed over', registered: 'Registered', asked: 'Last asked', ended: 'Ended' },
    nothingYet: 'Intercom shows a call only once Fin has taken it. Press Refresh to look again.',
    failures: {
      notRegistered: {
        title: 'Could not be handed to Fin',
        what: 'Intercom did not register this call. Ask the phone system that handed it over.',
      },
      notTaken: {
        title: 'Handed to Fin, nothing heard',
        what: 'Intercom never showed that Fin took this call. Ask the phone system that handed it over.',
      },
      endNotTold: {
        title: 'Handed to Fin, end not told',
        what: 'Fin took this call, and Intercom never told its end. Look at its conversation.',
      },
    },
  },

  finTookOver: 'Who took over',
};

export type PhoneTexts = typeof enPhone;
