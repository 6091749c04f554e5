import type { Calendar } from '../../../src/domain/calendar/calendar.ts';
import { applyCareEvent, openKeys } from '../../../src/domain/care/apply-event.ts';
import { restOf, termsFrom } from '../../../src/domain/care/ask-terms.ts';
import type { AskedItem, Care, CareDeed } from '../../../src/domain/care/care.ts';
import type { CareFacts } from '../../../src/domain/care/facts.ts';
import { planDay } from '../../../src/domain/care/plan-day.ts';
import { keysMetBy, voidItems } from '../../../src/domain/care/settle-open.ts';
import type { CareAsk } from '../../../src/domain/care/vocabulary.ts';
import type { Policy } from '../../../src/domain/policy/policy.ts';
import {
  chance,
  local,
  localDay,
  plusDays,
  type WorldChannel,
  type WorldCustomer,
  type WorldPurpose,
  type WorldTalk,
  YEAR_END,
  YEAR_START,
} from './world.ts';

/** What a year with one customer came to, as somebody outside would have noted it. */
export interface YearRecord {
  readonly customer: WorldCustomer;
  readonly asks: readonly {
    readonly at: number;
    readonly dueAt: number;
    readonly items: readonly {
      readonly key: string;
      readonly rule: string;
      readonly ask: string;
      readonly dueAt: number;
    }[];
    readonly covered: readonly string[];
  }[];
  readonly talks: readonly WorldTalk[];
  readonly answers: readonly {
    readonly key: string;
    readonly at: number;
    readonly outcome: 'done' | 'skipped' | 'later';
    readonly until: string | null;
  }[];
  readonly looks: number;
}

interface Happening {
  readonly at: number;
  do(): void;
}

const HOW: Readonly<Record<CareAsk, readonly [WorldChannel, ...WorldPurpose[]] | null>> = {
  'welcome-call': ['phone', 'care'],
  'send-guide': ['email', 'care'],
  'answer-questions': ['phone', 'care'],
  'send-kit': ['wecom', 'care'],
  'second-talk': ['phone', 'care', 'survey'],
  visit: ['visit', 'care'],
  'deep-talk': ['phone', 'care'],
  call: ['phone', 'care'],
  interaction: ['wecom', 'care'],
  news: ['email', 'care'],
  touch: ['phone', 'care'],
  'prepare-greeting': null,
  greet: ['wecom', 'care'],
  'festival-greeting': null,
  mend: ['phone', 'complaint'],
  'mend-again': ['phone', 'complaint'],
  'cause-talk': ['phone', 'care'],
  'light-touch': ['wecom', 'care'],
  invite: ['phone', 'invitation'],
  'confirm-coming': ['phone', 'invitation'],
  'talk-again': ['phone', 'invitation'],
  'thank-declined': ['phone', 'invitation'],
  survey: ['email', 'survey'],
  'renewal-talk': ['phone', 'renewal'],
  'delivery-check': ['phone', 'delivery'],
};

