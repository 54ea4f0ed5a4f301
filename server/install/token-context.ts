/** What a workspace's token is sealed with besides the key: sealed for one workspace, it opens for no other. */
export function tokenContext(workspaceId: string): string {
  return `workspace:${workspaceId}:token`;
}
