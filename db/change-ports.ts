/** Tells cheaply whether anything changed that cards are made from: facts, phone numbers, settings, the workspace itself. */
export interface ChangeMarks {
  /**
   * As long as the mark of a workspace is the same, nothing of it changed, up to now, or up to 5 ms ago when another
   * process writes; a new mark may also come without a change. Undefined: it cannot be told without reading rows, or not now.
   */
  markOf(workspaceId: string): number | undefined;
}
