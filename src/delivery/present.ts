import type { Card, Mention } from '../chat/card.ts';
import { alertCard, isAlert } from '../chat/cards/alert-card.ts';
import { careListCard, isCareList } from '../chat/cards/care/list-card.ts';
import { type CommonCauseNotice, commonCauseCard, isCommonCause } from '../chat/cards/common-cause-card.ts';
import { caseCard } from '../chat/cards/contact/case-card.ts';
import { contactCard } from '../chat/cards/contact/contact-card.ts';
import { contactResultCard, isContactResult } from '../chat/cards/contact/result-card.ts';
import { type CardContext, cardContext } from '../chat/cards/context.ts';
import { threadCard } from '../chat/cards/deed-text.ts';
import { digestCard, isDigestMoot } from '../chat/cards/digest-card.ts';
import { dutyCard, isDutyMessage, type OpenView } from '../chat/cards/duty/duty-card.ts';
import { greetingCard, isGreeting } from '../chat/cards/greeting-card.ts';
import { isMoot, type NoticeOf, noticeCard } from '../chat/cards/notice-card.ts';
import { isCareView, isContactView, type OwingView } from '../chat/cards/notice-subject.ts';
import { becameCard, outcomeCard } from '../chat/cards/outcome-card.ts';
import { isResembling, resemblingCard } from '../chat/cards/resembling-card.ts';
import { ticketCard } from '../chat/cards/ticket-card.ts';
import type { Commitment } from '../domain/commitment/commitment.ts';
import type { Duty } from '../domain/duty/duty.ts';
import { strangerAccount } from '../domain/people.ts';
import { personByAccount } from '../domain/policy/lookup.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { Instant } from '../domain/time.ts';
import type { Address, Locale, PersonRef } from '../domain/vocabulary.ts';
import { messagesOf } from '../i18n/messages.ts';
import type { CareList } from '../usecases/care/tell-lists.ts';
import type { ContactResult } from '../usecases/contact-result.ts';
import type { DutyMessage } from '../usecases/duty/messages.ts';
import type { Outcome } from '../usecases/outcome.ts';
import { READ_IN_FULL, type Reading, readMasked } from './mask-words.ts';
import type { DeliveredCard, LaneWork, NoticeView, Scene } from './ports.ts';

/** What is to be shown, in whose language; `moot` when nobody needs it any more. */
export type Presentation =
  | { readonly show: true; readonly card: Card; readonly locale: Locale }
  | { readonly show: false; readonly why: string };

export interface PresentDeps {
  readonly policy: Policy;
  readonly now: Instant;
  readonly nameOf: (ref: PersonRef) => string;
  /** Who is there. Absent: everybody. */
  readonly duty?: Duty;
  /** Whoever asks in the group is answered alone (see Capabilities). Absent: yes. */
  readonly answersAlone?: boolean;
}

/**
 * Renders one piece of work as things stand now: what was true when it was queued may not be true any more. In a group
 * personal data in what people wrote is hidden, and a line says where it stands in full.
 */
export function present(work: LaneWork, scene: Scene, deps: PresentDeps): Presentation {
  const locale = localeAt(work.lane, work, scene, deps.policy);
  const context = cardContext({ locale, ...deps });
  const render = (reading: Reading) => cardOf(work, scene, context, reading);
  if (isDirect(work.lane)) return withLocale(render(READ_IN_FULL), locale);
  const masked = new Set<string>();
  const shown = render(readMasked(context.m.ticket.mask, masked, context.m.contact.hiddenFacts));
  if (typeof shown === 'string' || masked.size === 0) return withLocale(shown, locale);
  // What was masked may have been cut off anyhow: then there is nothing to say about it.
  const isMissed = JSON.stringify(render(READ_IN_FULL)) !== JSON.stringify(shown);
  return withLocale(isMissed ? withFooter(shown, hiddenNote(work, scene, masked, context, deps)) : shown, locale);
}

/** The same card once more, when nobody can tell whether it was shown before. */
export function markAsRepeat(card: Card, locale: Locale): Card {
  return { ...card, lines: [messagesOf(locale).ticket.mayRepeat, ...(card.lines ?? [])] };
}

