import { createWaiting } from '../waiting.ts';
import type { ModalShape } from './block-rules.ts';

/** The fake's whole state, and the one place that tells waiters that something changed. */

export interface User {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly locale: string;
  readonly isBot: boolean;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  /** Direct talk of the bot with this person. */
  readonly directWith: string | null;
  readonly members: Set<string>;
  archived: boolean;
}

export interface Message {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | null;
  /** Person, or the bot's own user id. */
  readonly author: string;
  text: string;
  blocks: readonly unknown[];
  metadata: unknown;
  /** 0 for a message never edited. */
  edits: number;
  /** Ids of files that came with it. */
  readonly files?: readonly string[];
}

/** A file that somebody sent. */
export interface SentFile {
  readonly name: string;
  readonly content: Uint8Array;
  /** Deleted, or where the bot cannot see it. */
  isHidden: boolean;
}

/** Something that one person alone sees in a conversation. */
export interface Ephemeral {
  readonly id: string;
  readonly channel: string;
  readonly user: string;
  readonly threadTs: string | null;
  readonly via: 'ack' | 'response_url' | 'postEphemeral';
  text: string;
  blocks: readonly unknown[];
}

export interface Modal {
  readonly id: string;
  readonly user: string;
  readonly triggerId: string;
  hash: string;
  view: ModalShape;
  open: boolean;
  /** What the person has typed so far, by block_id. */
  typed: Record<string, string>;
  errors: Record<string, string>;
}

/** Somebody's page, as it was published last. */
export interface Home {
  readonly user: string;
  blocks: readonly unknown[];
  /** How often it was published. */
  published: number;
}

export interface Trigger {
  readonly id: string;
  readonly user: string;
  readonly at: number;
  used: boolean;
}

export interface ResponseUrl {
  readonly id: string;
  readonly user: string;
  readonly channel: string;
  readonly threadTs: string | null;
  readonly at: number;
  uses: number;
  /** The private message that `replace_original` and `delete_original` mean. */
  original: Ephemeral | null;
}

export interface Call {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly at: number;
  answer: unknown;
}

/**
 * How the next call of a method goes wrong. `hang` never answers and does nothing, `hang-after-accept` and
 * `drop-after-accept` do the work and then never answer or cut the connection; `drop` cuts it before any work.
 */
export type Fault =
  | { readonly status: number; readonly retryAfter?: number | string }
  | { readonly error: string }
  | 'nonsense'
  | 'html'
  | 'null'
  | 'hang'
  | 'hang-after-accept'
  | 'drop'
  | 'drop-after-accept';

export interface World {
  readonly team: { readonly id: string; readonly domain: string };
  readonly bot: { readonly userId: string; readonly botId: string; readonly name: string };
  readonly now: () => number;
  readonly usersById: Map<string, User>;
  readonly channelsById: Map<string, Channel>;
  readonly messages: Message[];
  readonly ephemerals: Ephemeral[];
  readonly filesById: Map<string, SentFile>;
  /** Where the fake listens, `http://127.0.0.1:PORT`. */
  origin: string;
  readonly modalsById: Map<string, Modal>;
  readonly homesByUser: Map<string, Home>;
  readonly triggersById: Map<string, Trigger>;
  readonly responseUrlsById: Map<string, ResponseUrl>;
  readonly calls: Call[];
  readonly violations: string[];
  readonly faultsByMethod: Map<string, Fault[]>;
  /** What the token may do, as every answer's header says; `null`: the header is lacking. */
  scopes: readonly string[] | null;
  /** A number used once, for ids. */
  next(): number;
  /** A message timestamp, unique and rising. */
  nextTs(): string;
  violate(text: string): void;
  /** Wakes everybody who waits in `until`. */
  changed(): void;
  /** Resolves with the first value that is not null; fails after `timeoutMs` with the text of `what`. */
  until<T>(look: () => T | null, what: () => string, timeoutMs?: number): Promise<T>;
}

/** A workspace with nobody in it but the bot. `now` is machine time: triggers and response URLs grow old by it. */
export function createWorld(now: () => number): World {
  let counter = 0;
  let lastTs = 0;
  const world: World = {
    team: { id: 'T0ACME', domain: 'acme' },
    bot: { userId: 'U0HUIYIN', botId: 'B0HUIYIN', name: 'huiyin' },
    now,
    usersById: new Map(),
    channelsById: new Map(),
    messages: [],
    ephemerals: [],
    filesById: new Map(),
    origin: '',
    modalsById: new Map(),
    homesByUser: new Map(),
    triggersById: new Map(),
    responseUrlsById: new Map(),
    calls: [],
    violations: [],
    faultsByMethod: new Map(),
    scopes: null,
    next: () => ++counter,
    nextTs() {
      // Microseconds: two messages of one millisecond still differ.
      lastTs = Math.max(lastTs + 1, Math.floor(now()) * 1000);
      return `${Math.floor(lastTs / 1_000_000)}.${String(lastTs % 1_000_000).padStart(6, '0')}`;
    },
    violate(text) {
      world.violations.push(text);
    },
    ...createWaiting('fake Slack'),
  };
  return world;
}

/** The direct talk between the bot and a person, made when it is first needed. */
export function directChannel(world: World, userId: string): Channel {
  const id = `D${userId}`;
  let channel = world.channelsById.get(id);
  if (channel === undefined) {
    channel = {
      id,
      name: 'directmessage',
      directWith: userId,
      members: new Set([userId, world.bot.userId]),
      archived: false,
    };
    world.channelsById.set(id, channel);
  }
  return channel;
}