/** Lives the year with one customer: the planner is looked at when it said, and whenever something happens. */
export function runYear(policy: Policy, calendar: Calendar, customer: WorldCustomer): YearRecord {
  const next = chance(customer.id.length * 7_919 + [...customer.id].reduce((sum, c) => sum * 31 + c.charCodeAt(0), 7));
  const asks: YearRecord['asks'][number][] = [];
  const answers: YearRecord['answers'][number][] = [];
  const talks: WorldTalk[] = [...customer.past];
  const campaigns: CareFacts['campaigns'][number][] = [];
  const queue: Happening[] = [];
  let care: Care = applyCareEvent(null, { seq: 0, at: 0, by: 'system', deed: { type: 'noted' } });
  let { tier } = customer;
  let tierSince: string | null = null;
  let people = customer.people;
  let paid = false;
  let complaints: CareFacts['complaints'][number][] = [];
  let urgent = 0;
  let gone: CareFacts['gone'] = null;
  let now = YEAR_START;
  let looks = 0;

  const apply = (deed: CareDeed) => {
    care = applyCareEvent(care, { seq: 0, at: now, by: 'agent', deed });
  };
  const facts = (): CareFacts => ({
    customerId: customer.id,
    team: 'support',
    owner: 'agent',
    kind: 'enterprise',
    tier,
    tierSince,
    stage: customer.stage,
    vip: false,
    highValue: false,
    industry: null,
    tags: [],
    firstCooperation: customer.firstCooperation,
    foundedOn: customer.foundedOn,
    contractFrom: null,
    contractUntil: customer.contractUntil,
    milestones: customer.milestones,
    people,
    events: [
      ...(customer.firstPayment === null || !paid
        ? []
        : [{ type: 'payment' as const, day: customer.firstPayment.day, amount: 1 }]),
      // A delivery that is agreed on; for the planner it lies ahead until its day.
      ...customer.deliveries
        .filter((day) => customer.firstPayment !== null || day > localDay(now))
        .filter((day) => day > localDay(now))
        .map((day) => ({ type: 'delivery' as const, day, amount: null })),
    ],
    contacts: talks.map((talk) => ({ ...talk, moods: [] })),
    complaints,
    hasUrgentOpen: urgent > 0,
    questionsAt: null,
    warning: care.warning === null || care.warning.talkedAt !== null ? null : { raisedAt: care.warning.raisedAt },
    campaigns,
    open: openKeys(care).map((key) => ({ key })),
    answers: care.answers,
    lastAskedDay: care.lastAskedDay,
    careSince: '2026-01-01',
    gone,
  });

  function answer(n: number, key: string, outcome: 'done' | 'skipped' | 'later', until: string | null): void {
    const ask = care.asks.find((one) => one.n === n);
    const item = ask?.open.find((one) => one.key === key);
    if (ask === undefined || item === undefined) return;
    answers.push({ key, at: now, outcome, until });
    if (outcome === 'done') {
      for (const one of ask.covered) if (one.by === key) answers.push({ key: one.key, at: now, outcome, until });
    }
    const rest = restOf(calendar, ask, [key], now);
    const common = { n, keys: [key], day: localDay(now), rest };
    if (outcome === 'done') apply({ type: 'care-done', ...common, contact: null });
    else if (outcome === 'skipped') apply({ type: 'care-skipped', ...common });
    else apply({ type: 'care-later', ...common, until: until ?? plusDays(localDay(now), 1) });
  }

  function talk(channel: WorldChannel, purposes: readonly WorldPurpose[]): void {
    const contact = { at: now, day: localDay(now), channel, purposes, isReached: true };
    talks.unshift(contact);
    for (const ask of care.asks)
      for (const key of keysMetBy(policy, ask.open, contact)) answer(ask.n, key, 'done', null);
  }

  /** Somebody deals with an item, some time before it is due, in office hours; while all is held, a day later. */
  function dealWith(n: number, item: AskedItem): void {
    const lastDay = localDay(item.dueAt);
    const span = Math.max(0, Math.round((Date.parse(lastDay) - Date.parse(localDay(now))) / 86_400_000));
    let day = plusDays(localDay(now), Math.floor(next() * (span + 1)));
    while (!calendar.isWorkingDay(day)) day = plusDays(day, -1);
    const at = Math.max(now + 60_000, Math.min(item.dueAt - 60_000, local(day, 600 + Math.floor(next() * 100))));
    const dice = next();
    queue.push({
      at,
      do: () => {
        const isOpen = care.asks.some((ask) => ask.n === n && ask.open.some(({ key }) => key === item.key));
        if (!isOpen) return;
        if (care.isHeld) {
          dealWith(n, { ...item, dueAt: Math.max(item.dueAt, now + 2 * 86_400_000) });
          return;
        }
        if (dice < 0.03) answer(n, item.key, 'skipped', null);
        else if (dice < 0.06) answer(n, item.key, 'later', plusDays(localDay(now), 1 + Math.floor(next() * 4)));
        else {
          const how = HOW[item.ask];
          if (item.reason.why === 'campaign') replied(item.reason.campaignId);
          if (how !== null) {
            const [channel, ...purposes] = how;
            talk(channel, purposes);
          }
          answer(n, item.key, 'done', null);
        }
      },
    });
  }

  function replied(campaignId: string): void {
    const place = campaigns.findIndex((one) => one.campaignId === campaignId);
    const entry = campaigns[place];
    if (entry === undefined || entry.answer !== null) return;
    const said = (['coming', 'hesitating', 'declined'] as const)[Math.floor(next() * 3)] ?? 'coming';
    campaigns[place] = { ...entry, answer: { answer: said, day: localDay(now) } };
  }

  /** What the product does at every look: what is moot, held or let go, and what is asked for now. */
  function settle(): number | null {
    looks += 1;
    const known = facts();
    for (const ask of care.asks) {
      const moot = voidItems(policy, known, ask.open);
      if (moot.length === 0) continue;
      const keys = moot.map(({ key }) => key);
      const because = moot[0]?.because ?? 'moot';
      apply({ type: 'care-void', n: ask.n, keys, because, rest: restOf(calendar, ask, keys, now) });
    }
    if (urgent > 0 && !care.isHeld) apply({ type: 'care-held', ticket: null, policy: 'policy' });
    if (urgent === 0 && care.isHeld) {
      const anew = care.asks.map(({ n, open }) => ({ n, ...termsFrom(calendar, open, now) }));
      apply({ type: 'care-released', asks: anew });
    }
    const plan = planDay(policy, calendar, facts(), now);
    if (plan.plan !== 'ask') return plan.nextAt;
    const { ask } = plan;
    const n = care.lastN + 1;
    const items: readonly AskedItem[] = ask.items.map(({ key, rule, ask: what, reason, dueAt }) => ({
      key,
      rule,
      ask: what,
      reason,
      dueAt,
    }));
    const covered = ask.covered.map(({ item, by }) => ({ key: item.key, by }));
    asks.push({ at: ask.askAt, dueAt: ask.dueAt, items, covered: covered.map(({ key }) => key) });
    const { day, askAt, dueAt } = ask;
    apply({
      type: 'care-asked',
      n,
      day,
      askAt,
      dueAt,
      items,
      covered,
      owner: 'agent',
      team: 'support',
      policy: 'policy',
    });
    for (const item of items) dealWith(n, item);
    return plan.nextAt;
  }

  const happens = (at: number, act: () => void) => {
    if (at >= YEAR_START && at < YEAR_END) queue.push({ at, do: act });
  };
  if (customer.firstPayment !== null) {
    happens(customer.firstPayment.at, () => {
      paid = true;
    });
  }
  if (customer.tierChange !== null) {
    const { at, tier: after } = customer.tierChange;
    happens(at, () => {
      if (after === tier) return;
      tier = after;
      tierSince = localDay(at);
    });
  }
  for (const { id, leftAt } of customer.people) {
    if (leftAt === null) continue;
    happens(leftAt, () => {
      people = people.filter((one) => one.id !== id);
    });
  }
  for (const complaint of customer.complaints)
    happens(complaint.resolvedAt, () => {
      complaints = [...complaints, complaint];
    });
  for (const { from, to } of customer.urgent) {
    happens(from, () => {
      urgent += 1;
    });
    happens(to, () => {
      urgent -= 1;
    });
  }
  for (const at of customer.warnings)
    happens(at, () => apply({ type: 'care-warned', signs: ['silent'], policy: 'policy' }));
  for (const { campaignId, day, madeAt } of customer.invitations) {
    happens(madeAt, () => campaigns.push({ campaignId, day, answer: null, isEnded: false }));
  }
  if (customer.gone !== null) {
    const { at, why } = customer.gone;
    happens(at, () => {
      gone = why;
    });
  }

  let nextAt = settle();
  for (;;) {
    const first = queue.reduce<Happening | null>(
      (soonest, one) => (soonest === null || one.at < soonest.at ? one : soonest),
      null,
    );
    const at = Math.min(first?.at ?? YEAR_END, nextAt ?? YEAR_END);
    if (at >= YEAR_END) break;
    if (nextAt !== null && nextAt <= now && first === null)
      throw new Error(`${customer.id}: looked at for ever at ${now}`);
    now = Math.max(now, at);
    if (first !== null && first.at === at) {
      queue.splice(queue.indexOf(first), 1);
      first.do();
    }
    nextAt = settle();
  }
  return { customer, asks, talks, answers, looks };
}