function withLocale(shown: Card | string, locale: Locale): Presentation {
  return typeof shown === 'string' ? { show: false, why: shown } : { show: true, card: shown, locale };
}

/** The card, or why there is nothing to be shown. */
function cardOf(work: LaneWork, scene: Scene, context: CardContext, reading: Reading): Card | string {
  if (work.what === 'private') {
    if (isAlert(work.data)) return alertCard(work.data, context);
    if (isGreeting(work.data)) return greetingCard(work.data, work.lane, context);
    if (isCommonCause(work.data)) return cardOfCommonCause(work.data, scene, context, reading);
    if (isDutyMessage(work.data)) return dutyCard(work.data, viewsOf(work.data, scene, reading), context);
    if (isResembling(work.data)) return resemblingCard(work.data, context);
    if (isCareList(work.data)) return cardOfCareList(work.data, scene, context, reading);
    if (isContactResult(work.data)) return cardOfContactResult(work.data, scene, context, reading);
    return outcomeCard(work.data as Outcome, context);
  }
  if (work.card?.kind === 'digest') return cardOfDigest(work, work.card, scene, context, reading);
  const subject = subjectOf(work, scene);
  if (subject === undefined) return 'what it is about is gone';
  if (isCareView(subject)) {
    if (work.card?.kind !== 'notice') return 'a customer has no card of its own';
    return cardOfNotice(work, work.card, reading.care(subject), scene, context);
  }
  if (isContactView(subject)) {
    const view = reading.contact(subject);
    if (work.card?.kind === 'case') return caseCard(view, context);
    return work.card?.kind === 'notice'
      ? cardOfNotice(work, work.card, view, scene, context)
      : contactCard(view, context);
  }
  if (work.what === 'thread') {
    const entry = scene.entriesByKey.get(`${work.subjectId}/${work.seq}`);
    return entry === undefined ? 'the event is gone' : threadCard(reading.entry(entry), subject.number, context);
  }
  if (work.what === 'reply') return becameCard(subject, context);
  const view = reading.view(subject);
  return work.card?.kind === 'notice' ? cardOfNotice(work, work.card, view, scene, context) : ticketCard(view, context);
}

/** What is known of the things that a message names, in its order. */
function viewsOf(message: DutyMessage, scene: Scene, reading: Reading): readonly OpenView[] {
  if (message.duty === 'ahead') return [];
  return message.subjects.flatMap((id): readonly OpenView[] => {
    const ticket = scene.ticketsById.get(id);
    if (ticket !== undefined) return [reading.view(ticket)];
    const contact = scene.contactsById.get(id);
    return contact === undefined ? [] : [reading.contact(contact)];
  });
}

function cardOfCommonCause(
  notice: CommonCauseNotice,
  scene: Scene,
  context: CardContext,
  reading: Reading,
): Card | string {
  const views = notice.commonCause.flatMap((id) => {
    const view = scene.ticketsById.get(id);
    return view === undefined ? [] : [reading.view(view)];
  });
  return views.length === 0 ? 'the tickets are gone' : commonCauseCard(notice, views, context);
}

/** The answer to a form that was filled in elsewhere: its words were not kept with it, and are looked up. */
function cardOfContactResult(result: ContactResult, scene: Scene, context: CardContext, reading: Reading): Card {
  const found = [...scene.contactsById.values()].find(({ number }) => number === result.number);
  if (found === undefined) return contactResultCard(result, context);
  const { customer, followUps } = reading.contact(found);
  const promises = new Map(followUps.map(({ n, words }) => [n, words]));
  return contactResultCard(result, context, { ...(customer === null ? {} : { customer: customer.name }), promises });
}

function cardOfCareList(list: CareList, scene: Scene, context: CardContext, reading: Reading): Card | string {
  const views = list.subjects.flatMap((id) => {
    const view = scene.careById.get(id);
    return view === undefined ? [] : [reading.care(view)];
  });
  return views.length === 0 ? 'the customers are gone' : careListCard(list, views, context);
}

function cardOfNotice(
  { lane }: LaneWork,
  card: DeliveredCard,
  view: OwingView,
  scene: Scene,
  context: CardContext,
): Card | string {
  const notice = card.noticeId === null ? undefined : scene.noticesById.get(card.noticeId);
  const told = notice === undefined ? null : noticeOf(notice, view, lane, context);
  if (told === null) return 'the notice is gone';
  return card.address === null && isMoot(told) ? ANSWERED : noticeCard(view, told, context);
}

