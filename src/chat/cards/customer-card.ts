import { type AdviceReason, adviseChannel, type ChannelAdvice } from '../../domain/customer/channel-advice.ts';
import type { Birthday, RiskWarning } from '../../domain/customer/customer.ts';
import { customerNumber } from '../../domain/customer/number.ts';
import { daysBetween } from '../../domain/customer/standing.ts';
import { CONTRACT_ENDS_SOON, isFormalTalk } from '../../domain/customer/talk-plan.ts';
import { maskMail, maskPhone } from '../../domain/privacy/mask-value.ts';
import type { Channel } from '../../domain/vocabulary.ts';
import type { CustomerActivity, CustomerView, PersonView } from '../../usecases/customers/ports.ts';
import type { Button, Card, CardItem, Fact, Tone } from '../card.ts';
import { askText, dayText } from './care/care-text.ts';
import { prepButton, purposeOf } from './contact/prep-card.ts';
import { type CardContext, firstWords, teamName, timeText } from './context.ts';
import { customerButton } from './customer-buttons.ts';
import { ticketButton } from './ticket-buttons.ts';

/** Characters of a text of theirs in a line. */
const LINE = 80;
const SHOWN = { tickets: 5, contacts: 3, promises: 4, events: 3, people: 6 } as const;
/** What the card needs beside the customer. */
export interface CustomerCardOptions {
  readonly activity: CustomerActivity;
  /** Local day of the policy's zone. */
  readonly today: string;
  /** Full values: the reader was entitled and the look is recorded. */
  readonly isRevealed: boolean;
}

/** Everything to know before a call, readable in ten seconds: what to watch out for first, then whom to reach and how. */
export function customerCard(view: CustomerView, context: CardContext, options: CustomerCardOptions): Card {
  const { m } = context;
  const { card } = m.customer;
  const { profile } = view;
  const number = customerNumber(view.number);
  const present = view.people.filter((one) => one.leftAt === null);
  const hasHidden = !options.isRevealed && present.some((one) => one.phone !== null || one.mail !== null);
  const tier = view.tier === null ? card.noTier : m.customer.tier(view.tier);
  return {
    tone: toneOf(view),
    title: [card.title({ name: profile.name, number }), ...(profile.vip ? [card.vip] : [])].join(' · '),
    summary: card.summary({ name: profile.name, tier, tickets: view.openTickets.length }),
    facts: factsOf(view, context),
    lines: linesOf(view, context, options),
    items: [...present.slice(0, SHOWN.people), ...view.people.filter((one) => one.leftAt !== null).slice(0, 2)].map(
      (one) => personItem(one, context, options.isRevealed),
    ),
    buttons: buttonsOf(view, context, hasHidden),
    ...(options.isRevealed ? { footer: card.revealed } : hasHidden ? { footer: card.masked } : {}),
  };
}

function toneOf(view: CustomerView): Tone {
  if (view.stage === 'at-risk') return 'warn';
  return view.openTickets.some((one) => one.urgency === 'urgent') ? 'alarm' : 'info';
}

function factsOf(view: CustomerView, context: CardContext): readonly Fact[] {
  const { m } = context;
  const { card } = m.customer;
  const { profile } = view;
  const who = (ref: string | null) => (ref === null ? card.nobody : context.nameOf(ref));
  const stage = [
    ...(view.stage === null ? [] : [m.customer.stage(view.stage)]),
    ...(view.highValue ? [card.highValue] : []),
  ];
  const about = [profile.industry, profile.size, profile.kind === 'individual' ? m.customer.kind(profile.kind) : null];
  const contract = [
    ...(profile.firstCooperation === null ? [] : [card.since(profile.firstCooperation)]),
    ...(profile.contractUntil === null ? [] : [card.until(profile.contractUntil)]),
  ];
  const fact = (label: string, parts: readonly (string | null)[]): readonly Fact[] => {
    const value = parts.filter((one) => one !== null && one !== '').join(' · ');
    return value === '' ? [] : [{ label, value }];
  };
  return [
    { label: card.tier, value: tierText(view, context) },
    ...fact(card.stage, stage),
    { label: card.manager, value: who(profile.accountManager) },
    ...(profile.successManager === null ? [] : fact(card.success, [who(profile.successManager)])),
    ...fact(card.profile, about),
    ...fact(card.product, [profile.product]),
    ...fact(card.contract, contract),
    ...fact(card.tags, [view.tags.map((tag) => `#${tag}`).join(' ')]),
  ];
}

