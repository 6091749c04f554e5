import { isoDateOf } from '../../domain/calendar/civil-date.ts';
import { restOf, termsFrom } from '../../domain/care/ask-terms.ts';
import type { CareAskState } from '../../domain/care/care.ts';
import { planCare } from '../../domain/care/plan-care.ts';
import type { CampaignAnswer, ChurnCause } from '../../domain/care/vocabulary.ts';
import { workDaysOf } from '../../domain/care/work-days.ts';
import type { IsoDay } from '../../domain/customer/customer.ts';
import { type Actor, actsFor, hasRole, worksFor } from '../../domain/people.ts';
import { teamOf } from '../../domain/policy/lookup.ts';
import type { Ms } from '../../domain/time.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';
import { withKnownPolicy } from '../with-known-policy.ts';
import { act, type CareDraft, changesOf, draftOf, factsOf, settleCare } from './plan-customer.ts';
import type { CareChanges } from './ports.ts';
import type { CareDeps, ReadCareTerms } from './replan-customers.ts';
import type { CareRefusal, CareResult } from './result.ts';

/** Who wants something done about which customer's care, once per key. `n`: the ask, without it the only one. */
export interface ChangeCare {
  readonly dedupeKey: string;
  readonly number: number;
  readonly n: number | null;
  readonly actor: Actor;
  readonly budgetMs: Ms;
}

/** A result without what every result has. */
type Told = CareResult extends infer One ? (One extends CareResult ? Omit<One, 'about' | 'number'> : never) : never;

/** A verb on a customer's care: adds its deeds to the draft, or says why not. */
export type CareVerb<Input> = (draft: CareDraft, request: ChangeCare, input: Input) => Told | CareRefusal;

/**
 * Runs one verb on one customer: lock, look, decide, write, all in one transaction. What follows from it is planned in
 * the same transaction.
 */
export async function changeCare<Input>(
  deps: CareDeps,
  terms: ReadCareTerms,
  request: ChangeCare,
  verb: CareVerb<Input>,
  input: Input,
): Promise<CareResult> {
  return withKnownPolicy(deps.policies, async () =>
    deps.store.change(await terms(), request, (loaded) => {
      const tell = (number: number, told: Told | CareRefusal) => ({ about: 'care', number, ...told }) as CareResult;
      if (loaded === null) {
        const outcome = tell(request.number, { code: 'refused', reason: 'unknown-customer' });
        return { outcome, changes: null };
      }
      const draft = draftOf(deps.policies, loaded, deps.clock.now());
      const told = verb(draft, request, input);
      const outcome = tell(loaded.known.number, told);
      if (told.code === 'refused') return { outcome, changes: null };
      settleCare(draft);
      const changes: CareChanges = changesOf(deps.policies, draft);
      return {
        outcome,
        changes: draft.invitation === undefined ? changes : { ...changes, invitation: draft.invitation },
      };
    }),
  );
}

/** 已联系: everything that an ask asks for was done; `contact`: the talk by which. */
export const doneCare: CareVerb<{ readonly contact: string | null; readonly remark: string | null }> = (
  draft,
  request,
  { contact, remark },
) =>
  onAsk(draft, request, (ask) => {
    const keys = ask.open.map(({ key }) => key);
    act(
      draft,
      { type: 'care-done', n: ask.n, keys, day: todayOf(draft, ask.team), contact, rest: null },
      request.actor.ref,
      remark,
    );
    return { code: 'care-done', n: ask.n, left: leftOf(draft) };
  });

/** 不适用, with the reason. */
export const skipCare: CareVerb<{ readonly remark: string }> = (draft, request, { remark }) =>
  onAsk(draft, request, (ask) => {
    const keys = ask.open.map(({ key }) => key);
    act(
      draft,
      { type: 'care-skipped', n: ask.n, keys, day: todayOf(draft, ask.team), rest: null },
      request.actor.ref,
      remark,
    );
    return { code: 'care-skipped', n: ask.n, left: leftOf(draft) };
  });

/** 推迟: asked for again on that day, or the next working day after it. */
export const laterCare: CareVerb<{ readonly until: IsoDay }> = (draft, request, { until }) =>
  onAsk(draft, request, (ask) => {
    const day = todayOf(draft, ask.team);
    if (until <= day) return { code: 'refused', reason: 'not-later', day: until };
    const keys = ask.open.map(({ key }) => key);
    act(draft, { type: 'care-later', n: ask.n, keys, day, until, rest: null }, request.actor.ref);
    return { code: 'care-later', n: ask.n, until };
  });

/** 转交: somebody else does it, perhaps in another team. They are asked anew. */
export const handCare: CareVerb<{ readonly to: PersonRef; readonly remark: string | null }> = (
  draft,
  request,
  { to, remark },
) =>
  onAsk(draft, request, (ask) => {
    if (ask.owner === to) return { code: 'refused', reason: 'already-theirs', to };
    const team = teamOf(draft.policy.policy, to)?.id ?? ask.team;
    const terms = termsFrom(draft.policy.calendarOf(team), ask.open, draft.now);
    act(draft, { type: 'care-handed', n: ask.n, to, team, ...terms }, request.actor.ref, remark);
    return { code: 'care-handed', n: ask.n, to };
  });