function cardOfDigest(
  { lane }: LaneWork,
  card: DeliveredCard,
  scene: Scene,
  context: CardContext,
  reading: Reading,
): Card | string {
  const notices = (scene.digestsByCard.get(card.id) ?? []).flatMap(({ subject, notice }) => {
    const view = asRead(subject, reading);
    const told = noticeOf(notice, view, lane, context);
    return told === null ? [] : [{ view, notice: told }];
  });
  if (notices.length === 0) return 'the notices are gone';
  return card.address === null && isDigestMoot(notices) ? ANSWERED : digestCard(notices, context);
}

function asRead(subject: OwingView, reading: Reading): OwingView {
  if (isCareView(subject)) return reading.care(subject);
  return isContactView(subject) ? reading.contact(subject) : reading.view(subject);
}

const ANSWERED = 'answered before it was sent';

function noticeOf(notice: NoticeView, view: OwingView, lane: Address, context: CardContext): NoticeOf | null {
  const commitment = view.commitments.find((one) => one.id === notice.commitmentId);
  if (commitment === undefined) return null;
  return { ...notice, commitment, mentions: mentionsOf(notice, commitment, lane, context) };
}

function subjectOf(work: LaneWork, scene: Scene): OwingView | undefined {
  const id = work.subjectId ?? '';
  return scene.ticketsById.get(id) ?? scene.contactsById.get(id) ?? scene.careById.get(id);
}

/** Names what to look up; of a digest, one of those from which something is missing. */
function hiddenNote(
  work: LaneWork,
  scene: Scene,
  masked: ReadonlySet<string>,
  { m }: CardContext,
  { answersAlone }: PresentDeps,
): string {
  const entries = scene.digestsByCard.get(work.card?.id ?? '') ?? [];
  const subject = entries.find((one) => masked.has(one.subject.id))?.subject ?? subjectOf(work, scene);
  const command = subject === undefined ? '/ticket show' : showCommand(subject);
  const typed = `${command} ${subject?.number ?? ''}`.trim();
  // Where the whole group would read the answer, it would be masked again.
  return answersAlone === false ? m.ticket.maskedHere({ typed }) : m.ticket.masked({ typed });
}

function showCommand(subject: OwingView): string {
  if (isCareView(subject)) return '/care plan';
  return isContactView(subject) ? '/contact show' : '/ticket show';
}

function withFooter(card: Card, note: string): Card {
  return { ...card, footer: card.footer === undefined ? note : `${card.footer} · ${note}` };
}

function isDirect({ id }: Address): boolean {
  return id.startsWith('@');
}

/** In a group the team's language, in a direct talk the person's, else the policy's. */
function localeAt(lane: Address, work: LaneWork, scene: Scene, policy: Policy): Locale {
  if (isDirect(lane)) {
    return personByAccount(policy, lane.platform, lane.workspace, lane.id.slice(1))?.locale ?? policy.locale;
  }
  const team = subjectOf(work, scene)?.team;
  const byChannel = [...policy.teams.values()].find((one) =>
    [lane.id, `${lane.workspace}/${lane.id}`].includes(one.channels[lane.platform] ?? ''),
  );
  return (byChannel ?? policy.teams.get(team ?? ''))?.locale ?? policy.locale;
}

/**
 * In a group whoever has it is called by name, or who stands in, or where nobody has it who is on duty; in a direct talk
 * everybody knows who is meant.
 */
function mentionsOf(
  notice: NoticeView,
  { owner, team }: Commitment,
  lane: Address,
  { policy, nameOf, duty, now }: CardContext,
): readonly Mention[] {
  if (isDirect(lane) || (notice.heardAs ?? notice.audience) !== 'team') return [];
  const called = owner === null ? duty?.onDuty(team, now).person : (duty?.standInFor(owner, now).who ?? owner);
  if (called === null || called === undefined) return [];
  const account = policy.people.get(called)?.accounts[lane.platform] ?? strangerAccount(called)?.id;
  if (account === undefined) return [];
  return [{ id: account.split('/').at(-1) ?? account, name: nameOf(called) }];
}
