import { randomUUID } from 'node:crypto';
import { type RawData, WebSocket } from 'ws';
import type { Ms } from '../../../domain/time.ts';
import type { Log } from '../app/log.ts';
import { type Incoming, readFrame } from './frames.ts';

/** What became of a frame of ours. */
export type BotAnswer =
  | { readonly kind: 'ok' }
  | { readonly kind: 'refused'; readonly errcode: number; readonly errmsg: string }
  /** Nothing left this process. `waitMs`: a limit of the platform is the reason, and lasts so long. */
  | { readonly kind: 'not-sent'; readonly reason: string; readonly waitMs?: Ms }
  /** It was written and nobody knows what became of it. */
  | { readonly kind: 'unclear'; readonly reason: string };

/** Why a connection ended: `evicted` by a newer one of the same bot, `lost` by the network, `closed` by us. */
export type ConnectionEnd = 'evicted' | 'lost' | 'closed';

export interface Connection {
  /** From now on frames are handed over, first those that came meanwhile: whoever takes them can answer. */
  begin(): void;
  /**
   * Writes a frame and waits for its answer. Frames that answer one and the same request go one after the other, since
   * their answers cannot be told apart.
   */
  request(cmd: string, body: object, options?: { reqId?: string; signal?: AbortSignal }): Promise<BotAnswer>;
  close(): void;
  /** Settles once, when nothing comes or goes any more. */
  readonly ended: Promise<ConnectionEnd>;
}

export type Opened =
  | { readonly ok: true; readonly connection: Connection }
  | { readonly ok: false; readonly refused: { readonly errcode: number; readonly errmsg: string } | null };

export interface ConnectionTiming {
  readonly connectMs: Ms;
  readonly pingEveryMs: Ms;
  /** Longest wait for an answer; a ping without one means that the connection is dead. */
  readonly answerMs: Ms;
}

/** The vendor asks for a ping about every 30 s (D/101463). */
export const TIMING: ConnectionTiming = { connectMs: 10_000, pingEveryMs: 30_000, answerMs: 10_000 };

export interface ConnectionDeps {
  readonly url: string;
  readonly botId: string;
  readonly secret: string;
  readonly timing: ConnectionTiming;
  readonly log: Log;
  /** Ends the connection, also while it is being opened. */
  readonly signal: AbortSignal;
  /** Asked right before each write: a process that was frozen must not write into what is no longer its own. */
  readonly mayWrite: () => boolean;
  /** Every frame but answers; called in order. */
  readonly onFrame: (frame: Exclude<Incoming, { kind: 'answer' }>) => void;
}

/** Longer frames than this end the connection instead of filling the memory. */
const LARGEST_FRAME_BYTES = 1_048_576;
/** So much unsent means that nobody reads at the other end. */
const MOST_UNSENT_BYTES = 1_048_576;

/** Connects and subscribes. Resolves when the bot is ours to speak for, or when it is not; never rejects. */
export async function openConnection(deps: ConnectionDeps): Promise<Opened> {
  const { timing, log } = deps;
  const socket = new WebSocket(deps.url, {
    handshakeTimeout: timing.connectMs,
    maxPayload: LARGEST_FRAME_BYTES,
    perMessageDeflate: false,
  });
  const waiting = new Map<string, (answer: BotAnswer) => void>();
  const queues = new Map<string, Promise<unknown>>();
  const { promise: ended, resolve: end } = Promise.withResolvers<ConnectionEnd>();
  let early: Exclude<Incoming, { kind: 'answer' }>[] | null = [];
  let why: ConnectionEnd = 'lost';
  let pinging: NodeJS.Timeout | undefined;

  const opened = new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true));
    socket.once('close', () => resolve(false));
  });
  socket.on('error', (error) => log.warn({ err: error }, 'the connection of the AI bot failed'));
  socket.on('close', () => {
    clearInterval(pinging);
    for (const answer of waiting.values()) answer({ kind: 'unclear', reason: 'the connection was lost' });
    waiting.clear();
    end(why);
  });
  socket.on('message', (data) => {
    const frame = readFrame(textOf(data));
    if (frame.kind === 'answer') return takeAnswer(frame);
    if (frame.kind === 'evicted') stop('evicted');
    if (early === null) deps.onFrame(frame);
    else early.push(frame);
  });

  function takeAnswer({ reqId, errcode, errmsg }: Incoming & { kind: 'answer' }): void {
    const answer = waiting.get(reqId);
    if (answer === undefined) return log.info({ errcode, errmsg }, 'an answer came too late for the AI bot');
    answer(errcode === 0 ? { kind: 'ok' } : { kind: 'refused', errcode, errmsg });
  }

  function stop(reason: ConnectionEnd): void {
    if (why === 'lost') why = reason;
    // Not a polite goodbye: a half-open connection would keep us waiting for the other side's.
    socket.terminate();
  }

  function write(cmd: string, body: object, reqId: string, signal?: AbortSignal): Promise<BotAnswer> {
    if (signal?.aborted) return notSent('given up before it was written');
    if (socket.readyState !== WebSocket.OPEN) return notSent('not connected');
    if (!deps.mayWrite()) return notSent('the connection is no longer ours');
    if (socket.bufferedAmount > MOST_UNSENT_BYTES) return notSent('the other side does not read');
    return new Promise((resolve) => {
      const settle = (answer: BotAnswer): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
        waiting.delete(reqId);
        resolve(answer);
      };
      const giveUp = (): void => settle({ kind: 'unclear', reason: 'no answer in time' });
      const timer = setTimeout(giveUp, timing.answerMs);
      signal?.addEventListener('abort', giveUp);
      waiting.set(reqId, settle);
      socket.send(JSON.stringify({ cmd, headers: { req_id: reqId }, body }), (error) => {
        if (error) settle({ kind: 'unclear', reason: error.message });
      });
    });
  }

  const request: Connection['request'] = (cmd, body, { reqId = `${cmd}-${randomUUID()}`, signal } = {}) => {
    const before = queues.get(reqId);
    const work = (before ?? Promise.resolve()).then(() => write(cmd, body, reqId, signal));
    queues.set(reqId, work);
    void work.then(() => {
      if (queues.get(reqId) === work) queues.delete(reqId);
    });
    return work;
  };

  function begin(): void {
    const frames = early ?? [];
    early = null;
    for (const frame of frames) deps.onFrame(frame);
  }

  async function ping(): Promise<void> {
    const answer = await request('ping', {});
    if (answer.kind === 'ok' || socket.readyState !== WebSocket.OPEN) return;
    log.warn({ answer }, 'the AI bot got no answer to a ping: connecting anew');
    stop('lost');
  }

  const abandon = (): void => stop('closed');
  deps.signal.addEventListener('abort', abandon);
  void ended.then(() => deps.signal.removeEventListener('abort', abandon));
  if (deps.signal.aborted) abandon();
  if (!(await opened)) return { ok: false, refused: null };
  const subscribed = await request('aibot_subscribe', { bot_id: deps.botId, secret: deps.secret });
  if (subscribed.kind !== 'ok') {
    stop('closed');
    return { ok: false, refused: subscribed.kind === 'refused' ? subscribed : null };
  }
  pinging = setInterval(() => void ping(), timing.pingEveryMs);
  return { ok: true, connection: { begin, request, close: () => stop('closed'), ended } };
}

function notSent(reason: string): Promise<BotAnswer> {
  return Promise.resolve({ kind: 'not-sent', reason });
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return (Buffer.isBuffer(data) ? data : Buffer.from(data)).toString();
}
