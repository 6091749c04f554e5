import { isoDateOf } from '../../domain/calendar/civil-date.ts';
import { applyCareEvent } from '../../domain/care/apply-event.ts';
import { restOf, termsFrom } from '../../domain/care/ask-terms.ts';
import type { AskedItem, Care, CareAskState, CareDeed } from '../../domain/care/care.ts';
import { careKind } from '../../domain/care/care-kind.ts';
import type { CareFacts } from '../../domain/care/facts.ts';
import type { CareOccurrence, DayAsk } from '../../domain/care/plan.ts';
import { planCare } from '../../domain/care/plan-care.ts';
import { planDay } from '../../domain/care/plan-day.ts';
import { keysMetBy, voidItems } from '../../domain/care/settle-open.ts';
import { dayOf, workDaysOf } from '../../domain/care/work-days.ts';
import type { Commitment } from '../../domain/commitment/commitment.ts';
import type { PolicyInForce } from '../../domain/commitment/track.ts';
import type { IsoDay } from '../../domain/customer/customer.ts';
import { SYSTEM } from '../../domain/ticket/ticket.ts';
import { DAY_MS, type Instant } from '../../domain/time.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';
import { applyDeeds } from '../apply-deeds.ts';
import type { Policies } from '../ports.ts';
import { careFactsOf } from './facts-of.ts';
import type { CareChanges, CareContact, CareDayRow, LoadedCare } from './ports.ts';
import { churnDeeds, nextChurnLook } from './watch-churn.ts';

/** Lists show so many days ahead, today included. */
const DAYS_AHEAD = 8;
/** A greeting may come so long before its day. */
const EARLY_DAYS = 7;

/** A deed with whoever did it. */
export interface CareAct {
  readonly deed: CareDeed;
  readonly by: PersonRef;
  readonly remark: string | null;
}

/** A customer while deeds are added to its care: pure, nothing is written. */
export interface CareDraft {
  loaded: LoadedCare;
  readonly policy: PolicyInForce;
  readonly now: Instant;
  care: Care;
  readonly acts: CareAct[];
  /** What the customer said to an invitation. */
  invitation?: NonNullable<CareChanges['invitation']>;
  /** Takes note of that, for what is planned after it. */
  answer(invitation: NonNullable<CareChanges['invitation']>, day: IsoDay): void;
}

/** Begins with a customer as it is stored. History never runs backwards, even where another replica's clock is ahead. */
export function draftOf(policies: Policies, loaded: LoadedCare, readAt: Instant): CareDraft {
  const now = Math.max(readAt, loaded.events.at(-1)?.at ?? readAt);
  const care = loaded.events.reduce<Care>(
    (before, event) => applyCareEvent(before, event),
    applyCareEvent(null, NOTHING),
  );
  const draft: CareDraft = {
    loaded,
    policy: policies.active(),
    now,
    care,
    acts: [],
    answer(invitation, day) {
      const { campaignId, answer } = invitation;
      const campaigns = draft.loaded.known.campaigns.map((one) =>
        one.campaignId === campaignId ? { ...one, answer: { answer, day } } : one,
      );
      draft.invitation = invitation;
      draft.loaded = { ...draft.loaded, known: { ...draft.loaded.known, campaigns } };
    },
  };
  return draft;
}

const NOTHING = { seq: 0, at: 0, by: SYSTEM, deed: { type: 'noted' } } as const;

/** Adds a deed. */
export function act(draft: CareDraft, deed: CareDeed, by: PersonRef = SYSTEM, remark: string | null = null): void {
  draft.acts.push({ deed, by, remark });
  draft.care = applyCareEvent(draft.care, { seq: 0, at: draft.now, by, deed });
}

/** The facts as they stand after the deeds so far. */
export function factsOf({ loaded, policy, care, acts, now }: CareDraft): CareFacts {
  const added = acts.map(({ deed, by }) => ({ seq: 0, at: now, by, deed }));
  return careFactsOf(policy.policy, loaded.known, care, [...loaded.events, ...added]);
}

