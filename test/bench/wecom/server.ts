import type { RequestListener } from 'node:http';
import { createCallbackListener } from '../../../src/chat/wecom/app/callback.ts';
import { createCallbackCrypto } from '../../../src/chat/wecom/app/crypto.ts';
import { readRequest } from '../../../src/chat/wecom/app/inbound.ts';
import { createTypedReader } from '../../../src/chat/wecom/bot/typed-text.ts';
import { commandCatalogue } from '../../../src/commands/catalogue.ts';
import { createWebServer } from '../../../src/web/server.ts';
import { BENCH_KEYS } from './callbacks.ts';

/*
 * The product's own server with two listeners: the callback of WeCom up to the deed that would be stored now, and a
 * yardstick that reads the body and answers an empty 200.
 */

const reading = {
  workspace: BENCH_KEYS.receiveId,
  surface: `wecom/${BENCH_KEYS.receiveId}/app`,
  typed: createTypedReader({ catalogue: commandCatalogue, isPerson: () => true }),
  accountOf: (id: string) =>
    ({ platform: 'wecom', workspace: BENCH_KEYS.receiveId, id, name: null, locale: null }) as const,
};
const callback = createCallbackListener({
  crypto: createCallbackCrypto(BENCH_KEYS),
  receive: async (message) => {
    const request = readRequest(message, reading);
    if (request.kind !== 'deed') throw new Error(`the bench sends commands, and this was read as ${request.kind}`);
    return { say: null };
  },
  now: Date.now,
  isClosed: () => false,
  log: { info: () => undefined, warn: console.error, error: console.error },
});

const empty: RequestListener = (request, response) => {
  request.resume();
  request.once('end', () => {
    response.writeHead(200, { 'content-length': 0 });
    response.end();
  });
};

const server = createWebServer({
  routes: [],
  listeners: new Map([
    ['/wecom/callback', callback],
    ['/empty', empty],
  ]),
});
process.send?.({ port: await server.listen(0, '127.0.0.1') });
process.on('disconnect', () => process.exit(0));
