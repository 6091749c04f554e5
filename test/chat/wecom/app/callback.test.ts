import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type CallbackAnswer, createCallbackListener } from '../../../../src/chat/wecom/app/callback.ts';
import { createCallbackCrypto } from '../../../../src/chat/wecom/app/crypto.ts';
import { readRequest } from '../../../../src/chat/wecom/app/inbound.ts';
import type { CallbackMessage } from '../../../../src/chat/wecom/app/xml.ts';
import { createTypedReader } from '../../../../src/chat/wecom/bot/typed-text.ts';
import { commandCatalogue } from '../../../../src/commands/catalogue.ts';
import {
  element,
  readPassiveReply,
  type Spoil,
  signedEcho,
  signedMessage,
} from '../../../support/fake-wecom/callbacks.ts';

/** `WECOM_MUTATIONS=100000 npx vitest run test/chat/wecom/app/callback.test.ts` is the long run. */
const MUTATIONS = Number(process.env['WECOM_MUTATIONS'] ?? 5_000);

const KEYS = { token: 'aToken', encodingAesKey: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ', receiveId: 'ww0corp' };
const NOW = Date.UTC(2026, 10, 23, 2, 0);

const xmlOf = (content = '/工单 新建 打印机卡纸', from = 'zhangsan') =>
  `<xml>${[
    element('ToUserName', KEYS.receiveId),
    element('FromUserName', from),
    element('CreateTime', 1_348_831_860),
    element('MsgType', 'text'),
    element('Content', content),
    element('MsgId', '1234567890123456789012'),
    element('AgentID', 1_000_002),
  ].join('')}</xml>`;

interface Scene {
  readonly listener: RequestListener;
  readonly received: CallbackMessage[];
  readonly logged: string[];
  isClosed: boolean;
  receive: (message: CallbackMessage) => Promise<CallbackAnswer>;
}

function createScene(now: () => number = () => NOW): Scene {
  const received: CallbackMessage[] = [];
  const logged: string[] = [];
  const log = (level: string) => (fields: object, message: string) =>
    logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
  const scene: Scene = {
    received,
    logged,
    isClosed: false,
    receive: async () => ({ say: null }),
    listener: createCallbackListener({
      crypto: createCallbackCrypto(KEYS),
      receive: async (message) => {
        received.push(message);
        return scene.receive(message);
      },
      now,
      isClosed: () => scene.isClosed,
      log: { info: log('info'), warn: log('warn'), error: log('error') },
    }),
  };
  return scene;
}

/** One request without a socket: what came back, once it came. */
function exchange(
  listener: RequestListener,
  method: string,
  url: string,
  body = '',
  announced = true,
  onEnd = () => {},
): Promise<{ status: number; body: string }> {
  return new Promise((resolve) => {
    const request = Object.assign(new EventEmitter(), {
      method,
      url,
      headers: announced ? { 'content-length': String(Buffer.byteLength(body)) } : {},
      pause: () => undefined,
    });
    let status = 0;
    const response = {
      headersSent: false,
      shouldKeepAlive: true,
      writeHead(code: number) {
        status = code;
        response.headersSent = true;
      },
      end: (text: string) => {
        onEnd();
        resolve({ status, body: text });
      },
      destroy: () => undefined,
    };
    listener(request as unknown as IncomingMessage, response as unknown as ServerResponse);
    if (body !== '') request.emit('data', Buffer.from(body));
    request.emit('end');
  });
}

const tell = (scene: Scene, xml = xmlOf(), spoil: Spoil = {}) => {
  const { query, body } = signedMessage(KEYS, xml, NOW, spoil);
  return exchange(scene.listener, 'POST', `/wecom/callback?${query}`, body);
};

describe('verification', () => {
  it('answers with the decrypted text alone', async () => {
    const scene = createScene();
    const { query } = signedEcho(KEYS, '1616140317555161061', NOW);
    expect(await exchange(scene.listener, 'GET', `/wecom/callback?${query}`)).toEqual({
      status: 200,
      body: '1616140317555161061',
    });
    // Consoles that do not escape the plus signs of base64.
    const bare = query.replaceAll('%2B', '+').replaceAll('%3D', '=').replaceAll('%2F', '/');
    expect((await exchange(scene.listener, 'GET', `/wecom/callback?${bare}`)).status).toBe(200);
  });

  it.each([
    ['another token', { signature: '0'.repeat(40) }, 403],
    ['an old request', { timestamp: String(NOW / 1_000 - 301) }, 403],
    ['a request from the future', { timestamp: String(NOW / 1_000 + 301) }, 403],
    ['another company', { receiveId: 'ww0other' }, 403],
    ['a signature that is none', { signature: 'x' }, 400],
    ['a time that is none', { timestamp: '1e9' }, 400],
  ] as const)('refuses %s without a word', async (_, spoil, status) => {
    const { query } = signedEcho(KEYS, 'hello', NOW, spoil);
    expect(await exchange(createScene().listener, 'GET', `/wecom/callback?${query}`)).toEqual({ status, body: '' });
  });

  it.each(['/wecom/callback', '/wecom/callback?', '/wecom/callback?echostr=x', '/wecom/callback?%E0%A4%A'])(
    'refuses %s',
    async (url) => {
      expect((await exchange(createScene().listener, 'GET', url)).status).toBe(400);
    },
  );
});

describe('a message', () => {
  it('is taken in as it is, and answered with nothing', async () => {
    const scene = createScene();
    expect(await tell(scene)).toEqual({ status: 200, body: '' });
    expect(scene.received).toMatchObject([
      { FromUserName: 'zhangsan', Content: '/工单 新建 打印机卡纸', MsgId: '1234567890123456789012' },
    ]);
  });

  it('is worked on only after its answer has left', async () => {
    const scene = createScene();
    const order: string[] = [];
    scene.receive = async () => ({ say: null, work: () => order.push('work') });
    const { query, body } = signedMessage(KEYS, xmlOf(), NOW);
    await exchange(scene.listener, 'POST', `/wecom/callback?${query}`, body, true, () => order.push('answer'));
    await expect.poll(() => order, { timeout: 5_000 }).toEqual(['answer', 'work']);
  });

  it('may be answered with a text, encrypted and signed', async () => {
    const scene = createScene();
    scene.receive = async () => ({ say: '可用命令：/工单 ]]> & <b>' });
    const { status, body } = await tell(scene);
    expect(status).toBe(200);
    expect(readPassiveReply(KEYS, body)).toBe('可用命令：/工单 ]]> & <b>'.replace(']]>', ']]]]><![CDATA[>'));
  });

  it.each([
    ['forged', { signature: 'a'.repeat(40) }, 403],
    ['stale', { timestamp: String(NOW / 1_000 - 301) }, 403],
    ['for another company', { receiveId: 'ww0other' }, 403],
    ['for nobody', { receiveId: '' }, 403],
    ['without an envelope', { body: 'hello' }, 400],
    ['with a document type', { body: '<!DOCTYPE x [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>' }, 400],
    ['empty', { body: '' }, 400],
    ['JSON', { body: '{"encrypt":"x"}' }, 400],
    ['with a signature in capitals', { signature: 'A'.repeat(40) }, 400],
  ] as const)('%s is refused and goes no further', async (_, spoil, status) => {
    const scene = createScene();
    expect(await tell(scene, xmlOf(), spoil)).toEqual({ status, body: '' });
    expect(scene.received).toEqual([]);
  });

  it('that cannot be read is acknowledged, so that it does not come again, and is in the log', async () => {
    const scene = createScene();
    for (const xml of ['hello', '<xml></xml>', `<!DOCTYPE x>${xmlOf()}`]) {
      expect(await tell(scene, xml)).toEqual({ status: 200, body: '' });
    }
    expect(scene.received).toEqual([]);
    expect(scene.logged.filter((line) => line.startsWith('error'))).toHaveLength(3);
  });

  it('that fails here is answered with 500: the platform tries again', async () => {
    const scene = createScene();
    scene.receive = async () => Promise.reject(new Error('out of order'));
    expect((await tell(scene)).status).toBe(500);
  });

  it.each([64 * 1024 + 1, 10 * 1024 * 1024])('of %i bytes is too large', async (size) => {
    const scene = createScene();
    const { query } = signedMessage(KEYS, xmlOf(), NOW);
    const body = 'a'.repeat(size);
    expect(await exchange(scene.listener, 'POST', `/wecom/callback?${query}`, body)).toEqual({ status: 413, body: '' });
    // The same in pieces, without saying how much is to come.
    expect((await exchange(scene.listener, 'POST', `/wecom/callback?${query}`, body, false)).status).toBe(413);
  });

  it('is not taken in while the product stops: another replica will', async () => {
    const scene = createScene();
    scene.isClosed = true;
    expect((await tell(scene)).status).toBe(503);
    expect(scene.received).toEqual([]);
  });

  it('other methods are none', async () => {
    expect((await exchange(createScene().listener, 'PUT', '/wecom/callback?x=1')).status).toBe(405);
  });

  it('a flood of forgeries is one line of the log a minute, and says what to check', async () => {
    let now = NOW;
    const scene = createScene(() => now);
    for (let i = 0; i < 50; i += 1) await tell(scene, xmlOf(), { signature: 'a'.repeat(40) });
    expect(scene.logged).toEqual([
      'warn a callback of WeCom was refused {"reason":"bad signature: check WECOM_TOKEN","refused":1}',
    ]);
    now += 61_000;
    await tell(scene, xmlOf(), { signature: 'a'.repeat(40), timestamp: String(Math.floor(now / 1_000)) });
    expect(scene.logged.at(-1)).toContain('"refused":50');
  });
});

describe('mutated callbacks', () => {
  const typed = createTypedReader({ catalogue: commandCatalogue, isPerson: () => true });
  const reading = {
    workspace: KEYS.receiveId,
    surface: 'wecom/ww0corp/app',
    typed,
    accountOf: (id: string) =>
      ({ platform: 'wecom', workspace: KEYS.receiveId, id, name: null, locale: null }) as const,
  };
  const anywhere = fc.noBias(fc.integer({ min: 0, max: 9_999 })).map((nth) => nth / 10_000);
  const cut = fc.record({ at: anywhere, length: fc.integer({ min: 0, max: 40 }) });
  const insertion = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom(
      '<![CDATA[',
      ']]>',
      '<xml>',
      '</xml>',
      '<!DOCTYPE a>',
      '&',
      '\u0000',
      '%',
      '+',
      '=',
      '\uD800',
      '<Encrypt>',
    ),
  );
  const mutation = fc.oneof(
    fc.record({ kind: fc.constant('flip' as const), cut, by: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ kind: fc.constant('cut' as const), cut }),
    fc.record({ kind: fc.constant('insert' as const), cut, insertion }),
    fc.record({ kind: fc.constant('repeat' as const), cut }),
    fc.record({ kind: fc.constant('end' as const), cut }),
  );
  type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

  function mutate(text: string, change: Mutation): string {
    const at = Math.floor(change.cut.at * text.length);
    const [before, part, after] = [
      text.slice(0, at),
      text.slice(at, at + change.cut.length),
      text.slice(at + change.cut.length),
    ];
    switch (change.kind) {
      case 'flip':
        return before + String.fromCharCode((text.charCodeAt(at) || 32) ^ change.by) + text.slice(at + 1);
      case 'cut':
        return before + after;
      case 'insert':
        return before + change.insertion + text.slice(at);
      case 'repeat':
        return before + part + part + after;
      case 'end':
        return before;
    }
  }

  const changes = fc.array(mutation, { minLength: 1, maxLength: 3 });

  it('on the wire: each is refused, or is still the message that was sent', {
    timeout: 60_000 + MUTATIONS * 5,
  }, async () => {
    const scene = createScene();
    const original = await tell(scene).then(() => scene.received.pop());
    let understood = 0;
    await fc.assert(
      fc.asyncProperty(changes, fc.boolean(), async (list, inQuery) => {
        const signed = signedMessage(KEYS, xmlOf(), NOW);
        const query = inQuery ? list.reduce(mutate, signed.query) : signed.query;
        const body = inQuery ? signed.body : list.reduce(mutate, signed.body);
        const answer = await exchange(scene.listener, 'POST', `/wecom/callback?${query}`, body);
        expect([200, 400, 403, 413]).toContain(answer.status);
        const message = scene.received.pop();
        expect(answer.status === 200).toBe(message !== undefined);
        if (message === undefined) return;
        understood += 1;
        expect(message).toEqual(original);
      }),
      { numRuns: MUTATIONS },
    );
    // Blanks and doubled parts that nobody reads: or the mutator would only make rubbish.
    expect(understood).toBeGreaterThan(0);
    expect(understood).toBeLessThan(MUTATIONS / 2);
    expect(scene.logged.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  it('inside the cipher, from somebody with the key: each is read or passed over', {
    timeout: 60_000 + MUTATIONS * 5,
  }, async () => {
    const scene = createScene();
    const kinds = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const { query, body } = signedMessage(KEYS, list.reduce(mutate, xmlOf()).toWellFormed(), NOW);
        const answer = await exchange(scene.listener, 'POST', `/wecom/callback?${query}`, body);
        expect(answer).toEqual({ status: 200, body: '' });
        const message = scene.received.pop();
        const kind = message === undefined ? 'unreadable' : readRequest(message, reading).kind;
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      }),
      { numRuns: MUTATIONS },
    );
    expect([...kinds.keys()]).toEqual(expect.arrayContaining(['unreadable', 'deed', 'say', 'nothing']));
  });
});

