export const HELP = `Looks through the phone numbers of a workspace's contacts in Intercom, and puts right those that somebody reviewed.

  npm run numbers -- audit --workspace ID [--country FR] [--csv FILE] [--json]
  npm run numbers -- fix --workspace ID --csv FILE [--dry-run]
  npm run numbers -- country --workspace ID [FR | none]

  audit           lists the contacts whose phone cannot be read, would be written differently, or may mean two numbers;
                  changes nothing
  fix             writes what the CSV file of an audit has a decision for, and nothing else. What became of each is in
                  FILE with .results.csv at its end; with the same file again, it goes on where it stopped
  country         the country that numbers without a country code are read in: shows it, chooses it, or goes back to
                  what Callcard guesses (none)

  --workspace ID  Intercom's id of the workspace
  --country FR    reads numbers without a country code as numbers of this country (ISO 3166-1), this time
  --csv FILE      audit: writes all of the list there, into a new file; fix: the reviewed file
  --json          prints one JSON object a line, the last one with the totals
  --dry-run       says what would be written, and writes nothing
  -h, --help      prints this

In the column "decision" of the CSV file, write:

  yes             to take the reading
  other           to take the other reading
  +33762043575    to take this number
  (nothing)       to leave the contact alone

Ctrl-C stops between two contacts; the files are whole up to there. They have personal data of your customers in them.
More is in docs/numbers.md.

Exit codes: 0 done, 1 stopped before the end or not all could be written, 2 could not be done.
`;
