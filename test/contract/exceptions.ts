import type { Mismatch } from './mismatch.ts';

/** A mismatch in which the description is wrong, and we are not. */
export interface Exception {
  /** Which operations: a beginning of their name. */
  operations: string;
  side: Mismatch['side'];
  /** Where: an end of the pointer. */
  pointer: string;
  message: string;
  reason: string;
}

const contactList = (name: string): Exception => ({
  operations: '',
  side: 'answer',
  pointer: `/${name}/type`,
  message: 'is not described',
  reason: 'Every example of a contact has the type of this list; its schema leaves it out.',
});

const contactPaging = (name: string): Exception => ({
  operations: 'GET /contacts',
  side: 'request',
  pointer: `query:${name}`,
  message: 'is not described',
  reason: 'The text of this operation says that the list is paged so; its parameters leave it out.',
});

/** Each one has to be met: a description that got it right makes the list fail. */
export const EXCEPTIONS: readonly Exception[] = [
  ...['social_profiles', 'tags', 'notes', 'companies'].map(contactList),
  ...['per_page', 'starting_after'].map(contactPaging),
  {
    operations: 'GET /me',
    side: 'answer',
    pointer: '/app/secure',
    message: 'is not described',
    reason: 'The example of this answer has it; the schema of the app leaves it out.',
  },
  {
    operations: 'GET /contacts/{contact_id}/companies',
    side: 'answer',
    pointer: '/data',
    message: 'is not described',
    reason: 'The schema calls the list companies, the example data. The sandbox sends both and the client reads both.',
  },
];

function isExcused(mismatch: Mismatch, exception: Exception): boolean {
  return (
    mismatch.operation.startsWith(exception.operations) &&
    mismatch.side === exception.side &&
    mismatch.pointer.endsWith(exception.pointer) &&
    mismatch.message === exception.message
  );
}

/** The mismatches that no exception accounts for. */
export function unexcused(mismatches: readonly Mismatch[], exceptions: readonly Exception[]): Mismatch[] {
  return mismatches.filter((mismatch) => !exceptions.some((exception) => isExcused(mismatch, exception)));
}

/** The exceptions that nothing needs any more. */
export function superfluous(mismatches: readonly Mismatch[], exceptions: readonly Exception[]): Exception[] {
  return exceptions.filter((exception) => !mismatches.some((mismatch) => isExcused(mismatch, exception)));
}
