import { NOTIFICATIONS, QUESTIONS } from './events.ts';

const events = QUESTIONS.map(({ name, what, path }) => `  ${name.padEnd(12)}  ${what} (POST ${path})\n`);
const topics = NOTIFICATIONS.map(({ name }) => `    ${name}\n`);

export const HELP = `Sends Callcard what Intercom would send, signed with the client secret, and shows the answer.

  npm run receive -- --event NAME [--workspace ID] [--conversation ID] [--component ID] [--input ID=VALUE]...
  npm run receive -- --event NAME --file payload.json

${events.join('')}  or a topic that Intercom notifies of (POST /webhooks/intercom):
${topics.join('')}
  --workspace ID     the first connected one in the database unless given
  --conversation ID  one that is in Intercom; else a made-up one, with a made-up contact
  --component ID     what is clicked; refresh unless given. The card shows ids as {id}
  --input ID=VALUE   what is entered or chosen; again and again for more, twice the same id for several choices
  --file FILE|-      sends these bytes instead of a sample; - is standard input

  --url URL          where Callcard runs; PUBLIC_URL of the settings, else http://localhost:PORT
  --in-process       starts Callcard here instead, without listening: with the settings, and on their database
  -h, --help         prints this

The settings are those of npm start: without Intercom's credentials, the ones of the sandbox in this folder.

Exit codes: 0 answered with what Intercom can use, 1 not 200 or with issues, 2 nothing could be sent.
`;
