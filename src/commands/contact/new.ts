import { said } from '../../chat/cards/outcome-card.ts';
import type { FormValues } from '../../chat/form.ts';
import type { Reply, SourceMessage } from '../../chat/inbound.ts';
import { CONTENT_MAX, readContact } from '../../domain/contact/read-contact.ts';
import type { WrittenContact } from '../../domain/contact/written-contact.ts';
import { describeInstant } from '../../domain/dates/describe-instant.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { customerKey } from '../../domain/intake/customer-name.ts';
import { readTicketNumber } from '../../domain/intake/ticket-number.ts';
import type { TicketView } from '../../usecases/ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { readPerson } from '../read-person.ts';
import { dateContext } from '../read-time.ts';
import { showCard } from '../replies.ts';
import { adviceOn, tagButtons } from './advice.ts';
import { type CheckedContact, checkWritten } from './check-written.ts';
import { type ContactFields, lineOfForm, newContactForm } from './new-form.ts';
import { exampleOf, refuse, showResult } from './on-contact.ts';
import { ticketOf } from './on-ticket.ts';
import {
  choicesText,
  customerErrors,
  type NamedCustomer,
  type WhichCustomer,
  whichCustomer,
} from './which-customer.ts';

/** 登记: one line after a talk, the form, or somebody's message. Without text the form opens. */
export const newContact: Verb = {
  name: 'new',
  aliases: ['登记', '新建', '记录', 'log'],
  takesNumber: false,
  typed: recordLine,
  clicked: (context, customer) => ({ kind: 'form', form: newContactForm(context, { customer }) }),
  submitted: recordForm,
  shortcut: (context, message) => ({ kind: 'form', form: newContactForm(context, fieldsOfMessage(context, message)) }),
};

async function recordLine(context: CommandContext, rest: string): Promise<Reply> {
  if (rest.trim() === '') return { kind: 'form', form: newContactForm(context, {}) };
  const written = readContact(rest, await textContext(context, rest));
  const checked = checkWritten(context, written);
  if (!checked.ok) {
    const [first = '', ...others] = Object.values(checked.faults);
    const { reply } = context.card.m.contact;
    const ahead = checked.isAhead ? [reply.tomorrowHint, exampleOf(context, 'followup', 'new')] : [];
    return refuse(context, 'contact', 'new', first, [...others, ...ahead]);
  }
  const ticket = await ticketOf(context, written.ticket);
  const which = await whichCustomer(context, customerOf(written, ticket));
  if (which.ok) return record(context, written, checked.contact, which.customer, ticket);
  return askCustomer(context, rest, written, which);
}

async function recordForm(context: CommandContext, _about: string, values: FormValues): Promise<Reply> {
  const { text, isReached } = lineOfForm(values);
  const ticketNumber = values['ticket']?.trim() ?? '';
  if (ticketNumber !== '' && readTicketNumber(ticketNumber) === null) {
    return { kind: 'form-errors', errors: { ticket: context.card.m.reply.notANumber({ written: ticketNumber }) } };
  }
  const read = readContact(text, await textContext(context, text));
  const written = isReached ? read : { ...read, isReached: false, missing: [] };
  const checked = checkWritten(context, written);
  if (!checked.ok) return { kind: 'form-errors', errors: { ...checked.faults } };
  const ticket = await ticketOf(context, written.ticket);
  const which = await whichCustomer(context, customerOf(written, ticket));
  if (!which.ok) return customerErrors(context, which);
  return record(context, written, checked.contact, which.customer, ticket);
}

/** The message is what was said, at its own time; the person names the customer and sends. */
function fieldsOfMessage({ card }: CommandContext, message: SourceMessage | null): ContactFields {
  if (message === null) return {};
  const { policy, locale, now } = card;
  const time = describeInstant(message.at, { timezone: policy.timezone, locale, now });
  return { content: message.text, channel: 'online', time };
}

/** Whether a name after `@` is one of ours. */
export function isPersonFor({ policy, inbound }: CommandContext): (written: string) => boolean {
  const { people } = policy.policy;
  // Made once: a long line asks for many words.
  const names = new Set([...people.values()].flatMap((one) => [foldWord(one.name), foldWord(one.id)]));
  return (written) =>
    names.has(foldWord(written)) || (written.includes(':') && readPerson(policy.policy, written, inbound.who) !== null);
}

