export const HELP = `Looks after keys to Callcard's own API, in the database that DATABASE_URL names. Callcard may run meanwhile.

  npm run keys -- create --workspace ID --name NAME [--quiet]
  npm run keys -- list --workspace ID [--json]
  npm run keys -- revoke --workspace ID KEY

  create          makes a key for one workspace of Intercom's, and prints it: this once, as only its fingerprint is kept
  list            the keys of a workspace, without the keys themselves
  revoke          a key is refused from now on; KEY is its id, as list shows it

  --workspace ID  the workspace: a key is good for that one only
  --name NAME     who uses the key, such as "Aircall dialer"
  --quiet         prints the key and nothing else, to be piped into a vault
  --json          prints one JSON object a line
  -h, --help      prints this

Times are UTC. What the API can do is in docs/api.md, and at /api/v1 of your Callcard.

Exit codes: 0 done, 2 could not be done.
`;
