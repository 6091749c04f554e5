import { askNumber } from '../../chat/cards/care/care-buttons.ts';
import { itemText } from '../../chat/cards/care/care-text.ts';
import type { FormValues } from '../../chat/form.ts';
import type { Reply } from '../../chat/inbound.ts';
import type { AskedItem } from '../../domain/care/care.ts';
import { NAMES_CHANNEL } from '../../domain/care/lexicon-care.ts';
import { type CareAsk, DONE_ALONE } from '../../domain/care/vocabulary.ts';
import type { Purpose } from '../../domain/contact/contact.ts';
import { CHANNEL_BY_SPELLING, CHANNELS_IN_TEXT } from '../../domain/contact/lexicon-contact.ts';
import { customerNumber } from '../../domain/customer/number.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import type { Channel } from '../../domain/vocabulary.ts';
import type { CommandContext, Verb } from '../command.ts';
import { newContact } from '../contact/new.ts';
import { newContactForm } from '../contact/new-form.ts';
import { asWord, type NamedCare, requestFor, showCare, withCareCustomer } from './on-care.ts';

/**
 * 已联系: the contact form, filled in; with words the talk is recorded at once. Either answers the reminder. What is done
 * without a talk is done as soon as somebody says so.
 */
export const done: Verb = {
  name: 'done',
  aliases: ['已联系', '完成', '已完成', '联系了'],
  takesNumber: false,
  typed: (context, rest) =>
    withCareCustomer(context, 'done', rest, (named, words) =>
      words === '' ? openForm(context, named) : recordLine(context, named, words),
    ),
  clicked: (context, value) => withCareCustomer(context, 'done', value, (named) => openForm(context, named)),
  submitted: (context, about, values) =>
    withCareCustomer(context, 'done', about, (named) => recordForm(context, named, values)),
};

/** What a talk was for, by what it was asked for. */
const PURPOSE: Partial<Record<CareAsk, Purpose>> = {
  mend: 'complaint',
  'mend-again': 'complaint',
  invite: 'invitation',
  'confirm-coming': 'invitation',
  'talk-again': 'invitation',
  'thank-declined': 'invitation',
  survey: 'survey',
  'renewal-talk': 'renewal',
  'delivery-check': 'delivery',
};

/** The channel that is likeliest, by what is asked for. */
const CHANNEL: Partial<Record<CareAsk, Channel>> = {
  'welcome-call': 'phone',
  'second-talk': 'phone',
  call: 'phone',
  visit: 'visit',
  'send-guide': 'wecom',
  'send-kit': 'wecom',
  interaction: 'wecom',
  news: 'wecom',
  'light-touch': 'wecom',
  greet: 'wecom',
};

/** What is open of the ask that is meant. */
async function askedFor(context: CommandContext, { hit, n }: NamedCare) {
  const view = await context.services.care.view(hit.number);
  const ask = view?.care.asks.find((one) => n === null || one.n === n) ?? null;
  return { view, ask, items: ask?.open ?? [] };
}

async function openForm(context: CommandContext, named: NamedCare): Promise<Reply> {
  const { view, ask, items } = await askedFor(context, named);
  if (view === null || ask === null) {
    // Over, or never asked for: the use case says which, and what comes next.
    const result = await context.services.care.done(requestFor(context, named), { contact: null, remark: null });
    return showCare(context, named.hit.name, result);
  }
  if (items.length > 0 && items.every((item) => DONE_ALONE.has(item.ask))) {
    const result = await context.services.care.done(requestFor(context, named), { contact: null, remark: null });
    return showCare(context, named.hit.name, result);
  }
  const [first] = items;
  const intro = items.map((item) => itemText(item, view.namesById, context.card)).join('\n');
  const form = newContactForm(context, { customer: named.hit.name, channel: channelOf(first) }, intro);
  const about = askNumber(customerNumber(named.hit.number), ask.n);
  return { kind: 'form', form: { ...form, action: 'care.done', context: about } };
}

function channelOf(item: AskedItem | undefined): Channel {
  return (item === undefined ? undefined : CHANNEL[item.ask]) ?? 'phone';
}

function purposesOf(items: readonly AskedItem[]): string {
  const own = items.flatMap(({ ask }) => PURPOSE[ask] ?? []);
  return [...new Set<Purpose>(['care', ...own])].slice(0, 3).join(',');
}

async function recordForm(context: CommandContext, named: NamedCare, values: FormValues): Promise<Reply> {
  const { items } = await askedFor(context, named);
  // A mark of its own line: the form has no field for what the talk was for, because the reminder says it.
  const channel = `${values['channel'] ?? 'phone'}\npurpose: ${purposesOf(items)}`;
  const told = await newContact.submitted?.(context, '', { ...values, channel });
  return told === undefined ? openForm(context, named) : answered(context, named, told);
}

async function recordLine(context: CommandContext, named: NamedCare, words: string): Promise<Reply> {
  const { items } = await askedFor(context, named);
  const [first] = items;
  const marks = [`customer:${asWord(named.hit.name)}`, `purpose:"${purposesOf(items)}"`, ...channelMark(words, first)];
  return answered(context, named, await newContact.typed(context, `${words} ${marks.join(' ')}`));
}

/** What the words say of the channel goes before what is likely; where neither says it, the talk lacks its channel. */
function channelMark(words: string, first: AskedItem | undefined): readonly string[] {
  if (NAMES_CHANNEL.test(words) || CHANNELS_IN_TEXT.some(({ words: told }) => told.test(words))) return [];
  const text = foldWord(words);
  const [, spelled] = [...CHANNEL_BY_SPELLING].find(([spelling]) => beginsWith(text, spelling)) ?? [];
  const channel = spelled ?? (first === undefined ? undefined : CHANNEL[first.ask]);
  return channel === undefined ? [] : [`channel:${channel}`];
}

/** Chinese knows no blanks: 电话致谢 begins with 电话. An English word ends where the next letter is none. */
function beginsWith(text: string, word: string): boolean {
  return text.startsWith(word) && !(/[a-z]$/u.test(word) && /^[a-z]/u.test(text.slice(word.length)));
}

/** The talk is on record; somebody who was reached answers the reminder with it, whatever it was about. */
async function answered(context: CommandContext, named: NamedCare, told: Reply): Promise<Reply> {
  const logged = told.kind === 'card' ? told.outcome : undefined;
  if (told.kind !== 'card' || !isTalk(logged)) return told;
  const contact = await context.services.contacts.find(logged.number);
  if (contact !== null && contact.outcome !== 'reached') return told;
  const result = await context.services.care.done(requestFor(context, named), {
    contact: contact?.id ?? null,
    remark: null,
  });
  // The planner may have seen the talk first: then there is nothing left to answer, and it is answered all the same.
  if (result.code === 'refused' && result.reason !== 'ask-over' && result.reason !== 'nothing-asked') return told;
  const line = context.card.m.care.reply.logged({ name: named.hit.name });
  const card = { ...told.card, lines: [line, ...(told.card.lines ?? [])] };
  return { ...told, card, outcome: logged.code === 'logged' ? { ...logged, answersCare: true } : logged };
}

/** Recorded now, or a moment ago in the same words: two reminders of one customer may have one answer. */
function isTalk(outcome: unknown): outcome is { readonly code: string; readonly number: string } {
  return (
    typeof outcome === 'object' &&
    outcome !== null &&
    'code' in outcome &&
    (outcome.code === 'logged' || outcome.code === 'same-words') &&
    'number' in outcome &&
    typeof outcome.number === 'string'
  );
}
