/** The named peer: @slack/bolt with its HTTPReceiver, which keeps nothing. Answers a command with a card of ours. */
import type { AddressInfo } from 'node:net';
import bolt from '@slack/bolt';
import { SECRET } from './bodies.ts';
import { reportReady } from './ready.ts';

const card = process.env.CARD ?? '{}';
const receiver = new bolt.HTTPReceiver({ signingSecret: SECRET, logLevel: bolt.LogLevel.ERROR });
const app = new bolt.App({
  receiver,
  logLevel: bolt.LogLevel.ERROR,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B1', botUserId: 'U0' }),
});
app.event('app_mention', async () => {});
const answer = JSON.parse(card);
app.command('/card', async ({ ack }) => ack(answer));
const server = await app.start(0);
reportReady((server.address() as AddressInfo).port);
