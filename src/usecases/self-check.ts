import { SYSTEM_ACTOR } from '../domain/people.ts';
import type { Instant, Ms } from '../domain/time.ts';
import { type ChangeTicketDeps, changeTicket, type TicketVerb } from './change-ticket.ts';
import { type Checked, checkDeadlines, type Difference } from './check-deadlines.ts';
import { newId } from './new-id.ts';
import type { SelfCheckSeen } from './operations.ts';

/** What the check keeps between its stretches, shared by all replicas. */
export interface CheckRecords {
  checkedUpTo(): Promise<string | null>;
  leftBehind(now: Instant, patienceMs: Ms): Promise<{ readonly undecided: number; readonly stuck: number }>;
  recordCheck(check: SelfCheckSeen, after: string | null): Promise<void>;
}

/** What a check of other subjects found in its own stretch, and set anew. */
export interface CheckedBeside {
  readonly subjects: number;
  readonly differences: readonly Difference[];
  readonly repaired: number;
}

/** What two checks beside found, as one. */
export function together(one: CheckedBeside, other: CheckedBeside): CheckedBeside {
  return {
    subjects: one.subjects + other.subjects,
    differences: [...one.differences, ...other.differences],
    repaired: one.repaired + other.repaired,
  };
}

/** What one stretch found. */
export interface SelfChecked {
  readonly seen: SelfCheckSeen;
  readonly differences: readonly Difference[];
  /** The last ticket was reached; the next stretch begins anew. */
  readonly isRoundOver: boolean;
}

/** What is due longer than this should have been decided, and what nothing holds should have been sent. */
const PATIENCE_MS: Ms = 5 * 60_000;
const BUDGET_MS: Ms = 10_000;

/** The stored deadlines of a ticket, set anew from its event log under the policy it stands under. */
const setAnew: TicketVerb<null> = {
  deed: 'policy-changed',
  plan: ({ number, policy }) => ({
    deeds: [{ type: 'policy-changed', policy: policy.hash }],
    outcome: () => ({ code: 'edited', number }),
  }),
};

/**
 * One stretch of the rolling check: stored deadlines against their histories, what nobody decided, what nobody sent. A
 * deadline that differs is set anew from the log and looked at again; `repaired` are those that then agree.
 */
export async function selfCheck(
  deps: ChangeTicketDeps & {
    readonly records: CheckRecords;
    /** Counted with it: contacts are checked by themselves. */
    readonly beside?: CheckedBeside;
    /** A ticket that cannot be set anew; the others go on. */
    readonly onError: (error: unknown, number: string) => void;
  },
): Promise<SelfChecked> {
  const from = await deps.records.checkedUpTo();
  const first = await checkDeadlines(deps, from);
  const wrong = new Set(first.differences.map((one) => one.subjectId));
  for (const id of wrong) {
    const number = first.numbersById.get(id);
    if (number === undefined) continue;
    const request = { dedupeKey: `self-check:${newId()}`, number, actor: SYSTEM_ACTOR, budgetMs: BUDGET_MS };
    await changeTicket(deps, request, setAnew, null).catch((error: unknown) => deps.onError(error, number));
  }
  const left = wrong.size === 0 ? 0 : stillWrong(await checkDeadlines(deps, from), wrong);
  const now = deps.clock.now();
  const { undecided, stuck } = await deps.records.leftBehind(now, PATIENCE_MS);
  const own = first.differences.length;
  const { beside = { subjects: 0, differences: [], repaired: 0 } } = deps;
  const seen = {
    at: now,
    subjects: first.subjects + beside.subjects,
    differences: own + beside.differences.length,
    repaired: Math.max(0, own - left) + beside.repaired,
    undecided,
    stuck,
  };
  await deps.records.recordCheck(seen, first.after);
  return { seen, differences: first.differences, isRoundOver: first.after === null };
}

function stillWrong(checked: Checked, wrong: ReadonlySet<string>): number {
  return checked.differences.filter((one) => wrong.has(one.subjectId)).length;
}
