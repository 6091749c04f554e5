import type { Field } from '../../chat/form.ts';
import type { Reply } from '../../chat/inbound.ts';
import { SO_MANY_DAYS } from '../../domain/care/lexicon-care.ts';
import { CHURN_CAUSES, type ChurnCause } from '../../domain/care/vocabulary.ts';
import type { IsoDay } from '../../domain/customer/customer.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { readCommandText } from '../../domain/intake/tokenize.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';
import { messagesOf } from '../../i18n/messages.ts';
import type { CommandContext, Verb } from '../command.ts';
import { readPerson } from '../read-person.ts';
import { readTime } from '../read-time.ts';
import { careForm, type NamedCare, refuseCare, requestFor, showCare, withCareCustomer } from './on-care.ts';

/** People that a form can offer; in a larger company the name is typed. */
const CHOICES_MAX = 100;

/** 推迟: 1 day, 3 days or a date. */
export const later: Verb = {
  name: 'later',
  aliases: ['推迟', '延后', '改期'],
  takesNumber: false,
  typed: (context, rest) =>
    withCareCustomer(context, 'later', rest, (named, words) => {
      if (words === '') return askWhen(context, named);
      const read = readUntilDay(context, words);
      return read.ok ? putOff(context, named, read.day) : refuseCare(context, 'later', read.fault);
    }),
  clicked: (context, value) => withCareCustomer(context, 'later', value, (named) => askWhen(context, named)),
  submitted: (context, about, values) =>
    withCareCustomer(context, 'later', about, (named) => {
      const date = values['date']?.trim() ?? '';
      const words = date === '' ? (values['when'] ?? '') : date;
      const read = readUntilDay(context, words === 'other' ? '' : words);
      return read.ok ? putOff(context, named, read.day) : { kind: 'form-errors', errors: { date: read.fault } };
    }),
};

function askWhen(context: CommandContext, named: NamedCare): Reply {
  const { form } = context.card.m.care;
  const choices = [
    { value: '1', label: form.oneDay },
    { value: '3', label: form.threeDays },
    { value: 'other', label: form.otherDay },
  ];
  return careForm(context, named, {
    action: 'care.later',
    title: form.laterTitle,
    fields: [
      { kind: 'choice', name: 'when', label: form.when, choices, initial: '1' },
      { kind: 'text', name: 'date', label: form.date, hint: form.dateHint, optional: true, maxLength: 50 },
    ],
  });
}

async function putOff(context: CommandContext, named: NamedCare, until: IsoDay): Promise<Reply> {
  return showCare(context, named.hit.name, await context.services.care.later(requestFor(context, named), until));
}

function readUntilDay(
  context: CommandContext,
  words: string,
): { readonly ok: true; readonly day: IsoDay } | { readonly ok: false; readonly fault: string } {
  const text = words.normalize('NFKC').trim();
  if (text === '') return { ok: false, fault: context.card.m.care.reply.missingUntil };
  const days = SO_MANY_DAYS.exec(text);
  if (days !== null) {
    const today = Date.parse(context.services.care.today());
    return { ok: true, day: new Date(today + Number(days[1]) * DAY_MS).toISOString().slice(0, 10) };
  }
  const time = readTime(context, text, 'future');
  if (!time.ok) return { ok: false, fault: time.fault };
  return { ok: true, day: context.policy.calendarOf('').dateOf(time.at) };
}

/** 不适用: with the reason, or nobody learns from it. */
export const skip: Verb = {
  name: 'skip',
  aliases: ['不适用', '跳过', '不需要'],
  takesNumber: false,
  typed: (context, rest) =>
    withCareCustomer(context, 'skip', rest, (named, words) =>
      words === '' ? askReason(context, named) : passOver(context, named, words),
    ),
  clicked: (context, value) => withCareCustomer(context, 'skip', value, (named) => askReason(context, named)),
  submitted: (context, about, values) =>
    withCareCustomer(context, 'skip', about, (named) => {
      const reason = values['reason']?.trim() ?? '';
      const { missingReason } = context.card.m.care.reply;
      return reason === ''
        ? { kind: 'form-errors', errors: { reason: missingReason } }
        : passOver(context, named, reason);
    }),
};

function askReason(context: CommandContext, named: NamedCare): Reply {
  const { form } = context.card.m.care;
  const field: Field = {
    kind: 'text',
    name: 'reason',
    label: form.reason,
    placeholder: form.reasonExample,
    multiline: true,
    maxLength: 1_000,
  };
  return careForm(context, named, { action: 'care.skip', title: form.skipTitle, fields: [field] });
}

async function passOver(context: CommandContext, named: NamedCare, reason: string): Promise<Reply> {
  return showCare(context, named.hit.name, await context.services.care.skip(requestFor(context, named), reason));
}