/** The tier and why: who pinned it, or the numbers it follows from. */
export function tierText(view: CustomerView, context: CardContext): string {
  const { m, policy } = context;
  const { card } = m.customer;
  if (view.tier === null) return card.noTier;
  const tier = m.customer.tier(view.tier);
  if (view.pin !== null) {
    return card.pinned({ tier, by: context.nameOf(view.pin.by), reason: firstWords(view.pin.reason ?? '', LINE) });
  }
  if (view.evidence === null) return tier;
  const { amount, months, interactions, wecomChats = 0 } = view.evidence;
  const time = months === null ? card.notYet : card.together({ years: Math.floor(months / 12), months: months % 12 });
  const { interactionDays: days } = policy.customers;
  const why = card.why({ tier, amount: m.customer.amount(amount), time, interactions, days });
  return wecomChats > 0 ? `${why}${m.wecomCustomers.estimated({ count: wecomChats })}` : why;
}

function linesOf(view: CustomerView, context: CardContext, options: CustomerCardOptions): readonly string[] {
  const { m } = context;
  const { card } = m.customer;
  const { activity } = options;
  const warnings = warningLines(view, context, options.today);
  const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [title, ...lines]);
  return [
    ...section(card.warnings, warnings),
    ...(view.profile.demands === null ? [] : [card.demands(firstWords(view.profile.demands, LINE))]),
    ...(view.profile.needs === null ? [] : [card.needs(firstWords(view.profile.needs, LINE))]),
    adviceText(adviceFor(view, activity, options.today), context),
    ...nextTalkLine(view, options.today, context),
    card.tickets(view.openTickets.length),
    ...view.openTickets.slice(0, SHOWN.tickets).map((one) =>
      card.ticket({
        number: one.number,
        what: one.problemType ?? card.untitled,
        status: `${m.ticket.urgency(one.urgency)} ${m.ticket.status(one.status)}`,
        team: teamName(context, one.team),
        owner: one.owner === null ? m.ticket.nobody : context.nameOf(one.owner),
      }),
    ),
    ...section(
      card.contacts,
      activity.contacts.slice(0, SHOWN.contacts).map((one) =>
        card.contact({
          at: timeText(context, one.at),
          channel: one.channel === null ? '' : m.customer.channel(one.channel),
          by: context.nameOf(one.by),
          mood: one.isReached ? one.moods.join(m.view.listJoin) : card.inVain,
          gist: one.gist === null ? '' : firstWords(one.gist, LINE),
        }),
      ),
    ),
    ...section(
      card.promises,
      activity.promises.slice(0, SHOWN.promises).map((one) =>
        card.promise({
          due: timeText(context, one.dueAt),
          owner: one.owner === null ? m.ticket.nobody : context.nameOf(one.owner),
          body: firstWords(one.body, LINE),
        }),
      ),
    ),
    ...(activity.nextCare === null
      ? []
      : [
          card.care({
            what: askText(activity.nextCare.rule, activity.nextCare.ask, context),
            at: dayText(context, activity.nextCare.day),
          }),
        ]),
    ...section(
      card.events,
      view.cooperation.slice(0, SHOWN.events).map(({ day, type, amount }) =>
        card.event({
          day,
          what: m.customer.cooperation(type),
          amount: amount === null ? '' : m.customer.amount(amount),
        }),
      ),
    ),
    ...(view.people.length === 0 ? [card.noPeople] : []),
  ];
}

function warningLines(view: CustomerView, context: CardContext, today: string): readonly string[] {
  const { card } = context.m.customer;
  const until = view.profile.contractUntil;
  const left = until === null ? null : daysBetween(today, until);
  return [
    ...(view.evidence?.warnings ?? []).map((one) => warningText(one, context)),
    ...(until !== null && left !== null && left >= 0 && left <= CONTRACT_ENDS_SOON
      ? [card.contractEnds({ day: until, days: left })]
      : []),
  ];
}

