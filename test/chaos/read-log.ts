import type { Call } from '../support/fake-slack/fake-slack.ts';
import { visibleText } from '../support/fake-slack/visible-text.ts';
import type { RuleName } from './company.ts';

/** Something that Slack took from us and shows, as its own log has it, oldest first. */
export interface Shown {
  /** When the request for it arrived. */
  readonly at: number;
  readonly channel: string;
  readonly ts: string;
  readonly thread: string | null;
  readonly isUpdate: boolean;
  /** The mark that our messages carry; the same one twice is the same message twice. */
  readonly id: string | null;
  readonly text: string;
  /** It says itself that it may be a repeat. */
  readonly isMarked: boolean;
  readonly what: 'card' | 'reminder' | 'thread' | 'other';
  /** What a reminder speaks of; empty for everything else. */
  readonly mentions: readonly Mention[];
}

/** A rule that a reminder speaks of: coming, late, or answered. */
export interface Mention {
  readonly number: string;
  readonly rule: RuleName;
  readonly state: 'coming' | 'late' | 'over';
}

/** The face of a ticket's card. */
export interface CardFace {
  readonly number: string;
  readonly revision: number;
  readonly status: string;
  readonly owner: string;
}

const REPEAT = 'This message may be a repeat';
const RULE = '(First contact|Start of work)';
const LATE = new RegExp(`${RULE} is (?:due now|.+? overdue)`, 'g');
const COMING = new RegExp(`${RULE} is due in`, 'g');
const OVER = new RegExp(`${RULE}: (?:done|no longer owed)`, 'g');
const NUMBER = /C\d{9,}/;

/** Every message and update that was accepted, also those of which the product never heard. */
export function readLog(calls: readonly Call[]): Shown[] {
  return calls.flatMap((call) => {
    const isUpdate = call.method === 'chat.update';
    if (!isUpdate && call.method !== 'chat.postMessage') return [];
    const { ok, ts, channel } = (call.answer ?? {}) as { ok?: unknown; ts?: unknown; channel?: unknown };
    if (ok !== true || typeof ts !== 'string' || typeof channel !== 'string') return [];
    const thread = typeof call.args.thread_ts === 'string' ? call.args.thread_ts : null;
    const text = visibleText(call.args.blocks);
    const about = { at: call.at, channel, ts, thread, isUpdate, id: idOf(call.args.metadata), text };
    const what = kindOf(text, thread);
    const mentions = what === 'reminder' ? mentionsIn(text) : [];
    return [{ ...about, isMarked: text.includes(REPEAT), what, mentions }];
  });
}

function idOf(metadata: unknown): string | null {
  const payload = (metadata as { event_payload?: { id?: unknown } } | undefined)?.event_payload;
  return typeof payload?.id === 'string' ? payload.id : null;
}

function kindOf(text: string, thread: string | null): Shown['what'] {
  if (thread !== null) return 'thread';
  if (/^Opened by {2}/m.test(text)) return 'card';
  const [head = ''] = text.split('\n');
  const isReminder = /\d+ reminders?/.test(head) || new RegExp(`${NUMBER.source} · ${RULE}`).test(head);
  return isReminder ? 'reminder' : 'other';
}

/** A line names its ticket, or goes on about the one before it. */
function mentionsIn(text: string): Mention[] {
  const mentions: Mention[] = [];
  let number = '';
  for (const line of text.split('\n')) {
    number = new RegExp(`^(?:\\S+ )?(${NUMBER.source}) ·`).exec(line)?.[1] ?? number;
    if (number === '') continue;
    for (const [pattern, state] of [
      [LATE, 'late'],
      [COMING, 'coming'],
      [OVER, 'over'],
    ] as const) {
      for (const match of line.matchAll(pattern)) mentions.push({ number, rule: match[1] as RuleName, state });
    }
  }
  return mentions;
}

/** What a ticket's card says of it. */
export function faceOf({ text }: Pick<Shown, 'text'>): CardFace | null {
  const [head = ''] = text.split('\n');
  const number = NUMBER.exec(head)?.[0];
  if (number === undefined) return null;
  const fact = (label: string): string => new RegExp(`^${label} {2}(.*)$`, 'm').exec(text)?.[1] ?? '';
  return {
    number,
    revision: Number(/ · r(\d+)$/.exec(head)?.[1] ?? 0),
    status: fact('Status'),
    owner: fact('Owner'),
  };
}
