/**
 * Compiled, never run: the line marked below must stay a type error. Every operation of the client has its permissions.
 */
import { OPERATION_PERMISSIONS } from '../../server/intercom/permissions.ts';

type Permissions = typeof OPERATION_PERMISSIONS;

export const whole: Permissions = OPERATION_PERMISSIONS;

const { 'conversations.addNote': _, ...withoutOne } = OPERATION_PERMISSIONS;
// @ts-expect-error an operation is missing
export const incomplete: Permissions = withoutOne;
// @ts-expect-error there is no such operation
export const unknownOperation: Permissions = { ...OPERATION_PERMISSIONS, 'conversations.reply': ['Read tags'] };
// @ts-expect-error there is no such permission
export const unknownPermission: Permissions = { ...OPERATION_PERMISSIONS, me: ['Read everything'] };
