import { z } from 'zod';
import { firstWords, timeText } from '../../chat/cards/context.ts';
import { untilText } from '../../chat/cards/duty/span-text.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import { retypeButtons } from '../../chat/cards/retype-button.ts';
import { ticketButton } from '../../chat/cards/ticket-buttons.ts';
import type { Form, FormValues } from '../../chat/form.ts';
import type { Reply, SourceMessage } from '../../chat/inbound.ts';
import { customerKey } from '../../domain/intake/customer-name.ts';
import { findJudgements } from '../../domain/intake/judgements.ts';
import { type CommandText, markValue, readCommandText } from '../../domain/intake/tokenize.ts';
import { isVague } from '../../domain/intake/vague.ts';
import { hasRole } from '../../domain/people.ts';
import { maySee } from '../../domain/ticket/permission.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';
import type { NamedCustomer, OpenReport } from '../../usecases/ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { readPerson, refOf } from '../read-person.ts';
import { refuseInput, showCard, showOutcome } from '../replies.ts';
import { withCustomer } from './customer-of-ticket.ts';
import { type NewTicketMemory, NO_MEMORY, NOTHING_ALIKE, newTicketForm } from './new-form.ts';
import { DESCRIPTION_MAX, type ReadTicket, readNewTicket, type TicketWords } from './read-new-ticket.ts';
import { AS_WRITTEN, customerByNumber, customersLike, WHICH_CUSTOMER } from './which-customer.ts';

/** Tickets shown that a new one resembles. */
const ALIKE_SHOWN = 3;

/** 新建: one line, the form, or somebody's message. Without text the form opens. */
export const newTicket: Verb = {
  name: 'new',
  aliases: ['新建', '创建', '提单'],
  takesNumber: false,
  typed: openFromLine,
  submitted: openFromForm,
  clicked: (context) => ({ kind: 'form', form: newTicketForm(context, {}, NO_MEMORY) }),
  shortcut: openFromMessage,
};

async function openFromLine(context: CommandContext, rest: string): Promise<Reply> {
  const line = readCommandText(rest);
  const words = wordsOf(line);
  if (line.text === '' && line.marks.length === 0 && line.tags.length === 0) {
    return { kind: 'form', form: newTicketForm(context, words, NO_MEMORY) };
  }
  const { m } = context.card;
  const read = readNewTicket(context, words);
  if (!read.ok) {
    const [first = m.reply.emptyDescription, ...others] = Object.values(read.faults);
    return refuseInput(context, first, m.help.verb.new.example, others);
  }
  const memory = { ...NO_MEMORY, team: words.team, complex: words.complex, owner: ownerOf(context, line) };
  const missing = line.flags.includes('anyway') ? [] : isVague(read.ticket.description);
  // Asked once: the form keeps what was typed, and whatever comes back from it is accepted.
  if (missing.length > 0) {
    return { kind: 'form', form: newTicketForm(context, words, { ...memory, asked: true }, missing) };
  }
  if (!line.flags.includes('anyway')) {
    const alike = await alikeTo(context, read.ticket, 'if-remembered');
    if (alike.length > 0)
      return warnOf(
        context,
        alike,
        rest,
        newTicketForm(context, words, { ...memory, asked: true, warned: true }, [], { ...NOTHING_ALIKE, alike }),
      );
  }
  return open(context, read.ticket, memory, remarksOn(context, line));
}

/** Open tickets of the customer that this one strongly resembles, as far as the person may see them. */
async function alikeTo(
  { services, actor }: CommandContext,
  { customer, description, problemType }: ReadTicket,
  look: 'always' | 'if-remembered',
): Promise<readonly OpenReport[]> {
  if (customer === null) return [];
  const alike = await services.similar.find({ customer, description, problemType, by: actor.ref }, look);
  return alike.filter((one) => maySee(actor, one)).slice(0, ALIKE_SHOWN);
}

/** The tickets, each a press away, and the same line once more as a button; a line too long for one goes on as a form. */
function warnOf(context: CommandContext, alike: readonly OpenReport[], rest: string, form: Form): Reply {
  const { card } = context;
  const { m } = card;
  const [anyway] = retypeButtons('ticket', `new ${rest.trim()} !anyway`);
  if (anyway === undefined) return { kind: 'form', form };
  const items = alike.map((one) => ({
    title: `${one.number} · ${firstWords(one.description, 60)}`,
    detail: `${m.ticket.status(one.status)} · ${one.owner === null ? m.ticket.nobody : card.nameOf(one.owner)}`,
    buttons: [ticketButton(m, 'show', one.number)],
  }));
  const label = m.correction.anyway;
  const told = said(m.correction.alike, 'warn', [m.correction.alikeHint], [{ ...anyway, label }]);
  return showCard({ ...told, items });
}

