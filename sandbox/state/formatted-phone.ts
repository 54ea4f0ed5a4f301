import parsePhoneNumber from 'libphonenumber-js/max';
import type { WorkspaceState } from './workspace.ts';

const MAX_REMEMBERED = 50_000;
const remembered = new Map<string, string | undefined>();

/** E.164, or undefined when the text is no phone number: what Intercom keeps beside the free text. */
export function formattedPhone(workspace: WorkspaceState, phone: string | undefined): string | undefined {
  if (phone === undefined) return undefined;
  // A search reads the number of every contact, and there may be many.
  const key = `${workspace.country} ${phone}`;
  if (remembered.has(key)) return remembered.get(key);
  const formatted = parsePhoneNumber(phone, workspace.country)?.number;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(key, formatted);
  return formatted;
}
