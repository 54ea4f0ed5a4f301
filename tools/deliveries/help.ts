export const HELP = `Shows what Intercom asked Callcard for, oldest first. It only reads the database that DATABASE_URL names.

  npm run deliveries -- --workspace ID [--limit N] [--follow] [--json]

  --workspace ID  Intercom's id of the workspace; without it, the workspaces that there are
  --limit N       the newest N, 20 unless given; 500 are kept
  --follow        goes on showing what comes in, until Ctrl-C
  --json          prints one JSON object a line, with every fact
  -h, --help      prints this

A delivery says when it came, what was asked for, what became of it and how long that took. Its request id is
"reqId" in Callcard's log. Texts, names and addresses are never kept.

  result          ok, disconnected (the card asks to reconnect), unavailable (the database did not answer),
                  invalid_canvas (a plain card was sent instead), broken (a bug: see the log)
  what            the card that was shown; what a click asked for and how that ended; which facts are not known

Requests that are not signed with the client secret, or are of no workspace here, are in the log only.

Exit codes: 0 done, 2 could not be done.
`;