/**
 * Everything that is to be done about a customer now: what contacts have answered, what is moot, what an urgent ticket
 * holds or lets go, warnings, and what is asked for today. Ends with when to look again.
 */
export function settleCare(draft: CareDraft): void {
  settleGone(draft);
  settleMet(draft);
  settleVoid(draft);
  holdOrRelease(draft);
  for (const deed of churnDeeds(draft)) act(draft, deed);
  const facts = factsOf(draft);
  const { policy, now } = draft;
  const plan = planDay(policy.policy, policy.calendarOf(facts.team), facts, now);
  if (plan.plan === 'held' && !draft.care.isHeld) hold(draft);
  if (plan.plan !== 'ask') return;
  act(draft, askDeed(draft, facts, plan.ask));
  // Spoken with this morning already: what was just asked for is answered, and the reminder never goes out.
  settleMet(draft);
}

function askDeed({ care, policy }: CareDraft, { owner, team }: CareFacts, ask: DayAsk): CareDeed {
  return {
    type: 'care-asked',
    n: care.lastN + 1,
    day: ask.day,
    askAt: ask.askAt,
    dueAt: ask.dueAt,
    items: ask.items.map(itemOf),
    covered: ask.covered.map(({ item, by }) => ({ key: item.key, by })),
    owner,
    team,
    ...(isInvitation(ask) ? { clock: 'invitation' as const } : {}),
    policy: policy.hash,
  };
}

/** What matters most of an ask decides who is asked: the owner for a campaign, else the team. Items come heaviest first. */
function isInvitation({ items }: DayAsk): boolean {
  return items[0]?.rule === 'campaigns';
}

function itemOf({ key, rule, ask, reason, dueAt, moved }: CareOccurrence): AskedItem {
  return { key, rule, ask, reason, dueAt, ...(moved === null ? {} : { moved }) };
}

/** Of a customer that is merged or erased nothing is owed any more. */
function settleGone(draft: CareDraft): void {
  const { gone } = draft.loaded.known;
  if (gone === null) return;
  for (const { n, open } of draft.care.asks) {
    act(draft, { type: 'care-void', n, keys: open.map(({ key }) => key), because: gone, rest: null });
  }
}

/** Logging a talk that counts answers the reminder by itself. */
function settleMet(draft: CareDraft): void {
  const { loaded, policy, now } = draft;
  const { contacts } = loaded.known;
  for (const ask of draft.care.asks) {
    const metBy = new Map<string, { readonly contact: CareContact; readonly keys: string[] }>();
    for (const item of ask.open) {
      const contact = contacts.findLast(
        (one) => isRecent(ask, item, one) && keysMetBy(policy.policy, [item], one).length > 0,
      );
      if (contact === undefined) continue;
      const met = metBy.get(contact.id) ?? { contact, keys: [] };
      metBy.set(contact.id, met);
      met.keys.push(item.key);
    }
    for (const { contact, keys } of metBy.values()) {
      const left = draft.care.asks.find(({ n }) => n === ask.n);
      if (left === undefined) break;
      const rest = restOf(policy.calendarOf(left.team), left, keys, now);
      act(draft, { type: 'care-done', n: ask.n, keys, day: contact.day, contact: contact.id, rest }, contact.by);
    }
  }
}

/** On the day of the ask or later, also when it was logged before the ask went out; a greeting may come a little early. */
function isRecent(ask: CareAskState, { reason }: AskedItem, { day }: CareContact): boolean {
  if (day >= ask.day) return true;
  return 'on' in reason && reason.why !== 'contract-end' && dayOf(day) >= dayOf(reason.on) - EARLY_DAYS;
}

function settleVoid(draft: CareDraft): void {
  const { policy, now } = draft;
  const facts = factsOf(draft);
  for (const ask of draft.care.asks) {
    const moot = Map.groupBy(voidItems(policy.policy, facts, ask.open), ({ because }) => because);
    for (const [because, items] of moot) {
      const left = draft.care.asks.find(({ n }) => n === ask.n);
      if (left === undefined) break;
      const keys = items.map(({ key }) => key);
      const rest = restOf(policy.calendarOf(left.team), left, keys, now);
      act(draft, { type: 'care-void', n: ask.n, keys, because, rest });
    }
  }
}

