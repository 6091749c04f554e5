import { careKind } from '../../domain/care/care-kind.ts';
import { type CheckDeps, checkSubject, type Difference } from '../check-deadlines.ts';
import { UnknownPolicy } from '../failures.ts';
import { act, changesOf, draftOf, settleCare } from './plan-customer.ts';
import type { CareChanges, CareCheckStore, CareStore, LoadedCare, StoredPlan } from './ports.ts';
import { careTermsPrint, type ReadCareTerms } from './replan-customers.ts';

export interface CheckCareDeps extends CheckDeps {
  readonly store: Pick<CareStore, 'planAgain'>;
  readonly check: CareCheckStore;
  readonly terms: ReadCareTerms;
}

/** What one stretch of the rolling check over care found, and planned anew. */
export interface CheckedCare {
  /** The last customer was reached; the next stretch begins anew. */
  readonly isRoundOver: boolean;
  readonly subjects: number;
  readonly differences: readonly Difference[];
  /** Of those, how many agree since. */
  readonly repaired: number;
}

/** Customers looked at in one go: 100,000 in half a working day, at less than a second of computing a minute. */
const AT_ONCE = 200;

/**
 * A stretch of the rolling check over care: what is asked of a customer against its history, and what is stored of its plan
 * against what the planner says as of the moment at which it was planned. Whoever differs is planned again, and reported:
 * differences are faults of ours, or of a hand in the database. Whoever has changed since is the planner's business.
 */
export async function checkCare(
  deps: CheckCareDeps,
  /** A customer that cannot be planned again; the others go on. */
  onError: (error: unknown, customerId: string) => void,
): Promise<CheckedCare> {
  const after = await deps.check.checkedUpTo();
  const reading = await deps.terms();
  const plans = await look(deps, after);
  const differences = plans.flatMap(({ found }) => found);
  const wrong = new Set(plans.flatMap(({ id, found, isReadable }) => (found.length > 0 && isReadable ? [id] : [])));
  for (const id of wrong) {
    try {
      const report = await deps.store.planAgain(reading, id, (loaded) => planAnew(deps, loaded));
      for (const { error } of report.failures) onError(error, id);
    } catch (error) {
      onError(error, id);
    }
  }
  const again = wrong.size === 0 ? plans : await look(deps, after);
  const left = again.filter(({ id }) => wrong.has(id)).flatMap(({ found }) => found).length;
  const unreadable = plans.filter(({ isReadable }) => !isReadable).length;
  const isRoundOver = plans.length < AT_ONCE;
  await deps.check.noteCheckedUpTo(isRoundOver ? null : (plans.at(-1)?.id ?? null));
  const repaired = Math.max(0, differences.length - unreadable - left);
  return { isRoundOver, subjects: plans.length, differences, repaired };
}

interface Looked {
  readonly id: string;
  readonly isReadable: boolean;
  readonly found: readonly Difference[];
}

async function look(deps: CheckCareDeps, after: string | null): Promise<readonly Looked[]> {
  const reading = await deps.terms();
  const { print, plans } = await deps.check.stored(reading, after, AT_ONCE);
  // Under other terms everybody is planned anew, which takes its time.
  const isCurrent = print === careTermsPrint(deps.policies.active(), reading.now);
  return plans.map((plan) => {
    const { id, loaded } = plan;
    if (loaded === null) {
      const fault = { subjectId: id, commitment: '', what: 'unreadable', stored: null, recomputed: null } as const;
      return { id, isReadable: false, found: [fault] };
    }
    return {
      id,
      isReadable: true,
      found: [...checkAsked(deps, loaded), ...(isCurrent ? comparePlan(deps, plan, loaded) : [])],
    };
  });
}

/** Nobody was ever asked for a customer without a history of care. */
function checkAsked(deps: CheckCareDeps, { id, events, commitments }: LoadedCare): readonly Difference[] {
  if (events.length === 0 && commitments.length === 0) return [];
  return checkSubject(deps, careKind, { id, events, commitments });
}

/** Planned again as of then, with what has been said since left out: that is no change of any plan. */
function comparePlan(deps: CheckCareDeps, plan: StoredPlan, loaded: LoadedCare): readonly Difference[] {
  const { plannedAt, isMarked, nextAt } = plan;
  if (plannedAt === null || isMarked) return [];
  const subjectId = plan.id;
  try {
    const events = loaded.events.filter(({ at, deed }) => at <= plannedAt || deed.type !== 'noticed');
    const draft = draftOf(deps.policies, { ...loaded, events }, plannedAt);
    settleCare(draft);
    const { nextAt: wanted, ahead } = changesOf(deps.policies, draft);
    const undone = draft.acts.map(({ deed }): Difference => {
      return { subjectId, commitment: deed.type, what: 'undone', stored: null, recomputed: deed.type };
    });
    // Set to be looked at sooner by hand or by new terms: the planner comes to it by itself.
    const isLater = (nextAt ?? Number.POSITIVE_INFINITY) > (wanted ?? Number.POSITIVE_INFINITY);
    const late: readonly Difference[] = isLater
      ? [{ subjectId, commitment: '', what: 'next-look', stored: nextAt, recomputed: wanted }]
      : [];
    return [...undone, ...late, ...compareAhead(subjectId, plan.ahead, deps.check.canonical(ahead))];
  } catch (error) {
    // Put in force by another replica a moment ago: known by the next time.
    if (error instanceof UnknownPolicy) throw error;
    return [{ subjectId, commitment: '', what: 'unreadable', stored: null, recomputed: null }];
  }
}

function compareAhead(
  subjectId: string,
  stored: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
): readonly Difference[] {
  const keys = [...new Set([...stored.keys(), ...wanted.keys()])].toSorted();
  return keys
    .filter((key) => stored.get(key) !== wanted.get(key))
    .map((commitment) => ({
      ...{ subjectId, commitment, what: 'day-ahead' },
      ...{ stored: stored.get(commitment) ?? null, recomputed: wanted.get(commitment) ?? null },
    }));
}

/** The stored deadlines of what is asked, set anew from the history, and the plan with them. */
function planAnew(deps: CheckCareDeps, loaded: LoadedCare): CareChanges {
  const draft = draftOf(deps.policies, loaded, deps.clock.now());
  if (checkAsked(deps, loaded).length > 0) act(draft, { type: 'policy-changed', policy: draft.policy.hash });
  settleCare(draft);
  return changesOf(deps.policies, draft);
}
