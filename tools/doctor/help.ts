export const HELP = `Looks whether the Callcard of these settings can work, and says what to do where it cannot.

  npm run doctor [-- --json]

  --json      prints {"healthy", "findings"} instead
  -h, --help  prints this

settings   every setting; keys; a previous client secret that is still accepted
database   opens, and has the tables of this version; it is only read
clock      compared with Intercom's API host; more than 30 s apart is a problem
address    PUBLIC_URL, and what answers there: health, card requests signed and not, the install
workspace  what Intercom says of each workspace: name, region, who connected it. Nothing is changed

Looking at the address leaves two warnings about card requests in Callcard's log, and one OAuth state, which ends
unused after 10 minutes.

Exit codes: 0 no problem, 1 a problem, 2 could not be done.
`;
