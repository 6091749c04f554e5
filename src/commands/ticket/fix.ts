import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { customerNumber, readCustomerNumber } from '../../domain/customer/number.ts';
import { customerName } from '../../domain/intake/customer-name.ts';
import { takeTicketNumber } from '../../domain/intake/ticket-number.ts';
import { KINDS, URGENCIES } from '../../domain/vocabulary.ts';
import type { NamedCustomer } from '../../usecases/ports.ts';
import { type Correction, correctAssumption } from '../../usecases/verbs/correct-assumption.ts';
import type { CommandContext, Verb } from '../command.ts';
import { refuseInput, showCard } from '../replies.ts';
import { leftOverBy, leftOverWords } from './left-over-customer.ts';
import { changeAndTell } from './on-ticket.ts';
import { customerByNumber } from './which-customer.ts';

/**
 * One thing that was assumed is chosen anew, from a menu below the answer, unless somebody else has put it right since.
 * Where nothing can be pressed the same is typed: `/ticket fix C… urgency urgent`, `kind complaint`, and `kind team
 * complaint` where the team follows; `/ticket edit` asks nobody.
 */
export const fix: Verb = {
  name: 'fix',
  aliases: [],
  takesNumber: true,
  typed: (context, rest) => {
    const taken = takeTicketNumber(rest);
    const { m } = context.card;
    if (taken === null) return refuseInput(context, m.reply.missingNumber, m.help.verb.edit.example);
    const [part = '', ...how] = taken.rest.trim().split(/\s+/u);
    // A name may have spaces; the other parts are one word, or two.
    const value = part === 'customer' ? ['', how.join(' ')] : how.length > 1 ? how : ['', ...how];
    return correct(context, [taken.number, part, ...value].join('|'));
  },
  clicked: correct,
};

async function correct(context: CommandContext, chosen: string): Promise<Reply> {
  const [number = '', part = '', ...rest] = chosen.split('|');
  if (part === 'customer') return correctCustomer(context, number, rest.slice(1).join('|'));
  const correction = correctionOf(part, rest);
  if (correction === null) return showCard(said(context.card.m.reply.staleButton, 'warn'));
  return changeAndTell(context, number, correctAssumption, correction);
}

/** Chooses a customer: `K00012`, or `new:Name`. The name is said in the answer, and never kept with what came of it. */
export async function correctCustomer(context: CommandContext, number: string, chosen: string): Promise<Reply> {
  const { m } = context.card;
  const known = readCustomerNumber(chosen);
  const customer = known === null ? newCustomerOf(chosen) : await customerByNumber(context, customerNumber(known));
  if (customer === null) return showCard(said(m.reply.staleButton, 'warn'));
  const value = known === null ? '' : customerNumber(known);
  const left = known === null ? null : await leftOverBy(context, number).catch(() => null);
  const reply = await changeAndTell(context, number, correctAssumption, { part: 'customer', value, customer });
  const isDone = reply.kind === 'card' && reply.outcome !== undefined && 'part' in reply.outcome;
  if (!isDone) return reply;
  const title = m.correction.customerCorrected({ number, is: customer.name });
  const { card } = reply;
  if (left === null || left.number === value) return { ...reply, card: { ...card, title, summary: title } };
  const { line, buttons } = leftOverWords(context, left, value);
  const told = { title, summary: title, lines: [line], buttons: [...(card.buttons ?? []), ...buttons] };
  return { ...reply, card: { ...card, ...told } };
}

/** `new:Name`, as it was typed. */
function newCustomerOf(chosen: string): NamedCustomer | null {
  if (!chosen.startsWith('new:')) return null;
  const named = customerName(chosen.slice('new:'.length));
  return named.ok ? { name: named.name, key: named.key, asWritten: true } : null;
}

/** What a menu carries back: `kind|team|complaint`, where the team follows the kind; else `urgency||urgent`. */
function correctionOf(part: string, [how = '', value = '']: readonly string[]): Correction | null {
  const kind = KINDS.find((one) => one === value);
  const urgency = URGENCIES.find((one) => one === value);
  if (part === 'kind' && kind !== undefined) return { part, value: kind, reroutes: how === 'team' };
  if (part === 'urgency' && urgency !== undefined) return { part, value: urgency };
  return part === 'team' && value !== '' ? { part, value } : null;
}