/** What a sign that a customer may be lost saw. */
function warningText(one: RiskWarning, { m, policy }: CardContext): string {
  const { card, percent, amount } = m.customer;
  const days = policy.customers.risk.eventDays;
  switch (one.warning) {
    case 'silent':
      return card.silent(one.days);
    case 'events-down':
      return card.eventsDown({ share: percent(one.share), before: one.before, now: one.now, days });
    case 'unanswered':
      return card.unanswered({ share: percent(one.share), reached: one.reached, tried: one.tried, days });
    case 'spending-down':
      return card.spendingDown({ share: percent(one.share), before: amount(one.before), now: amount(one.now), days });
    case 'displeased':
      return card.displeased({ now: one.now, before: one.before, days });
  }
}

/** Which channel to take now: of the first person, by what is open and what was tried in vain. */
export function adviceFor(view: CustomerView, activity: CustomerActivity, today: string): ChannelAdvice {
  const purpose = purposeOf(view, today);
  const person = view.people.find((one) => one.leftAt === null) ?? null;
  const inVain = activity.contacts
    .slice(0, SHOWN.contacts)
    .flatMap(({ channel, isReached }) => (isReached || channel === null ? [] : [channel]));
  return adviseChannel({
    preferred: person?.channel ?? null,
    urgency: view.openTickets[0]?.urgency ?? 'normal',
    isFormal: view.stage === 'at-risk' || (purpose !== null && isFormalTalk([purpose])),
    industry: view.profile.industry,
    reachable: [],
    inVain,
  });
}

/** What the next talk is about, its aim and what to take along (C10). */
function nextTalkLine(view: CustomerView, today: string, { m }: CardContext): readonly string[] {
  const purpose = purposeOf(view, today);
  if (purpose === null) return [];
  const { prep } = m.contact.aims;
  return [
    prep.likely({
      purpose: m.contact.purpose(purpose),
      aim: prep.aim(purpose),
      materials: prep.materials(purpose),
    }),
  ];
}

function adviceText({ channels, reason }: ChannelAdvice, { m }: CardContext): string {
  const { card } = m.customer;
  const why: Readonly<Record<AdviceReason, string>> = card.adviceWhy;
  return card.advice({
    channels: channels.map((one: Channel) => m.customer.channel(one)).join(card.orElse),
    why: why[reason],
  });
}

function personItem(person: PersonView, { m }: CardContext, isRevealed: boolean): CardItem {
  const { card } = m.customer;
  const shown = (value: string | null, mask: (value: string) => string) =>
    value === null ? [] : [isRevealed ? value : mask(value)];
  const title = card.person({
    name: person.leftAt === null ? person.name : card.left(person.name),
    post: person.post ?? '',
    channel: person.channel === null ? '' : m.customer.channel(person.channel),
  });
  const detail = [
    ...shown(person.phone, maskPhone),
    ...shown(person.mail, maskMail),
    ...(person.birthday === null ? [] : [card.birthday(birthdayText(m, person.birthday, isRevealed))]),
  ].join(' · ');
  return { title, ...(detail === '' ? {} : { detail }) };
}

/** The day is for congratulations; the year is nobody's business in a channel. */
function birthdayText(m: CardContext['m'], { calendar, month, day, year }: Birthday, isRevealed: boolean): string {
  const said = { month, day, year: isRevealed ? year : null };
  return calendar === 'solar' ? m.customer.solarDay(said) : m.customer.lunarDay(said);
}

function buttonsOf(view: CustomerView, context: CardContext, hasHidden: boolean): readonly Button[] {
  const { m } = context;
  const [first] = view.openTickets;
  return [
    ...(hasHidden ? [customerButton(m, 'reveal', view.number, 'primary')] : []),
    ...(first === undefined ? [] : [ticketButton(m, 'show', first.number)]),
    prepButton(context, view.number),
    customerButton(m, 'edit', view.number),
    customerButton(m, 'people', view.number),
    customerButton(m, 'event', view.number),
    customerButton(m, 'tier', view.number),
  ];
}
