import { spanText, untilText } from '../../chat/cards/duty/span-text.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { type AbsenceFault, readAbsence } from '../../domain/duty/read-absence.ts';
import { splitAbsence } from '../../domain/duty/split-deputy.ts';
import { hasRole, worksFor } from '../../domain/people.ts';
import type { Instant } from '../../domain/time.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';
import type { CommandContext, Verb } from '../command.ts';
import { readPerson } from '../read-person.ts';
import { refuseInput, showCard } from '../replies.ts';
import { askAway, NOBODY } from './form.ts';

/** Things that are counted when somebody goes away; who has more is told the most pressing. */
const COUNTED = 200;

/** 请假: until when, and who stands in. Nothing said asks in a form. */
export const newAbsence: Verb = {
  name: 'new',
  aliases: ['登记', '请假'],
  takesNumber: false,
  typed: (context, rest) => (rest.trim() === '' ? askAway(context) : readAway(context, rest)),
  clicked: (context) => askAway(context),
  submitted: async (context, _about, values) => {
    const words = context.card.m.duty.reply;
    const [from, until] = [values['from']?.trim() ?? '', values['until']?.trim() ?? ''];
    if (until === '') return { kind: 'form-errors', errors: { until: words.needsEnd } };
    const times = readTimes(context, from === '' ? `until ${until}` : `${from} - ${until}`);
    if (typeof times === 'string') return { kind: 'form-errors', errors: { until: times } };
    const named = values['deputy']?.trim().replace(/^[@＠]/u, '') ?? '';
    const deputy =
      named === '' || named === NOBODY ? null : readPerson(context.policy.policy, named, context.inbound.who);
    if (named !== '' && named !== NOBODY && deputy === null) {
      return { kind: 'form-errors', errors: { deputy: context.card.m.reply.unknownPerson({ name: named }) } };
    }
    const fault = faultOfDeputy(context, context.actor.ref, deputy);
    if (fault !== null) return { kind: 'form-errors', errors: { deputy: fault } };
    return declare(context, { person: context.actor.ref, deputy, ...times, transfer: values['transfer'] === 'yes' });
  },
};

/** `[为 @人] 到周五 交给 @人 [移交]`, in any order that people type. */
async function readAway(context: CommandContext, rest: string): Promise<Reply> {
  const { m } = context.card;
  const words = m.duty.reply;
  const { example } = m.duty.away.verb.new;
  const refuse = (fault: string, hints: readonly string[] = []) => refuseInput(context, fault, example, hints);
  const read = (name: string) => readPerson(context.policy.policy, name, context.inbound.who);
  const { about, deputy: named, transfer, times: timeWords } = splitAbsence(rest, (name) => read(name) !== null);
  const person = about === null ? context.actor.ref : read(about);
  if (person === null) return refuse(m.reply.unknownPerson({ name: about ?? '' }), [knownPeople(context)]);
  if (!maySpeakFor(context, person)) return refuse(words.onlyLeads);
  const times = readTimes(context, timeWords);
  if (typeof times === 'string') return refuse(times);
  const deputy = named === null ? null : read(named);
  if (named !== null && deputy === null) {
    return refuse(m.reply.unknownPerson({ name: named }), [knownPeople(context)]);
  }
  const fault = faultOfDeputy(context, person, deputy);
  if (fault !== null) return refuse(fault);
  return declare(context, { person, deputy, ...times, transfer });
}

/** Oneself, and leads for those of their teams. */
function maySpeakFor({ actor, policy }: CommandContext, person: PersonRef): boolean {
  if (person === actor.ref) return true;
  const team = policy.policy.people.get(person)?.team ?? null;
  return hasRole(actor, 'admin') || (hasRole(actor, 'lead') && team !== null && worksFor(actor, team));
}

function faultOfDeputy({ card, services }: CommandContext, person: PersonRef, deputy: PersonRef | null): string | null {
  const words = card.m.duty.reply;
  if (deputy === null) return null;
  if (deputy === person) return words.toOneself;
  return services.duty.isReachable(deputy) ? null : words.unreachable({ name: card.nameOf(deputy) });
}

function knownPeople({ policy, card }: CommandContext): string {
  const names = [...policy.policy.people.values()].slice(0, 20).map((one) => one.name);
  return card.m.reply.unknownPersonHint({ names: names.join(card.m.view.listJoin) });
}

function readTimes(
  { card, policy, actor }: CommandContext,
  written: string,
): { readonly from: Instant; readonly until: Instant } | string {
  const team = policy.policy.people.get(actor.ref)?.team ?? '';
  const reading = readAbsence(written, { now: card.now, calendar: policy.calendarOf(team), locale: card.locale });
  if (reading.ok) return { from: reading.from, until: reading.until };
  const words = card.m.duty.reply;
  const say: Record<AbsenceFault, (p: { written: string }) => string> = {
    'no-end': () => words.needsEnd,
    'not-a-date': words.notADate,
    'no-such-date': words.noSuchDate,
    past: words.past,
    backwards: words.backwards,
    ambiguous: words.ambiguous,
  };
  return say[reading.reason]({ written: reading.written.slice(0, 60) });
}

interface Said {
  readonly person: PersonRef;
  readonly deputy: PersonRef | null;
  readonly from: Instant;
  readonly until: Instant;
  readonly transfer: boolean;
}

async function declare(context: CommandContext, { person, deputy, from, until, transfer }: Said): Promise<Reply> {
  const { inbound, actor, card, services } = context;
  const words = card.m.duty.reply;
  const before = services.duty.current().absenceOf(person, from);
  const absence = await services.duty.declare({
    dedupeKey: inbound.dedupeKey,
    by: actor.ref,
    ...{ person, deputy, from, until, transfer },
  });
  const open = await services.duty.openOf(person, COUNTED);
  const times = spanText(card, { from, until });
  const due = open.filter(({ dueAt }) => dueAt < until).length;
  const lines = [
    ...standInLines(context, { person, deputy, from, until, transfer }),
    ...(before === null || before.id === absence.id ? [] : [words.replaces({ until: untilText(card, before.until) })]),
    ...(person === actor.ref ? [words.open({ count: open.length, due })] : []),
  ];
  const title = person === actor.ref ? words.youAway(times) : words.away({ name: card.nameOf(person), ...times });
  return showCard(
    said(title, 'good', lines, [
      { action: 'away.cancel', value: absence.id, label: words.callOff, typed: '/away back' },
    ]),
  );
}

/** Who hears the reminders in fact, and what is wrong with that. */
function standInLines({ card, services }: CommandContext, { person, deputy, from, transfer }: Said): readonly string[] {
  const words = card.m.duty.reply;
  const duty = services.duty.current();
  const { who, isCircle } = duty.standInFor(person, from);
  const handed = transfer && who !== null ? [words.transferred({ name: card.nameOf(who) })] : [];
  if (deputy === null)
    return [who === null ? words.noDeputyAtAll : words.noDeputy({ name: card.nameOf(who) }), ...handed];
  const named = card.nameOf(deputy);
  if (isCircle) {
    return [
      who === null ? words.circleNobody({ deputy: named }) : words.circle({ deputy: named, who: card.nameOf(who) }),
    ];
  }
  const theirs = duty.absenceOf(deputy, from);
  if (theirs === null) return [words.deputy({ name: named }), ...handed];
  const next = who === null ? card.m.duty.shift.nobody : card.nameOf(who);
  return [words.deputyAway({ deputy: named, until: untilText(card, theirs.until), who: next }), ...handed];
}
