import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/*
 * The least that the product asks of Slack, answered at once. A process of its own, so that answering costs the product
 * nothing; the strict fake of the tests checks far too much to stand beside a measurement.
 */

let messages = 0;

const server = createServer((request, response) => {
  text(request).then(
    (body) => {
      const answer = answerTo(request.url?.split('/').at(-1) ?? '', body);
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(answer));
    },
    () => response.destroy(),
  );
});

function answerTo(method: string, body: string): object {
  switch (method) {
    case 'auth.test':
      return { ok: true, team_id: 'T0BENCH', user_id: 'U0BOT', bot_id: 'B0BOT' };
    case 'users.info': {
      const id = new URLSearchParams(body).get('user') ?? '';
      return { ok: true, user: { id, name: id.toLowerCase(), locale: 'zh-CN', profile: { display_name: id } } };
    }
    case 'chat.postMessage':
    case 'chat.update':
      messages += 1;
      return {
        ok: true,
        channel: 'C0SUPPORT',
        ts: `${Math.floor(Date.now() / 1000)}.${String(messages).padStart(6, '0')}`,
      };
    case 'conversations.open':
      return { ok: true, channel: { id: 'D0BENCH' } };
    default:
      return { ok: true };
  }
}

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit(0));