/** What the reader needs to know: names that the text may begin with, and what dates depend on. */
export async function textContext(context: CommandContext, text: string) {
  const beginning = customerKey(text.slice(0, 200));
  const knownCustomers = await context.services.contacts.customersLike(beginning);
  return { dates: dateContext(context, 'future'), knownCustomers, isPerson: isPersonFor(context) };
}

function customerOf(written: WrittenContact, ticket: TicketView | null): WrittenContact['customer'] {
  const ofTicket = ticket?.customer ?? null;
  return written.customer ?? (ofTicket === null ? null : { name: ofTicket.name, isMarked: true });
}

async function record(
  context: CommandContext,
  written: WrittenContact,
  checked: CheckedContact,
  customer: NamedCustomer,
  named: TicketView | null,
): Promise<Reply> {
  // Another customer's ticket was not what they talked about.
  const isTheirs = named === null || named.customer === null || customerKey(named.customer.name) === customer.key;
  const ticket = isTheirs ? named : null;
  const { inbound, actor, services, card, budgetMs } = context;
  const { content, feedback, moods, purposes, participants, facts, channel, missing, twoChannels } = written;
  const { aim, aimReached, materials, readBack } = written;
  const result = await services.contacts.record({
    dedupeKey: inbound.dedupeKey,
    by: actor.ref,
    where: inbound.where,
    customer: { id: customer.id, name: customer.name, key: customer.key },
    ticket: ticket?.number ?? null,
    channel,
    outcome: written.isReached ? 'reached' : 'not-reached',
    spokenAt: checked.spokenAt,
    endedAt: checked.endedAt,
    missing,
    twoChannels,
    content,
    feedback,
    moods,
    purposes,
    participants,
    facts,
    aim,
    aimReached,
    materials,
    readBack,
    promises: checked.promises,
    budgetMs,
  });
  const words = {
    customer: customer.name,
    promises: new Map(
      checked.promises.map((one, i) => [i + 1, one.starred ? card.m.contact.starred(one.words) : one.words]),
    ),
  };
  if (result.code !== 'logged') return showResult(context, result, words);
  const { reply } = card.m.contact;
  const notFound = named === null && written.ticket !== null ? [reply.ticketNotFound({ number: written.ticket })] : [];
  const notTheirs = isTheirs ? [] : [reply.ticketOfAnother({ number: named.number, customer: named.customer.name })];
  const cut = written.isCut ? [reply.cut({ max: CONTENT_MAX })] : [];
  const advice = await adviceOn(context, written, customer);
  const told = showResult(context, result, words, [...notFound, ...notTheirs, ...cut, ...advice]);
  if (told.kind !== 'card') return told;
  const buttons = [...(told.card.buttons ?? []), ...tagButtons(context, written, customer)];
  return { ...told, card: { ...told.card, buttons } };
}

/** Choices, not errors: the form keeps everything that was typed, and the choices stand above it. */
function askCustomer(
  context: CommandContext,
  line: string,
  written: WrittenContact,
  which: Extract<WhichCustomer, { ok: false }>,
): Reply {
  const { m } = context.card;
  const { reply } = m.contact;
  if (which.choices === null) return refuse(context, 'contact', 'new', which.fault, which.hints);
  const title = reply.whichCustomer({ name: which.name });
  const rest = line.startsWith(which.name) ? line.slice(which.name.length) : line;
  const [first] = which.choices;
  return showCard({
    ...said(title, 'warn', [m.reply.nothingChanged]),
    items: which.choices.map((hit) => ({ title: choicesText(context, [hit]) })),
    // The last mark counts: the same line, with the customer named for certain.
    copy: `/contact ${rest.trim()} customer:"${first?.name ?? ''}"`.slice(0, COPY_MAX),
    ...(written.content === '' ? {} : { body: written.content }),
  });
}

/** Longest line to be copied. */
const COPY_MAX = 1_500;
