/** A person and a conversation made up for samples. Intercom's own examples have such ids. */
export const CONTACT = { type: 'contact', id: '6657add46abd0167d9419c00', role: 'user', name: 'Jo Sample' };
export const CONVERSATION_ID = '215000000000001';
