import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { type BotDriver, createBotDriver } from './bot-driver.ts';
import { judge } from './bot-rules.ts';
import { type BotFault, type BotMessage, type BotWorld, createBotWorld, type ReceivedFrame } from './bot-world.ts';
import { recordOf, textOf } from './card-rules.ts';

export type { BotDriver, ShownBotMessage } from './bot-driver.ts';
export type { BotFault } from './bot-world.ts';

/**
 * A strict, stateful stand-in for the long connection of WeCom's AI bot on 127.0.0.1: one connection per bot, whoever
 * subscribes later evicts the earlier; pings, errcodes, 5 s for a clicked card, silent drops beyond the limits. It notes
 * every breach of the rules in `violations`, which a test finds empty at its end.
 */
export interface FakeWecomBot extends BotDriver {
  /** For `WECOM_BOT_URL`. */
  readonly url: string;
  readonly botId: string;
  readonly secret: string;
  readonly world: BotWorld;
  readonly violations: string[];
  readonly messages: readonly BotMessage[];
  /** Frames that came from the product, pings among them, oldest first. */
  readonly frames: readonly ReceivedFrame[];
  framesOf(cmd: string): readonly ReceivedFrame[];
  /** Subscribed connections; at most one. */
  readonly connections: number;
  /** How often somebody subscribed, an outsider included. */
  readonly subscriptions: number;
  /** Waits until the product is subscribed; with `times`, for the so manieth time. */
  connected(times?: number): Promise<void>;
  failNext(cmd: string, fault: BotFault, times?: number): void;
  /** Pings are taken and not answered any more, on this connection and later ones, until `false`. */
  mutePings(isMuted?: boolean): void;
  /** The connection looks open to the product, and nothing comes or goes over it any more. */
  freeze(): void;
  /** Cuts every connection without a goodbye. */
  drop(): void;
  /** While refusing, nobody gets a connection at all. */
  refuse(isRefusing?: boolean): void;
  /** Somebody else subscribes with the bot's secret, and goes again at once. */
  evict(): void;
  /** Sends any text as one frame, or several pieces as the fragments of one. */
  sendRaw(...pieces: string[]): void;
  forgive(violation: RegExp): void;
  until<T>(look: () => T | null, what: string, timeoutMs?: number): Promise<T>;
  close(): Promise<void>;
}

