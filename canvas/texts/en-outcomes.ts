/** What became of a click, in English. */
export const enOutcomes = {
  done: {
    'tag-added': {
      conversation: (tag: string) => (tag === '' ? '✅ Tag added' : `✅ Tagged ${tag}`),
      contact: (tag: string) => (tag === '' ? '✅ Tag added to the contact' : `✅ Contact tagged ${tag}`),
    },
    'tag-removed': {
      conversation: (tag: string) => (tag === '' ? '✅ Tag removed' : `✅ Removed tag ${tag}`),
      contact: (tag: string) => `✅ Removed ${tag === '' ? 'the tag' : `tag ${tag}`} from the contact`,
    },
    'tag-created': {
      conversation: (tag: string) => `✅ Created ${tag === '' ? 'the tag' : tag} and tagged the conversation`,
      contact: (tag: string) => `✅ Created ${tag === '' ? 'the tag' : tag} and tagged the contact`,
    },
    'note-added': (teammate: string) => (teammate === '' ? '✅ Note added' : `✅ Note added as ${teammate}`),
    assigned: (assignee: string) => `✅ Assigned to ${assignee}`,
    unassigned: '✅ Unassigned',
    'caller-answered': (name: string) => (name === '' ? '✅ Remembered' : `✅ Remembered: it was ${name}`),
    'caller-forgotten': '✅ Forgotten. The next card asks again.',
    'contacts-merged': (user: string) => (user === '' ? '✅ Merged' : `✅ Merged into ${user}`),
    'lead-created': {
      attached: '✅ Created a lead and added it to this conversation',
      alone: '✅ Created a lead. Intercom did not add it to this conversation: do that by hand.',
    },
  },

  failed: {
    forbidden: 'Intercom does not allow this. Ask an admin to check your role and Callcard’s permissions.',
    rate_limited:
      'Intercom is taking no more requests from this workspace right now. Nothing was changed. Try again in a moment.',
    intercom_down: 'Intercom has a problem right now. Nothing was changed. Try again in a minute.',
    timed_out: 'Intercom did not answer in time. Nothing was changed. Try again.',
    conversation_gone: 'This conversation is no longer there: it was deleted or merged. Nothing was changed.',
    target_gone: 'What you chose is no longer there. Go back to see what there is now.',
    disconnected: 'Callcard has lost its connection to this workspace. An admin can reconnect it. Nothing was changed.',
    refused: 'Intercom refused this. Nothing was changed.',
    no_viewer: 'Intercom did not say who clicked, so nothing was changed. Reload the inbox and try again.',
    no_conversation:
      'Intercom did not say which conversation this is, so nothing was changed. Reload the inbox and try again.',
    no_contact: 'This conversation has no contact to tag.',
    note_empty: 'Write something first.',
    note_too_long:
      'This note is too long: shorten it to 10,000 characters. What you wrote is below, up to that length.',
    caller_changed: 'This card is out of date: who is calling, or who has the number, changed. Nothing was changed.',
    number_taken: 'Somebody has this number by now, or may have it, so no lead was created. Look who it is.',
    not_mergeable:
      'These are not a lead and a user with one number any more, or somebody else may have it. Nothing was changed.',
    tag_name_empty: 'Type the name of the new tag first.',
    store_unavailable: 'Callcard could not write down your click, so nothing was changed. Try again in a moment.',
    under_way: 'This click is already being carried out. Refresh in a moment to see the result.',
    unknown: 'Intercom did not confirm this. Look at the conversation before you try again: it may have worked.',
  },

  failedBecause: (code: string) => `Intercom’s reason: ${code}`,
};
