import type { Actor } from '../../domain/people.ts';
import type { Instant, Ms } from '../../domain/time.ts';
import { type ChangeTicketDeps, changeTicket } from '../change-ticket.ts';
import { newId } from '../new-id.ts';
import type { Outcome } from '../outcome.ts';
import { assignTicket } from '../verbs/assign-ticket.ts';
import { cancelTicket } from '../verbs/cancel-ticket.ts';
import { closeTicket } from '../verbs/close-ticket.ts';
import type { BulkAction, BulkDeed, BulkResult, BulkStore } from './ports.ts';

/** Most tickets of one deed: what a person can answer for. */
export const BULK_MAX = 200;
/** Whoever works on one says so again after each portion. */
const PORTION = 10;
const LEASE_MS: Ms = 30_000;
/** For one ticket: as long as a person's own verb may take. */
const EACH_MS: Ms = 5_000;

export interface BulkDeps extends ChangeTicketDeps {
  readonly bulk: BulkStore;
  /** Whoever asked for it, with what the policy entitles them to now; `null`: to nothing any more. */
  readonly actorOf: (ref: string) => Actor | null;
}

/** Puts one deed on many tickets before somebody; nothing is changed before it is confirmed. */
export async function proposeBulk(
  { bulk, clock }: BulkDeps,
  deed: {
    readonly by: Actor;
    readonly action: BulkAction;
    readonly reason: string | null;
    readonly numbers: readonly string[];
  },
): Promise<BulkDeed> {
  const { action, reason } = deed;
  const numbers = deed.numbers.slice(0, BULK_MAX);
  const proposed = { id: newId(), by: deed.by.ref, at: clock.now(), action, reason, numbers };
  await bulk.propose(proposed);
  return { ...proposed, results: {}, isDone: false };
}

/**
 * Does it: each ticket by the verb that a person would use, under its own lock and its own dedupe key, so that going on
 * after a crash, or pressing twice, does nothing twice. `null`: nothing is known under that id, or it is somebody else's;
 * `busy`: it is under way just now.
 */
export async function runBulk(
  deps: BulkDeps,
  id: string,
  by: string | null,
  isStopping: () => boolean = () => false,
): Promise<BulkDeed | 'busy' | null> {
  const known = await deps.bulk.find(id);
  if (known === null || (by !== null && known.by !== by)) return null;
  if (known.isDone) return known;
  const actor = deps.actorOf(known.by);
  if (actor === null) return null;
  const deed = await deps.bulk.take(id, LEASE_MS);
  if (deed === null) {
    const again = await deps.bulk.find(id);
    return again?.isDone === true ? again : 'busy';
  }
  const left = deed.numbers.filter((number) => !(number in deed.results));
  for (let at = 0; at < left.length && !isStopping(); at += PORTION) {
    const results: Record<string, BulkResult> = {};
    for (const number of left.slice(at, at + PORTION))
      results[number] = resultOf(await doOne(deps, deed, actor, number));
    await deps.bulk.record(id, results, LEASE_MS);
  }
  if (isStopping()) return 'busy';
  await deps.bulk.finish(id, deps.clock.now());
  return deps.bulk.find(id);
}

/** Goes on with what others began and left. Returns how many deeds were finished. */
export async function resumeBulk(deps: BulkDeps, isStopping: () => boolean): Promise<number> {
  let finished = 0;
  for (const id of await deps.bulk.abandoned(10)) {
    if (isStopping()) break;
    const deed = await runBulk(deps, id, null, isStopping);
    if (deed !== null && deed !== 'busy') finished += 1;
  }
  return finished;
}

function doOne(deps: BulkDeps, deed: BulkDeed, actor: Actor, number: string): Promise<Outcome> {
  const request = { dedupeKey: `bulk:${deed.id}:${number}`, number, actor, budgetMs: EACH_MS };
  const { action, reason } = deed;
  switch (action.do) {
    case 'assign':
      return changeTicket(deps, request, assignTicket, { to: action.to });
    case 'close':
      return changeTicket(deps, request, closeTicket, { word: action.word, remark: reason });
    case 'cancel':
      return changeTicket(deps, request, cancelTicket, { remark: reason ?? '' });
  }
}

function resultOf(outcome: Outcome): BulkResult {
  return outcome.code === 'refused' ? outcome.reason : null;
}

/** Counts of what has become of them. */
export function bulkCounts(deed: BulkDeed): {
  readonly done: number;
  readonly refused: ReadonlyMap<Exclude<BulkResult, null>, readonly string[]>;
} {
  const refused = new Map<Exclude<BulkResult, null>, string[]>();
  let done = 0;
  for (const [number, result] of Object.entries(deed.results)) {
    if (result === null) done += 1;
    else refused.set(result, [...(refused.get(result) ?? []), number]);
  }
  return { done, refused };
}

/** When a deed was put before somebody, it may be confirmed for so long: tickets move on. */
export const BULK_VALID_MS: Ms = 60 * 60_000;

export function isExpired(deed: BulkDeed, now: Instant): boolean {
  return !deed.isDone && Object.keys(deed.results).length === 0 && now - deed.at > BULK_VALID_MS;
}