/** While an urgent ticket is open nothing is asked for; its end lets go what waited, on terms of its own. */
function holdOrRelease(draft: CareDraft): void {
  const { care, policy, now, loaded } = draft;
  if (loaded.known.hasUrgentOpen && loaded.known.gone === null) {
    if (!care.isHeld && care.asks.length > 0) hold(draft);
    return;
  }
  if (!care.isHeld) return;
  act(draft, {
    type: 'care-released',
    asks: care.asks.map(({ n, team, open }) => ({ n, ...termsFrom(policy.calendarOf(team), open, now) })),
  });
}

function hold(draft: CareDraft): void {
  act(draft, { type: 'care-held', ticket: draft.loaded.known.urgentTicket, policy: draft.policy.hash });
}

/** The rows of everything that was added, and when to look again. */
export function changesOf(policies: Policies, draft: CareDraft): CareChanges {
  const { loaded, acts, now } = draft;
  const facts = factsOf(draft);
  const written = acts.length === 0 ? NOTHING_WRITTEN : writtenOf(policies, draft);
  return { ...written, plannedAt: now, nextAt: nextLook(draft, facts), ahead: aheadOf(draft, facts, loaded, now) };
}

const NOTHING_WRITTEN: Pick<CareChanges, 'events' | 'commitments'> = { events: [], commitments: [] };

function writtenOf(policies: Policies, { loaded, acts, now }: CareDraft): Pick<CareChanges, 'events' | 'commitments'> {
  // One person after the other: a history's entries say who did each.
  let stored = { id: loaded.id, events: loaded.events, commitments: loaded.commitments };
  const events: CareChanges['events'][number][] = [];
  for (const { deed, by, remark } of acts) {
    const after = applyDeeds(
      careKind,
      (hash) => policies.byHash(hash),
      stored,
      { deeds: [deed], by, now },
      (track) => deed.type === 'acknowledged' && (deed.n === null || deed.n === track.n),
    );
    stored = { id: loaded.id, events: [...stored.events, ...after.added], commitments: after.commitments };
    for (const event of after.added) {
      // Numbered by the whole history of the customer, in which care is a part.
      const seq = loaded.lastSeq + events.length + 1;
      events.push({ event: { ...event, seq }, remark });
    }
  }
  const before = new Map(loaded.commitments.map((one) => [one.id, JSON.stringify(one)]));
  return { events, commitments: stored.commitments.filter((one) => hasChanged(one, before)) };
}

function hasChanged(one: Commitment, before: ReadonlyMap<string, string>): boolean {
  return before.get(one.id) !== JSON.stringify(one);
}

/** Lists of the days ahead must be made before those days: everybody is looked at once a week. */
const LOOK_EVERY_MS = (DAYS_AHEAD - 1) * DAY_MS;

/** The planner's own time, or sooner where warnings or the lists of days ahead want to be looked at. */
function nextLook(draft: CareDraft, facts: CareFacts): Instant | null {
  const { policy, now } = draft;
  if (facts.gone !== null) return null;
  const plan = planDay(policy.policy, policy.calendarOf(facts.team), facts, now);
  const churnAt = nextChurnLook(draft);
  // What lies behind us was looked at just now.
  const times = [plan.nextAt, churnAt].filter((at) => at !== null && at > now).map(Number);
  return Math.min(now + LOOK_EVERY_MS, ...times);
}

function aheadOf(draft: CareDraft, facts: CareFacts, _loaded: LoadedCare, now: Instant): readonly CareDayRow[] {
  const { policy } = draft;
  const calendar = policy.calendarOf(facts.team);
  const today = workDaysOf(calendar).dayOf(now);
  return planCare(policy.policy, calendar, facts, isoDateOf(today), isoDateOf(today + DAYS_AHEAD - 1)).map(
    ({ day, rule, ask, reason, moved, how }) => ({ day, rule, ask, reason, moved, how, team: facts.team }),
  );
}
