export interface NoteState {
  id: string;
  contactId: string;
  adminId: string | undefined;
  bodyHtml: string;
  createdAtMs: number;
}
