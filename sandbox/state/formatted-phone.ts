import parsePhoneNumber from 'libphonenumber-js/max';
import type { WorkspaceState } from './workspace.ts';

/** E.164, or undefined when the text is no phone number: what Intercom keeps beside the free text. */
export function formattedPhone(workspace: WorkspaceState, phone: string | undefined): string | undefined {
  return phone === undefined ? undefined : parsePhoneNumber(phone, workspace.country)?.number;
}
