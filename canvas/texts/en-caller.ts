/** Who is calling, in English. */
export const enCaller = {
  number: {
    withheld: 'Number withheld',
    guessed: (country: string) => `${country} (guessed)`,
    calledFrom: 'Called from',
    pilesUp: 'Callers who withhold their number share this contact: it may be several people.',
    pilesUpBriefly: 'May be several people: numbers withheld.',
  },

  who: {
    menu: 'Who',
    heading: 'Who is calling?',
    number: 'Number',
    share: (count: string) => `${count} contacts share this number`,
    others: (count: string) => `${count} other contacts have this number`,
    oneOther: 'Another contact has this number',
    othersMay: (count: number) => `${count} other contacts may have this number`,
    oneOtherMay: 'Another contact may have this number',
    have: (count: string) => `${count} contacts have this number`,
    oneHas: 'One contact has this number',
    may: (count: number) => `${count} contacts may have this number`,
    oneMay: 'One contact may have this number',
    andMay: (have: string, count: number) => `${have}, ${count} more may`,
    mayHave: 'may have the number',
    whyMay: 'Who may have it: the phone there can also mean another number.',
    notRead: (count: number) =>
      count === 1
        ? 'A contact that may have this number could not be read. Refresh to try again.'
        : `${count} contacts that may have this number could not be read. Refresh to try again.`,
    nobodyHas: 'Nobody has this number.',
    moreThan: (count: number) => `More than ${count}`,
    ask: 'Who was it?',
    duplicate: 'Looks like a duplicate. Who was it?',
    answered: (teammate: string, date: string, name: string) => `${teammate} said on ${date}: ${name}`,
    hidden: 'The caller withheld the number, so nobody can tell by it who called.',
    noNumber: 'No number is known of this caller.',
    unread: 'This number cannot be read for certain, so nobody can be looked up by it.',
    cannotTell: 'Callcard cannot reach its own records right now. Refresh to try again.',
    here: 'in this conversation',
    open: 'conversation open',
    lastSeen: (when: string) => `Last seen ${when}`,
    neverSeen: 'Never seen',
    answer: 'Answered',
    pick: 'Choose who it was. The next card of this number says so; nothing is changed in Intercom.',
    forget: 'Nobody of these: ask again',
    merge: (lead: string, user: string) => `Merge ${lead} into ${user}…`,
    isDuplicate: 'A lead and a user with one number may be the same person.',
    createLead: 'Create a lead',
  },

  merge: {
    heading: 'Merge a lead into a user',
    lead: 'Lead',
    user: 'User',
    email: 'Email',
    phone: 'Phone',
    lastSeen: 'Last seen',
    moves: (lead: string, user: string) =>
      `What ${lead} has – conversations, calls, tags, notes and companies – moves to ${user}.`,
    gone: (lead: string) => `The lead ${lead} is gone after that.`,
    forGood: 'This cannot be undone.',
    confirm: 'Merge for good',
    impossible:
      'These are not a lead and a user with one number any more, or somebody else may have it: they cannot be merged here.',
  },
};

export type CallerTexts = typeof enCaller;
