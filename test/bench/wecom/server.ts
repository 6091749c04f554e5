import type { RequestListener } from 'node:http';
import { Hono } from 'hono';
import { createCallbackListener } from '../../../src/chat/wecom/app/callback.ts';
import { createCallbackCrypto } from '../../../src/chat/wecom/app/crypto.ts';
import { createWebServer } from '../../../src/web/server.ts';
import { BENCH_KEYS } from './callbacks.ts';

/*
 * The product's own server with the callback of WeCom up to the message that would be stored now, and two yardsticks that
 * read the body and answer an empty 200: a handler of the web app, as every page of ours is one, and a bare listener
 * that goes past the web app, as the callback does.
 */

const callback = createCallbackListener({
  crypto: createCallbackCrypto(BENCH_KEYS),
  receive: async (message) => {
    if (message.MsgType !== 'text') throw new Error(`the bench sends texts, and this was read as ${message.MsgType}`);
    return { say: null };
  },
  now: Date.now,
  isClosed: () => false,
  log: { info: () => undefined, warn: console.error, error: console.error },
});

const handler = new Hono();
handler.post('/empty', async (context) => {
  await context.req.arrayBuffer();
  return context.body(null, 200);
});

const bare: RequestListener = (request, response) => {
  request.resume();
  request.once('end', () => {
    response.writeHead(200, { 'content-length': 0 });
    response.end();
  });
};

const server = createWebServer({
  routes: [handler],
  listeners: new Map([
    ['/wecom/callback', callback],
    ['/bare', bare],
  ]),
});
process.send?.({ port: await server.listen(0, '127.0.0.1') });
process.on('disconnect', () => process.exit(0));
