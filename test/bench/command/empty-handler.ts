import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { SIGNING_SECRET } from './requests.ts';

/* The yardstick: Bolt with the product's receiver, checking the signature and doing nothing. */

const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, logLevel: LogLevel.WARN });
const app = new App({
  receiver,
  logLevel: LogLevel.WARN,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B0BOT', botUserId: 'U0BOT' }),
  convoStore: false,
  ignoreSelf: false,
});
app.command('/ticket', async ({ ack }) => ack());

const server = await receiver.start({ port: 0, host: '127.0.0.1' } as unknown as number);
const address = server.address();
process.send?.({ port: typeof address === 'object' ? address?.port : null });
process.on('disconnect', () => process.exit(0));
