import type { Purpose } from '../../../domain/contact/contact.ts';
import { adviseChannel } from '../../../domain/customer/channel-advice.ts';
import { customerNumber } from '../../../domain/customer/number.ts';
import { daysBetween } from '../../../domain/customer/standing.ts';
import { isFormalTalk, likelyPurpose } from '../../../domain/customer/talk-plan.ts';
import type { Urgency } from '../../../domain/vocabulary.ts';
import type { CustomerActivity, CustomerView } from '../../../usecases/customers/ports.ts';
import type { Button, Card } from '../../card.ts';
import { type CardContext, dayAndTimeText, firstWords } from '../context.ts';

/** What somebody said about the talk that they are going to hold; the rest follows from what is known. */
export interface PlannedTalk {
  readonly purposes: readonly Purpose[];
  readonly aim: string | null;
  readonly materials: string | null;
  readonly isUrgent: boolean;
  readonly isFormal: boolean;
  /** Local day of the policy's zone. */
  readonly today: string;
}

/** Characters of what was said or promised. */
const GIST = 80;
const SHOWN = 3;
/** Kinds of talk for which the team has a talk track of the same name. */
const TRACKS: Readonly<Partial<Record<Purpose, string>>> = {
  complaint: 'complaint',
  renewal: 'renewal',
  survey: 'revisit',
  care: 'first-care',
};

/** Before a call (C10): aim, materials, whom to reach and how, and what was said and promised last. */
export function prepCard(
  view: CustomerView,
  activity: CustomerActivity,
  talk: PlannedTalk,
  context: CardContext,
): Card {
  const { m } = context;
  const { aims } = m.contact;
  const purpose = talk.purposes[0] ?? purposeOf(view, talk.today);
  const person = view.people.find((one) => one.leftAt === null) ?? null;
  const title = aims.prep.title({ customer: view.profile.name });
  const recent = activity.contacts.find((one) => one.isReached && one.gist !== null);
  return {
    tone: 'info',
    title,
    summary: title,
    facts: [
      ...(purpose === null ? [] : [{ label: m.contact.fact.purpose, value: m.contact.purpose(purpose) }]),
      { label: aims.fact.aim, value: talk.aim ?? (purpose === null ? aims.prep.usualAim : aims.prep.aim(purpose)) },
      {
        label: aims.fact.materials,
        value: talk.materials ?? (purpose === null ? aims.prep.usualMaterials : aims.prep.materials(purpose)),
      },
      { label: m.contact.fact.channel, value: channelText(view, activity, talk, purpose, context) },
      ...(person === null
        ? []
        : [{ label: aims.prep.whom, value: [person.name, person.post].filter(Boolean).join(' · ') }]),
    ],
    lines: [
      ...(recent === undefined
        ? []
        : [`${m.customer.card.contacts} ${dayAndTimeText(context, recent.at)} ${firstWords(recent.gist ?? '', GIST)}`]),
      ...activity.promises.slice(0, SHOWN).map((one) =>
        m.customer.card.promise({
          due: dayAndTimeText(context, one.dueAt),
          owner: one.owner === null ? m.ticket.nobody : context.nameOf(one.owner),
          body: firstWords(one.body, GIST),
        }),
      ),
      m.customer.card.tickets(view.openTickets.length),
      aims.prep.afterwards,
    ],
    copy: lineAfterwards(view, talk, context),
    buttons: buttonsOf(view, purpose, context),
  };
}

/** What the next talk with a customer is likely to be about. */
export function purposeOf(view: CustomerView, today: string): Purpose | null {
  const until = view.profile.contractUntil;
  return likelyPurpose({
    stage: view.stage,
    urgencies: view.openTickets.map((one) => one.urgency),
    contractEndsIn: until === null ? null : daysBetween(today, until),
  });
}

/** The button that prepares a talk. */
export function prepButton({ m }: CardContext, number: number): Button {
  const value = customerNumber(number);
  return { action: 'contact.prep', value, label: m.contact.aims.prep.button, typed: `/contact prep ${value}` };
}

function channelText(
  view: CustomerView,
  activity: CustomerActivity,
  talk: PlannedTalk,
  purpose: Purpose | null,
  { m }: CardContext,
): string {
  const { card } = m.customer;
  const urgency: Urgency = talk.isUrgent ? 'urgent' : (view.openTickets[0]?.urgency ?? 'normal');
  const purposes = purpose === null ? talk.purposes : [purpose, ...talk.purposes];
  const { channels, reason } = adviseChannel({
    preferred: view.people.find((one) => one.leftAt === null)?.channel ?? null,
    urgency,
    isFormal: talk.isFormal || isFormalTalk(purposes),
    industry: view.profile.industry,
    reachable: [],
    inVain: activity.contacts
      .slice(0, SHOWN)
      .flatMap(({ channel, isReached }) => (isReached || channel === null ? [] : [channel])),
  });
  return card.advice({
    channels: channels.map((one) => m.customer.channel(one)).join(card.orElse),
    why: card.adviceWhy[reason],
  });
}

/** The line to be completed once the talk is over. */
function lineAfterwards(view: CustomerView, { aim, materials }: PlannedTalk, { m }: CardContext): string {
  const { keys } = m.contact.aims.prep;
  return [
    `/contact ${customerNumber(view.number)} …`,
    ...(aim === null ? [] : [`${keys.aim}:${aim}`]),
    ...(materials === null ? [] : [`${keys.materials}:${materials}`]),
    `${keys.aimReached}:${m.contact.aims.yes}`,
    `${keys.readBack}:${m.contact.aims.yes}`,
  ].join(' ');
}

function buttonsOf(view: CustomerView, purpose: Purpose | null, { m }: CardContext): readonly Button[] {
  const number = customerNumber(view.number);
  const track = purpose === null ? undefined : TRACKS[purpose];
  return [
    {
      action: 'contact.new',
      value: number,
      label: m.contact.button.log,
      style: 'primary',
      typed: `/contact ${number}`,
    },
    ...(track === undefined
      ? []
      : [
          {
            action: 'contact.track',
            value: `${track}|${number}`,
            label: m.contact.aims.prep.track,
            typed: `/contact track ${track} ${number}`,
          },
        ]),
    { action: 'customer.show', value: number, label: m.customer.button.show, typed: `/customer show ${number}` },
  ];
}
