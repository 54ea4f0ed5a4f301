/** The three places where Intercom hosts workspaces; the REST API is served below `/us`, `/eu` and `/au` as well. */
export type Region = 'us' | 'eu' | 'au';

export const REGIONS: readonly Region[] = ['us', 'eu', 'au'];