async function openFromForm(context: CommandContext, about: string, values: FormValues): Promise<Reply> {
  const memory = memoryOf(about);
  const chosen = (name: string) => (values[name] === 'guess' ? null : values[name]?.trim() || null);
  const words: TicketWords = {
    description: values['description'] ?? '',
    customer: chosen('customer'),
    kind: chosen('kind'),
    urgency: chosen('urgency'),
    team: memory.team,
    problemType: chosen('problem-type'),
    time: chosen('time'),
    complex: memory.complex,
  };
  const read = readNewTicket(context, words, memory.source?.at ?? null);
  if (!read.ok) {
    const { problemType, ...errors } = read.faults;
    return {
      kind: 'form-errors',
      errors: { ...errors, ...(problemType === undefined ? {} : { 'problem-type': problemType }) },
    };
  }
  const missing = memory.asked ? [] : isVague(read.ticket.description);
  const { customer, named } = await whoIsMeant(context, read.ticket.customer, memory.named, chosen(WHICH_CUSTOMER));
  const ticket = { ...read.ticket, customer };
  // Both at once: whoever is called exactly as written costs nobody a second look. What comes from a message is one
  // ticket however often it is asked for.
  const [customers, alike] = await Promise.all([
    customer === null || customer.asWritten === true ? [] : customersLike(context, customer.name),
    memory.warned || memory.source !== null ? [] : alikeTo(context, ticket, 'always'),
  ]);
  if (missing.length + customers.length + alike.length === 0) return open(context, ticket, memory, []);
  const asked = customers.length === 0 ? named : { name: customer?.name ?? '', asWritten: false };
  const remembered = { ...memory, asked: true, warned: memory.warned || alike.length > 0, named: asked };
  const found = { alike, customers };
  const filled = { ...words, customer: customer?.name ?? null };
  return { kind: 'form', form: newTicketForm(context, filled, remembered, missing, found) };
}

/** Whom the form means after what was asked about the name that stands in it still; another name is asked about anew. */
async function whoIsMeant(
  context: CommandContext,
  written: NamedCustomer | null,
  named: NewTicketMemory['named'],
  choice: string | null,
): Promise<Pick<NewTicketMemory, 'named'> & { readonly customer: NamedCustomer | null }> {
  if (written === null || named === null || customerKey(named.name) !== written.key) {
    return { customer: written, named: null };
  }
  if (named.asWritten || choice === AS_WRITTEN) {
    return { customer: { ...written, asWritten: true }, named: { name: written.name, asWritten: true } };
  }
  const customer = choice === null ? null : await customerByNumber(context, choice);
  return { customer: customer ?? written, named: null };
}

/** The message becomes the description; its time is when the customer spoke. The person only checks and sends. */
async function openFromMessage(context: CommandContext, message: SourceMessage | null): Promise<Reply> {
  if (message === null) return { kind: 'form', form: newTicketForm(context, {}, NO_MEMORY) };
  const { platform, workspace, id: conversation } = context.inbound.where;
  const key = `${platform}/${workspace}/${message.channel}/${message.id}`;
  const earlier = await context.services.findTicketOfMessage(key);
  if (earlier !== null) return showOutcome(context, { code: 'from-message', number: earlier });
  const author = message.authorId === null ? null : { platform, workspace, id: message.authorId };
  const memory: NewTicketMemory = {
    ...NO_MEMORY,
    asked: true,
    source: {
      key,
      link: message.link,
      at: message.at,
      ...(author === null ? {} : { author: refOf(context.policy.policy, author) }),
      ...(message.thread === null ? {} : { thread: { conversation, message: message.thread } }),
    },
  };
  return { kind: 'form', form: newTicketForm(context, { description: message.text }, memory) };
}

