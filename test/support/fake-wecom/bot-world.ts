import { createWorld, type ShownButton, type ShownSelect, type World } from './world.ts';

/** State of the fake AI bot: who has written to it, what it said, and what it may still answer. */

/** A group or a talk with one person; `key` is `group:ID` or `single:userid`. */
export interface BotChat {
  readonly key: string;
  readonly id: string;
  readonly isGroup: boolean;
  /** The bot may speak unasked once somebody here has written to it. */
  isOpen: boolean;
}

/** A message of the bot's as people see it. */
export interface BotMessage {
  readonly id: string;
  readonly chat: string;
  readonly kind: 'markdown' | 'stream' | 'card' | 'welcome';
  /** Request that it answers; `null` for one sent unasked. */
  readonly answers: string | null;
  taskId: string | null;
  text: string;
  buttons: readonly ShownButton[];
  selects: readonly ShownSelect[];
  /** 0 for a message never changed. */
  updates: number;
  /** False while a stream goes on. */
  isFinished: boolean;
}

/** Something that was told to the bot and may be answered. */
export interface BotRequest {
  readonly reqId: string;
  readonly kind: 'message' | 'click' | 'enter';
  readonly chat: string;
  readonly taskId: string | null;
  readonly at: number;
  isAnswered: boolean;
}

/** A frame that came from the product. */
export interface ReceivedFrame {
  readonly cmd: string;
  readonly reqId: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly at: number;
  errcode: number;
}

/**
 * How the next frame of a kind goes wrong. `mute`: it is done and never answered; `swallow`: it is neither done nor
 * answered; `cut`: it is not done and the connection ends; `cut-after`: it is done and the connection ends.
 */
export type BotFault =
  | { readonly errcode: number; readonly errmsg?: string }
  | { readonly delayMs: number }
  | 'mute'
  | 'swallow'
  | 'cut'
  | 'cut-after';

export interface BotWorld {
  readonly now: () => number;
  readonly chats: Map<string, BotChat>;
  readonly messages: BotMessage[];
  readonly requests: Map<string, BotRequest>;
  readonly frames: ReceivedFrame[];
  readonly violations: string[];
  /** What was taken and shown to nobody, because it came too fast. */
  readonly dropped: { readonly chat: string; readonly text: string }[];
  readonly faultsByCmd: Map<string, BotFault[]>;
  readonly taskIds: Set<string>;
  readonly until: World['until'];
  dropsExcess: boolean;
  next(): number;
  violate(text: string): void;
  changed(): void;
}

export function createBotWorld(now: () => number): BotWorld {
  const { until, next, changed } = createWorld(now);
  const violations: string[] = [];
  return {
    now,
    chats: new Map(),
    messages: [],
    requests: new Map(),
    frames: [],
    violations,
    dropped: [],
    faultsByCmd: new Map(),
    taskIds: new Set(),
    until,
    next,
    changed,
    dropsExcess: true,
    violate: (text) => violations.push(text),
  };
}

/** A chat, made when it is first named. */
export function chatOf(world: BotWorld, id: string, isGroup: boolean): BotChat {
  const key = isGroup ? `group:${id}` : `single:${id.toLowerCase()}`;
  const known = world.chats.get(key) ?? { key, id, isGroup, isOpen: false };
  world.chats.set(key, known);
  return known;
}
