export const HELP = `Prints what to enter in Intercom's Developer Hub, page by page, for a Callcard at this address.

  npm run manifest -- --url https://callcard.example.com

  --url URL   where Intercom and browsers reach Callcard: the PUBLIC_URL of its settings
  -h, --help  prints this

Intercom has no way to upload these settings. They are kept in app-manifest.json.

Exit codes: 0 done, 2 not an address that Intercom can use.
`;