async function open(
  context: CommandContext,
  ticket: ReadTicket,
  memory: NewTicketMemory,
  lines: readonly string[],
): Promise<Reply> {
  const { inbound, actor, services } = context;
  const outcome = await services.openTicket({
    // A message is one ticket, whoever uses the shortcut and however often.
    dedupeKey: memory.source === null ? inbound.dedupeKey : `message:${memory.source.key}`,
    evenIfSame: memory.source !== null,
    by: actor.ref,
    owner: memory.owner,
    where: inbound.where,
    kind: ticket.kind,
    urgency: ticket.urgency,
    complex: ticket.complex,
    team: ticket.team,
    customer: ticket.customer,
    description: ticket.description,
    problemType: ticket.problemType,
    spokenAt: ticket.spokenAt ?? memory.source?.at ?? null,
    source: memory.source,
    assumed: ticket.assumed,
    demands: ticket.demands,
    wantsWriting: ticket.wantsWriting,
  });
  const { reply } = context.card.m;
  const cut = ticket.isCut ? [reply.cut({ max: DESCRIPTION_MAX })] : [];
  const demanded = [
    ...ticket.demands.map((one) =>
      reply.demanded({ rule: context.card.m.ticket.rule(one.clock), at: timeText(context.card, one.dueAt) }),
    ),
    ...(ticket.wantsWriting ? [reply.wantsWriting] : []),
  ];
  const judged = findJudgements(ticket.description).map((one) => reply.judgement({ words: one.words }));
  if (outcome.code !== 'created') return showOutcome(context, outcome);
  const told = [...cut, ...demanded, ...judged.slice(0, 1), ...lines];
  return withCustomer(context, outcome, ticket.customer, (about) => showOutcome(context, outcome, [...about, ...told]));
}

function wordsOf(line: CommandText): TicketWords {
  return {
    description: line.text,
    customer: markValue(line, 'customer'),
    kind: markValue(line, 'kind'),
    urgency: line.urgency ?? markValue(line, 'urgency'),
    team: markValue(line, 'team'),
    problemType: line.tags[0] ?? null,
    time: markValue(line, 'time'),
    complex: line.flags.includes('complex'),
  };
}

/** `@人` on a new ticket names its owner: oneself always, others by a lead. */
function ownerOf(context: CommandContext, line: CommandText): PersonRef | null {
  const written = line.mentions[0];
  if (written === undefined) return null;
  const ref = readPerson(context.policy.policy, written, context.inbound.who);
  return ref === context.actor.ref || hasRole(context.actor, 'lead') ? ref : null;
}

/** What the reader should know about marks that were not understood. */
function remarksOn(context: CommandContext, line: CommandText): readonly string[] {
  const { reply } = context.card.m;
  const unknown = line.unknownMarks
    .filter((one) => one.suggestion !== null)
    .map((one) => reply.unknownMark({ written: one.written, meant: one.suggestion }));
  const written = line.mentions[0];
  if (written === undefined) return unknown;
  const isNobody = readPerson(context.policy.policy, written, context.inbound.who) === null;
  if (isNobody) return [...unknown, reply.unknownPerson({ name: written })];
  const owner = ownerOf(context, line);
  return owner === null ? [...unknown, reply.onlyLeadsAssign] : [...unknown, ...awayLines(context, owner)];
}

/** Whoever is to have it may be away. */
function awayLines({ card, services }: CommandContext, owner: PersonRef): readonly string[] {
  const duty = services.duty.current();
  const absence = duty.absenceOf(owner, card.now);
  if (absence === null) return [];
  const { who } = duty.standInFor(owner, card.now);
  const until = untilText(card, absence.until);
  return [card.m.duty.reply.ownerAway({ name: card.nameOf(owner), until, who: who === null ? '' : card.nameOf(who) })];
}

const memorySchema = z.object({
  asked: z.boolean(),
  source: z
    .object({
      key: z.string(),
      link: z.string().nullable(),
      at: z.number(),
      author: z.string().exactOptional(),
      thread: z.object({ conversation: z.string(), message: z.string() }).exactOptional(),
    })
    .nullable(),
  team: z.string().nullable().default(null),
  complex: z.boolean().default(false),
  owner: z.string().nullable().default(null),
  warned: z.boolean().default(false),
  named: z.object({ name: z.string(), asWritten: z.boolean() }).nullable().default(null),
});

/** A context that is not ours (an old form, a forged one) is a form without a memory. */
function memoryOf(about: string): NewTicketMemory {
  try {
    return memorySchema.parse(JSON.parse(about));
  } catch {
    return NO_MEMORY;
  }
}
