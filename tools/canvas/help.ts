export const HELP = `Checks and shows Canvas Kit JSON without an Intercom account.

  npm run canvas -- validate FILE|- [--first] [--messenger] [--json]
  npm run canvas -- show FILE|- [--html [OUT]] [--png OUT]

FILE is JSON, - is standard input: a canvas {"content": ...}, a response {"canvas": ...},
{"components": [...]} or an array of components.

validate  prints one issue a line: pointer, code, message. Pointers lead into FILE.
  --first      as the first canvas a teammate sees: no primary button, at most 400 px
  --messenger  for the Messenger instead of the inbox
  --json       prints {"valid", "issues"} instead

show      prints the canvas as text.
  --html [OUT]  writes a complete HTML page to OUT, or prints it
  --png OUT     writes a picture as wide as the inbox sidebar, drawn in Chromium

  -h, --help    prints this

Exit codes: 0 done or valid, 1 not valid, 2 could not be done.
What was understood goes to standard error. To pipe the rest: npm run --silent canvas -- ...
`;
