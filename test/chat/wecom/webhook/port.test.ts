import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Card } from '../../../../src/chat/card.ts';
import type { OutboundMessage } from '../../../../src/chat/port.ts';
import { createWebhookPort } from '../../../../src/chat/wecom/webhook/port.ts';
import { messagesOf } from '../../../../src/i18n/messages.ts';

const KEY = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';

interface Received {
  readonly url: string;
  readonly body: { readonly msgtype: string; readonly markdown: { readonly content: string } };
}

let received: Received[];
let answer: (response: ServerResponse, request: IncomingMessage) => void;
let apiUrl: string;
let close: () => Promise<void>;

beforeEach(async () => {
  received = [];
  answer = (response) => response.end(JSON.stringify({ errcode: 0, errmsg: 'ok' }));
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ url: request.url ?? '', body: JSON.parse(body) });
      answer(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
});
afterEach(() => close());

function webhook() {
  const logs: string[] = [];
  const unknown: number[] = [];
  const log = (fields: object, message: string) => logs.push(`${message} ${JSON.stringify(fields)}`);
  const port = createWebhookPort({
    workspace: 'ww1',
    apiUrl,
    keysByName: new Map([['ops', KEY]]),
    texts: (locale) => messagesOf(locale).wecomRender,
    log: { info: log, warn: log, error: log },
    onUnknownCode: () => unknown.push(1),
  });
  const post = async (card: Partial<Card> = {}, id = 'webhook:ops') => {
    const outcome = await port.post(message(card, id), AbortSignal.timeout(2_000));
    expect(JSON.stringify([outcome, logs])).not.toContain(KEY);
    return outcome;
  };
  return { port, post, logs, unknown };
}

function message(card: Partial<Card>, id: string): OutboundMessage {
  return {
    id: 'm1',
    to: { platform: 'wecom', workspace: 'ww1', id },
    thread: null,
    card: { tone: 'alarm', title: '首次联系已超时', summary: '', ...card },
    locale: 'zh-CN',
  };
}

function refuse(errcode: number, errmsg = 'no'): void {
  answer = (response) => response.end(JSON.stringify({ errcode, errmsg }));
}

it('writes markdown with the command to send where a button would stand', async () => {
  const outcome = await webhook().post({
    mentions: [{ id: 'zhou', name: '周敏' }],
    buttons: [{ action: 'ticket.take', value: 'C1', label: '认领', typed: '/ticket take C1' }],
  });
  expect(outcome).toEqual({ outcome: 'sent', address: { conversation: 'webhook:ops', message: 'm1' } });
  expect(received).toEqual([
    {
      url: `/cgi-bin/webhook/send?key=${KEY}`,
      body: {
        msgtype: 'markdown',
        markdown: {
          content: '**🔴 首次联系已超时**\n<@zhou>\n如需操作，请私聊回音发送：\n认领：`/ticket take C1`',
        },
      },
    },
  ]);
});

it('keeps to the bytes that the platform takes', async () => {
  await webhook().post({ body: '客户说打印机卡纸了'.repeat(2_000) });
  const bytes = Buffer.byteLength(received[0]?.body.markdown.content ?? '');
  expect(bytes).toBeLessThanOrEqual(4_096);
  expect(bytes).toBeGreaterThan(4_000);
});

it.each([
  [45009, { outcome: 'retry-later', limited: true, afterMs: 60_000 }],
  [-1, { outcome: 'retry-later', limited: false, afterMs: null }],
  [93000, { outcome: 'rejected', gone: true }],
  [40058, { outcome: 'rejected', gone: false }],
  [45002, { outcome: 'rejected', gone: false }],
  [987654, { outcome: 'rejected', gone: false }],
])('errcode %i is %j', async (errcode, outcome) => {
  refuse(errcode);
  const { post, unknown } = webhook();
  expect(await post()).toMatchObject(outcome);
  expect(unknown).toHaveLength(errcode === 987654 ? 1 : 0);
});

it('logs an unknown code whole, but never the key that the platform may repeat', async () => {
  refuse(987654, `invalid key=${KEY}, more info at …`);
  const { post, logs } = webhook();
  await post();
  expect(logs).toHaveLength(1);
  expect(logs[0]).toContain('987654');
  expect(logs[0]).toContain('invalid key=***');
});

it('tells a connection that was never there from one that broke', async () => {
  answer = (response) => response.destroy();
  expect(await webhook().post()).toMatchObject({ outcome: 'uncertain' });
  answer = (response) => response.writeHead(502).end('<html>');
  expect(await webhook().post()).toMatchObject({ outcome: 'uncertain', reason: 'http-502' });
  answer = (response) => response.end('not json');
  expect(await webhook().post()).toMatchObject({ outcome: 'uncertain', reason: 'nonsense' });
  const nobody = createServer().listen(0, '127.0.0.1');
  await once(nobody, 'listening');
  apiUrl = `http://127.0.0.1:${(nobody.address() as AddressInfo).port}`;
  nobody.close();
  await once(nobody, 'close');
  expect(await webhook().post()).toMatchObject({ outcome: 'retry-later' });
});

it('follows no redirect: the key is for nobody else', async () => {
  answer = (response) => response.writeHead(302, { location: `${apiUrl}/elsewhere` }).end();
  expect(await webhook().post()).toMatchObject({ outcome: 'uncertain' });
  expect(received).toHaveLength(1);
});

it('refuses aloud what has no webhook, and changes nothing that was said', async () => {
  const { port, post } = webhook();
  expect(await post({}, 'webhook:unknown')).toMatchObject({ outcome: 'rejected', gone: true });
  expect(received).toEqual([]);
  expect(port.capabilities).toMatchObject({ buttons: false, updates: false, threads: false, forms: false });
  const address = { conversation: 'webhook:ops', message: 'm1' };
  const signal = AbortSignal.timeout(100);
  expect(await port.update(address, message({}, 'webhook:ops'), signal)).toMatchObject({ outcome: 'rejected' });
  expect(await port.find(message({}, 'webhook:ops'), signal)).toBe('unknown');
});