/** 知道了: somebody has seen it. Before its deadline nothing more is said until then. */
export const acknowledgeCare: CareVerb<null> = (draft, request) =>
  onAsk(draft, request, (ask) => {
    act(draft, { type: 'acknowledged', rule: ask.clock ?? 'care', n: ask.n }, request.actor.ref);
    return { code: 'care-acknowledged', n: ask.n };
  });

/** 原因: what the talk after a warning found. The talk itself counts as held. */
export const causeOfCare: CareVerb<{ readonly cause: ChurnCause; readonly remark: string | null }> = (
  draft,
  request,
  { cause, remark },
) => {
  if (draft.care.warning === null) return { code: 'refused', reason: 'no-warning' };
  const refusal = refusalOf(draft, request.actor, null);
  if (refusal !== null) return refusal;
  const { team } = factsOf(draft);
  const day = todayOf(draft, team);
  act(draft, { type: 'care-cause', cause, day }, request.actor.ref, remark);
  for (const ask of draft.care.asks) {
    const keys = ask.open.flatMap(({ key, rule }) => (rule === 'churn' ? [key] : []));
    if (keys.length === 0) continue;
    const rest = restOf(draft.policy.calendarOf(ask.team), ask, keys, draft.now);
    act(draft, { type: 'care-done', n: ask.n, keys, day, contact: null, rest }, request.actor.ref);
  }
  return { code: 'care-cause', cause, team };
};

/** What an invited customer said; the follow-up comes by itself. */
export const answerInvitation: CareVerb<{ readonly campaignId: string; readonly answer: CampaignAnswer }> = (
  draft,
  request,
  { campaignId, answer },
) => {
  const { loaded, now } = draft;
  if (loaded.known.campaigns.every((one) => one.campaignId !== campaignId)) {
    return { code: 'refused', reason: 'not-invited' };
  }
  const refusal = refusalOf(draft, request.actor, null);
  if (refusal !== null) return refusal;
  const day = todayOf(draft, factsOf(draft).team);
  draft.answer({ campaignId, answer, at: now, by: request.actor.ref }, day);
  for (const ask of draft.care.asks) {
    const keys = ask.open.flatMap(({ key, reason }) =>
      reason.why === 'campaign' && reason.campaignId === campaignId ? [key] : [],
    );
    if (keys.length === 0) continue;
    const rest = restOf(draft.policy.calendarOf(ask.team), ask, keys, now);
    act(draft, { type: 'care-done', n: ask.n, keys, day, contact: null, rest }, request.actor.ref);
  }
  return { code: 'care-answered', answer };
};

function onAsk(
  draft: CareDraft,
  { n, actor }: ChangeCare,
  then: (ask: CareAskState) => Told | CareRefusal,
): Told | CareRefusal {
  const { asks, lastN } = draft.care;
  const [first] = asks;
  if (n !== null && asks.every((one) => one.n !== n) && n <= lastN) return { code: 'refused', reason: 'ask-over', n };
  const ask = n === null ? (asks.length > 1 ? undefined : first) : asks.find((one) => one.n === n);
  if (ask === undefined) {
    if (asks.length > 1 && n === null) return { code: 'refused', reason: 'which-ask', open: asks.map((one) => one.n) };
    return { code: 'refused', reason: 'nothing-asked', nextDay: nextDayOf(draft) };
  }
  return refusalOf(draft, actor, ask) ?? then(ask);
}

/** Whoever has it, works in its team, or leads; else somebody who does not know the customer would answer for it. */
function refusalOf(draft: CareDraft, actor: Actor, ask: CareAskState | null): CareRefusal | null {
  const { owner, team } = ask ?? factsOf(draft);
  const may = actsFor(actor, owner) || worksFor(actor, team) || hasRole(actor, 'lead');
  return may ? null : { code: 'refused', reason: 'needs-role', role: 'lead' };
}

function leftOf({ care }: CareDraft): number {
  return care.asks.length;
}

function todayOf({ policy, now }: CareDraft, team: string): IsoDay {
  return policy.calendarOf(team).dateOf(now);
}

/** Somebody who looks for a reminder wants to know when there will be one. */
const LOOK_AHEAD_DAYS = 200;

function nextDayOf(draft: CareDraft): IsoDay | null {
  const facts = factsOf(draft);
  const calendar = draft.policy.calendarOf(facts.team);
  const today = workDaysOf(calendar).dayOf(draft.now);
  const plan = planCare(draft.policy.policy, calendar, facts, isoDateOf(today), isoDateOf(today + LOOK_AHEAD_DAYS));
  return plan.find(({ how }) => how === 'ask')?.day ?? null;
}