/** Starts a fake on a free port. `now` is machine time: a click may be answered for 5 s of it. */
export async function createFakeWecomBot(options: { now?: () => number; botId?: string } = {}): Promise<FakeWecomBot> {
  const world = createBotWorld(options.now ?? Date.now);
  const botId = options.botId ?? 'aib0fake0bot';
  const secret = 'a-secret-of-the-fake-bot';
  const frozen = new WeakSet<WebSocket>();
  let current: WebSocket | null = null;
  let subscriptions = 0;
  let isMuted = false;
  let isRefusing = false;
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    verifyClient: (_: unknown, done: (isOk: boolean, code?: number) => void) => done(!isRefusing, 503),
  });
  await new Promise<void>((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;

  server.on('connection', (socket) => {
    let isSubscribed = false;
    socket.on('message', (data) => {
      if (frozen.has(socket)) return;
      const frame = readFrame(Buffer.isBuffer(data) ? data.toString() : '');
      if (frame === null) {
        world.violate('a frame that is none');
        return;
      }
      if (isSubscribed) {
        if (socket !== current) world.violate(`${frame.cmd} over a connection that was evicted`);
        return receive(socket, frame);
      }
      world.frames.push(frame);
      if (frame.cmd !== 'aibot_subscribe') {
        world.violate(`${frame.cmd} before aibot_subscribe`);
        return socket.terminate();
      }
      isSubscribed = subscribe(socket, frame);
    });
    socket.on('close', () => {
      if (current === socket) current = null;
      world.changed();
    });
    socket.on('error', () => world.changed());
  });

  function subscribe(socket: WebSocket, frame: ReceivedFrame): boolean {
    const fault = world.faultsByCmd.get(frame.cmd)?.shift();
    if (fault === 'swallow' || fault === 'mute') return false;
    if (typeof fault === 'string') {
      socket.terminate();
      return false;
    }
    const errcode = fault !== undefined && 'errcode' in fault ? fault.errcode : isOurs(frame.body) ? 0 : 40001;
    frame.errcode = errcode;
    if (errcode === 0) takeOver(socket);
    socket.send(
      JSON.stringify({ headers: { req_id: frame.reqId }, errcode, errmsg: errcode === 0 ? 'ok' : 'refused' }),
    );
    world.changed();
    return errcode === 0;
  }

  function isOurs(body: Readonly<Record<string, unknown>>): boolean {
    return body['bot_id'] === botId && body['secret'] === secret;
  }

  function takeOver(socket: WebSocket | null): void {
    const before = current;
    current = socket;
    subscriptions += 1;
    if (before === null) return;
    if (!frozen.has(before)) before.send(eventFrame({ eventtype: 'disconnected_event' }));
    before.close();
  }

  function eventFrame(event: object): string {
    const body = { msgid: randomUUID(), aibotid: botId, msgtype: 'event', event };
    return JSON.stringify({ cmd: 'aibot_event_callback', headers: { req_id: randomUUID() }, body });
  }

  function receive(socket: WebSocket, frame: ReceivedFrame): void {
    const isOwn = frame.cmd === 'ping' || frame.cmd === 'aibot_send_msg';
    if (isOwn && world.frames.some((one) => one.reqId === frame.reqId))
      world.violate(`req_id ${frame.reqId} came twice`);
    world.frames.push(frame);
    if (frame.cmd === 'ping' && isMuted) return world.changed();
    const fault = world.faultsByCmd.get(frame.cmd)?.shift();
    if (fault === 'swallow') return world.changed();
    if (fault === 'cut') return socket.terminate();
    if (typeof fault === 'object' && 'delayMs' in fault) {
      setTimeout(() => finish(socket, frame), fault.delayMs).unref();
      return;
    }
    finish(socket, frame, fault);
  }

  function finish(socket: WebSocket, frame: ReceivedFrame, fault?: Exclude<BotFault, { delayMs: number }>): void {
    const isRefused = typeof fault === 'object';
    const verdict = isRefused
      ? { errcode: fault.errcode, errmsg: fault.errmsg ?? 'told by the test' }
      : judge(world, frame.cmd, frame.reqId, recordOf(frame.body));
    frame.errcode = verdict.errcode;
    world.changed();
    if (fault === 'cut-after') return socket.terminate();
    if (fault === 'mute') return;
    socket.send(JSON.stringify({ headers: { req_id: frame.reqId }, ...verdict }));
  }

  function readFrame(text: string): ReceivedFrame | null {
    try {
      const { cmd, headers, body } = recordOf(JSON.parse(text));
      const reqId = textOf(recordOf(headers)['req_id']);
      if (reqId === '' || textOf(cmd) === '') return null;
      return { cmd: textOf(cmd), reqId, body: recordOf(body), at: world.now(), errcode: 0 };
    } catch {
      return null;
    }
  }

  const send = (text: string): void => {
    if (current === null) throw new Error('the product has no connection to the fake AI bot');
    if (!frozen.has(current)) current.send(text);
  };

  return {
    ...createBotDriver(world, botId, send),
    url: `ws://127.0.0.1:${port}`,
    botId,
    secret,
    world,
    violations: world.violations,
    messages: world.messages,
    frames: world.frames,
    framesOf: (cmd) => world.frames.filter((one) => one.cmd === cmd),
    get connections() {
      return current === null ? 0 : 1;
    },
    get subscriptions() {
      return subscriptions;
    },
    connected: async (times = 1) => {
      await world.until(
        () => (current !== null && subscriptions >= times ? true : null),
        () => `connection ${times} of the AI bot; there were ${subscriptions}`,
        20_000,
      );
    },
    failNext(cmd, fault, times = 1) {
      const faults = world.faultsByCmd.get(cmd) ?? [];
      for (let i = 0; i < times; i += 1) faults.push(fault);
      world.faultsByCmd.set(cmd, faults);
    },
    mutePings(muted = true) {
      isMuted = muted;
    },
    freeze() {
      if (current !== null) frozen.add(current);
    },
    drop() {
      for (const socket of server.clients) socket.terminate();
    },
    refuse(refusing = true) {
      isRefusing = refusing;
    },
    evict: () => takeOver(null),
    sendRaw(...pieces) {
      if (pieces.length === 1) return send(pieces[0] ?? '');
      for (const [at, piece] of pieces.entries()) current?.send(piece, { fin: at === pieces.length - 1 });
    },
    forgive(violation) {
      const kept = world.violations.filter((each) => !violation.test(each));
      if (kept.length === world.violations.length) throw new Error(`no violation matches ${violation}`);
      world.violations.splice(0, Infinity, ...kept);
    },
    until: (look, what, timeoutMs) => world.until(look, () => what, timeoutMs),
    async close() {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
