import { hash } from 'node:crypto';
import type { Duty } from '../domain/duty/duty.ts';
import { SYSTEM_ACTOR } from '../domain/people.ts';
import { findRepeat, problemKey, type Report } from '../domain/ticket/repeats.ts';
import { DAY_MS, type Duration, type Instant, type Ms, SECOND_MS } from '../domain/time.ts';
import type { Address } from '../domain/vocabulary.ts';
import { type ChangeTicketDeps, changeTicket } from './change-ticket.ts';
import { audienceAddresses, distinctAddresses } from './destinations.ts';
import { newId } from './new-id.ts';
import type { Recomputing } from './recompute-tickets.ts';
import { linkTicket } from './verbs/link-ticket.ts';

/** A ticket that was not yet looked at for repeats and common causes. */
export interface Unexamined extends Report {
  readonly id: string;
  readonly customerId: string | null;
  readonly createdAt: Instant;
}

/** A ticket of the same problem type. */
export interface Alike {
  readonly id: string;
  readonly customerId: string;
  readonly team: string;
  readonly origin: Address | null;
}

/** What looking for repeats needs of the storage. */
export interface RepeatStore {
  /** The oldest that were created by then and not yet looked at, after this id. */
  unexamined(until: Instant, after: string | null, limit: number): Promise<readonly Unexamined[]>;
  /** What the customer reported before, from then on, the newest first; what was cancelled or merged does not count. */
  earlierOf(one: Unexamined, from: Instant): Promise<readonly Report[]>;
  /**
   * Tickets of the same problem type and of known customers, from then until it was created, the oldest first; none where
   * the type was raised on that day already.
   */
  alike(one: Unexamined, from: Instant, type: TypeOfDay): Promise<readonly Alike[]>;
  /**
   * Puts on record that this type was raised on this day and tells these places, in one statement. False, and nobody is
   * told, where it was raised before.
   */
  raiseCommonCause(type: TypeOfDay, cause: CommonCause): Promise<boolean>;
  /** It need not be looked at again, unless it was given another customer or problem type meanwhile. */
  examined(one: Unexamined, now: Instant): Promise<void>;
}

/** A problem type, as a hash, on one day of the policy's zone. */
export interface TypeOfDay {
  readonly typeHash: string;
  readonly day: string;
}

export interface CommonCause {
  readonly at: Instant;
  readonly ticketIds: readonly string[];
  readonly customers: number;
  readonly to: readonly Address[];
}

export type ExamineDeps = ChangeTicketDeps & { readonly repeats: RepeatStore; readonly duty?: () => Duty };

/** What was created a moment ago may have been preceded by something that is still being written. */
const GRACE_MS: Ms = 3 * SECOND_MS;
const AT_ONCE = 50;
const BUDGET_MS = 10_000;

/**
 * Looks at every new ticket once: has the customer said it before, do several have it today (T15)? Nobody who opens a
 * ticket waits for it. What a crash interrupts is found again, because a ticket counts as looked at only afterwards, and
 * everything in between is done once. One that fails is reported and left for the next time. Returns how many were.
 */
export async function examineTickets(deps: ExamineDeps, { isStopping, onError }: Recomputing): Promise<number> {
  let done = 0;
  let after: string | null = null;
  for (;;) {
    const until = deps.clock.now() - GRACE_MS;
    const found: readonly Unexamined[] = await deps.repeats.unexamined(until, after, AT_ONCE);
    for (const one of found) {
      if (isStopping()) return done;
      try {
        await examine(deps, one);
        done += 1;
      } catch (error) {
        onError(error, one.number);
      }
      after = one.id;
    }
    if (found.length < AT_ONCE) return done;
  }
}

async function examine(deps: ExamineDeps, one: Unexamined): Promise<void> {
  const { within, customers } = deps.policies.active().policy.repeats;
  if (within.unit !== 'off' && one.customerId !== null) await linkRepeat(deps, one, lengthMs(within));
  if (customers !== null && one.problemType !== null && one.customerId !== null) {
    await raiseCommonCause(deps, one, one.problemType, customers);
  }
  await deps.repeats.examined(one, deps.clock.now());
}

async function linkRepeat(deps: ExamineDeps, one: Unexamined, withinMs: Ms): Promise<void> {
  const repeat = findRepeat(one, await deps.repeats.earlierOf(one, one.createdAt - withinMs));
  if (repeat === null) return;
  const request = { dedupeKey: `linked:${newId()}`, number: one.number, actor: SYSTEM_ACTOR, budgetMs: BUDGET_MS };
  await changeTicket(deps, request, linkTicket, repeat);
}

async function raiseCommonCause(deps: ExamineDeps, one: Unexamined, problemType: string, least: number): Promise<void> {
  const { policy, calendarOf } = deps.policies.active();
  const typeHash = hash('sha256', problemKey(problemType), 'base64url');
  const type = { typeHash, day: calendarOf('').dateOf(one.createdAt) };
  const alike = await deps.repeats.alike(one, one.createdAt - DAY_MS, type);
  const customers = new Set(alike.map(({ customerId }) => customerId)).size;
  if (customers < least) return;
  const duty = deps.duty?.();
  const presence = duty === undefined ? undefined : { duty, at: deps.clock.now() };
  const to = alike.flatMap(({ team, origin }) =>
    ['lead', 'head'].flatMap((audience) =>
      audienceAddresses(policy, deps.surfaces(), audience, { team, owner: null, origin }, presence),
    ),
  );
  await deps.repeats.raiseCommonCause(type, {
    at: deps.clock.now(),
    ticketIds: alike.map(({ id }) => id),
    customers,
    to: distinctAddresses(to),
  });
}

/** How far to look back; a day of any sort is 24 hours here. */
function lengthMs(duration: Exclude<Duration, { unit: 'off' }>): Ms {
  return duration.unit === 'time' ? duration.ms : duration.days * DAY_MS;
}