/** 转交: somebody else does it. */
export const hand: Verb = {
  name: 'hand',
  aliases: ['转交', '移交', '交给'],
  takesNumber: false,
  typed: (context, rest) =>
    withCareCustomer(context, 'hand', rest, (named, words) => {
      const line = readCommandText(words);
      const [mentioned] = line.mentions;
      const name = mentioned ?? line.text.split(/\s+/u)[0] ?? '';
      if (name === '')
        return words === ''
          ? askWhom(context, named)
          : refuseCare(context, 'hand', context.card.m.care.reply.missingPerson);
      const to = readPerson(context.policy.policy, name, context.inbound.who);
      if (to === null)
        return refuseCare(context, 'hand', context.card.m.reply.unknownPerson({ name }), [knownPeople(context)]);
      const remark = (mentioned === undefined ? line.text.slice(name.length) : line.text).trim();
      return handOver(context, named, to, remark);
    }),
  clicked: (context, value) => withCareCustomer(context, 'hand', value, (named) => askWhom(context, named)),
  submitted: (context, about, values) =>
    withCareCustomer(context, 'hand', about, (named) => {
      const name = (values['to']?.trim() ?? '').replace(/^[@＠]/u, '');
      const to = name === '' ? null : readPerson(context.policy.policy, name, context.inbound.who);
      const { m } = context.card;
      if (to === null) {
        const fault = name === '' ? m.care.reply.missingPerson : m.reply.unknownPerson({ name });
        return { kind: 'form-errors', errors: { to: fault } };
      }
      return handOver(context, named, to, values['words']?.trim() ?? '');
    }),
};

function askWhom(context: CommandContext, named: NamedCare): Reply {
  const { form } = context.card.m.care;
  const people = [...context.policy.policy.people.values()];
  const to: Field =
    people.length > 0 && people.length <= CHOICES_MAX
      ? {
          kind: 'choice',
          name: 'to',
          label: form.to,
          choices: people.map(({ id, name }) => ({ value: id, label: name })),
        }
      : { kind: 'text', name: 'to', label: form.to, hint: form.toHint, maxLength: 100 };
  const words: Field = {
    kind: 'text',
    name: 'words',
    label: form.words,
    optional: true,
    multiline: true,
    maxLength: 1_000,
  };
  return careForm(context, named, { action: 'care.hand', title: form.handTitle, fields: [to, words] });
}

async function handOver(context: CommandContext, named: NamedCare, to: PersonRef, words: string): Promise<Reply> {
  const remark = words === '' ? null : words;
  return showCare(context, named.hit.name, await context.services.care.hand(requestFor(context, named), to, remark));
}

function knownPeople({ policy, card }: CommandContext): string {
  const names = [...policy.policy.people.values()].slice(0, 20).map((one) => one.name);
  return card.m.reply.unknownPersonHint({ names: names.join(card.m.view.listJoin) });
}

/** 知道了: seen; it still wants to be done. */
export const ack: Verb = {
  name: 'ack',
  aliases: ['知道了', '收到'],
  takesNumber: false,
  typed: (context, rest) => withCareCustomer(context, 'ack', rest, (named) => acknowledge(context, named)),
  clicked: (context, value) => withCareCustomer(context, 'ack', value, (named) => acknowledge(context, named)),
};

async function acknowledge(context: CommandContext, named: NamedCare): Promise<Reply> {
  return showCare(context, named.hit.name, await context.services.care.acknowledge(requestFor(context, named)));
}

/** 原因: what the talk after a warning found; a plan to win the customer back follows. */
export const cause: Verb = {
  name: 'cause',
  aliases: ['原因', '流失原因'],
  takesNumber: false,
  typed: (context, rest) =>
    withCareCustomer(context, 'cause', rest, (named, words) => {
      if (words === '') return askCause(context, named);
      const [first = ''] = words.split(/\s+/u);
      const found = readCause(first);
      if (found !== null) return tellCause(context, named, found, words.slice(first.length).trim());
      const { m } = context.card;
      const causes = CHURN_CAUSES.map((one) => m.care.cause(one)).join(m.view.listJoin);
      return refuseCare(context, 'cause', m.care.reply.missingCause({ causes }));
    }),
  clicked: (context, value) => withCareCustomer(context, 'cause', value, (named) => askCause(context, named)),
  submitted: (context, about, values) =>
    withCareCustomer(context, 'cause', about, (named) => {
      const found = readCause(values['cause'] ?? '');
      return found === null
        ? askCause(context, named)
        : tellCause(context, named, found, values['words']?.trim() ?? '');
    }),
};

/** As it is stored, or as any language spells it. */
function readCause(word: string): ChurnCause | null {
  const wanted = foldWord(word);
  const spelled = (one: ChurnCause) => [one, messagesOf('zh-CN').care.cause(one), messagesOf('en').care.cause(one)];
  return CHURN_CAUSES.find((one) => spelled(one).map(foldWord).includes(wanted)) ?? null;
}

function askCause(context: CommandContext, named: NamedCare): Reply {
  const { care } = context.card.m;
  const choices = CHURN_CAUSES.map((value) => ({ value, label: care.cause(value) }));
  return careForm(context, named, {
    action: 'care.cause',
    title: care.form.causeTitle,
    fields: [
      { kind: 'choice', name: 'cause', label: care.button.cause, choices, initial: 'service' },
      { kind: 'text', name: 'words', label: care.form.words, optional: true, multiline: true, maxLength: 1_000 },
    ],
  });
}

async function tellCause(context: CommandContext, named: NamedCare, which: ChurnCause, words: string): Promise<Reply> {
  const remark = words === '' ? null : words;
  return showCare(
    context,
    named.hit.name,
    await context.services.care.cause(requestFor(context, named), which, remark),
  );
}
