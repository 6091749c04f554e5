import { createWaiting } from '../waiting.ts';
import { createOutsideWorld, type OutsideWorld } from './outside-world.ts';

/** The fake's whole state, and the one place that tells waiters that something changed. User ids are in lower case. */

export interface Member {
  /** As the company writes it; the platform does not tell upper from lower case. */
  readonly id: string;
  readonly name: string;
  readonly departments: readonly number[];
  readonly leaders: readonly string[];
  /** Somebody whom the app may not write to. */
  outOfScope: boolean;
}

export interface Chat {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
}

export interface ShownButton {
  readonly text: string;
  readonly key: string;
}

/** A drop-down list of a card. */
export interface ShownSelect {
  /** `question_key`. */
  readonly key: string;
  readonly title: string;
  readonly options: readonly { readonly id: string; readonly text: string }[];
  /** Id of the option that stands in it. */
  readonly selected: string;
  readonly isDisabled: boolean;
}

/**
 * What the platform tells of the lists when the button is pressed: each with one option, that of the label or id in
 * `chosen` (by the list's key or title), else the one that stands in it. Fails for a list or an option that is not there.
 */
export function selectionOn(
  selects: readonly ShownSelect[],
  chosen: Readonly<Record<string, string>>,
): readonly (readonly [string, string])[] {
  for (const name of Object.keys(chosen)) {
    if (!selects.some(({ key, title }) => key === name || title === name)) throw new Error(`no list "${name}"`);
  }
  return selects.map(({ key, title, options, selected, isDisabled }) => {
    const wanted = chosen[key] ?? chosen[title];
    if (wanted === undefined) return [key, selected] as const;
    const option = options.find(({ id, text }) => text === wanted || id === wanted);
    if (isDisabled) throw new Error(`the list "${title}" takes no choice any more`);
    if (option === undefined) throw new Error(`no "${wanted}" in: ${options.map(({ text }) => text).join(', ')}`);
    return [key, option.id] as const;
  });
}

/** A message as it stands in somebody's chat with the app, or in a group that the app has made. */
export interface Message {
  readonly id: string;
  /** A member's id in lower case, or `chat:` + a group's id. */
  readonly to: string;
  readonly msgtype: string;
  /** Only cards have one. */
  readonly taskId: string | null;
  /** Everything that can be read on it, line by line. */
  text: string;
  buttons: readonly ShownButton[];
  selects: readonly ShownSelect[];
  links: readonly string[];
  /** 0 for a message never updated. */
  updates: number;
  /** By what `message/send` called it; one for all its receivers. */
  readonly msgid?: string;
  readonly sentAt?: number;
}

/** A code that updates a card once. */
export interface ResponseCode {
  readonly code: string;
  readonly taskId: string;
  readonly userId: string;
  readonly at: number;
  used: boolean;
}

export interface Call {
  /** `message/send`. */
  readonly api: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly at: number;
  answer: unknown;
}

/**
 * How the next call of an API goes wrong. `hang` never answers and does nothing; `hang-after-accept` and
 * `drop-after-accept` do the work and then never answer or cut the connection; `drop` cuts it before any work.
 */
export type Fault =
  | { readonly errcode: number; readonly errmsg?: string }
  | { readonly status: number }
  | 'nonsense'
  | 'hang'
  | 'hang-after-accept'
  | 'drop'
  | 'drop-after-accept';

export interface World {
  readonly now: () => number;
  readonly membersById: Map<string, Member>;
  readonly chatsById: Map<string, Chat>;
  readonly messages: Message[];
  readonly codes: ResponseCode[];
  readonly tokens: Map<string, { readonly expiresAt: number }>;
  readonly calls: Call[];
  readonly violations: string[];
  /** What was accepted and shown to nobody, because it came too fast. */
  readonly dropped: { readonly to: string; readonly text: string }[];
  readonly faultsByApi: Map<string, Fault[]>;
  readonly taskIds: Set<string>;
  /** Whether what comes too fast is dropped; stories whose business time flies switch it off. */
  dropsExcess: boolean;
  menu: unknown;
  readonly outside: OutsideWorld;
  /** A number used once, for ids. */
  next(): number;
  violate(text: string): void;
  changed(): void;
  /** Resolves when `look` finds something; asked again after each change. Rejects with `what` after `timeoutMs`. */
  until<T>(look: () => T | null, what: () => string, timeoutMs?: number): Promise<T>;
}

export function createWorld(now: () => number): World {
  let counter = 0;
  const world: World = {
    now,
    membersById: new Map(),
    chatsById: new Map(),
    messages: [],
    codes: [],
    tokens: new Map(),
    calls: [],
    violations: [],
    dropped: [],
    faultsByApi: new Map(),
    taskIds: new Set(),
    dropsExcess: true,
    menu: null,
    outside: createOutsideWorld(),
    next: () => ++counter,
    violate: (text) => world.violations.push(text),
    ...createWaiting('fake WeCom'),
  };
  return world;
}

/** Somebody by an id of any case. */
export function findMember(world: World, id: string): Member | null {
  return world.membersById.get(id.toLowerCase()) ?? null;
}