describe('over a real connection', () => {
  let server: Server | null = null;
  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
    server = null;
  });

  async function listen(scene: Scene): Promise<number> {
    server = createServer(scene.listener);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  it.each([true, false])('a body of 10 MB is refused without being read; announced: %s', async (announced) => {
    const scene = createScene(Date.now);
    const port = await listen(scene);
    let read = 0;
    server?.on('connection', (socket) => socket.once('close', () => (read = socket.bytesRead)));
    const { query } = signedMessage(KEYS, xmlOf(), Date.now());
    const length = announced ? `Content-Length: ${10 * 1024 * 1024}` : 'Transfer-Encoding: chunked';
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let text = '';
      let written = 0;
      const piece = Buffer.from(announced ? 'a'.repeat(0x8000) : `8000\r\n${'a'.repeat(0x8000)}\r\n`);
      const write = (): void => {
        if (socket.destroyed || written > 10 * 1024 * 1024) return;
        written += piece.length;
        socket.write(piece, () => setImmediate(write));
      };
      socket.write(`POST /wecom/callback?${query} HTTP/1.1\r\nHost: x\r\n${length}\r\n\r\n`, write);
      socket.on('data', (data) => (text += data.toString()));
      // Whoever goes on writing is cut off, at worst before the answer was seen.
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(text));
    });
    expect(answer === '' || answer.startsWith('HTTP/1.1 413')).toBe(true);
    await expect.poll(() => read, { interval: 5, timeout: 5_000 }).toBeGreaterThan(0);
    expect(read).toBeLessThan(1024 * 1024);
    expect(scene.received).toEqual([]);
  });

  it('a body that is cut off is nothing, and the next one is taken', async () => {
    const scene = createScene(Date.now);
    const port = await listen(scene);
    const { query, body } = signedMessage(KEYS, xmlOf(), Date.now());
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(
          `POST /wecom/callback?${query} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 50)}`,
          () => socket.destroy(),
        );
      });
      socket.once('close', () => resolve());
    });
    const response = await fetch(`http://127.0.0.1:${port}/wecom/callback?${query}`, { method: 'POST', body });
    expect(response.status).toBe(200);
    expect(scene.received).toHaveLength(1);
  });
});
