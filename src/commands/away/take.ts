import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { followUpNumber, takeContactNumber } from '../../domain/contact/number.ts';
import { takeTicketNumber } from '../../domain/intake/ticket-number.ts';
import { readCommandText } from '../../domain/intake/tokenize.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';
import { handOverPromise } from '../../usecases/contact/move-promise.ts';
import { takeTicket } from '../../usecases/verbs/take-ticket.ts';
import type { CommandContext, Verb } from '../command.ts';
import { readPerson } from '../read-person.ts';
import { refuseInput, showCard, showOutcome } from '../replies.ts';

/** So many are taken at one press; who has more presses again. */
const AT_ONCE = 50;

/** 接手: one thing of somebody who is away, or everything. From now on it is one's own. */
export const take: Verb = {
  name: 'take',
  aliases: ['接手', '全部接手'],
  takesNumber: false,
  typed: (context, rest) => {
    const line = readCommandText(rest);
    const written = line.mentions[0] ?? line.text.trim();
    return takeNamed(context, written, readPerson(context.policy.policy, written, context.inbound.who));
  },
  clicked: (context, value) => {
    // What a button says is a person's reference, a ticket or a promise.
    const isThing = takeTicketNumber(value) !== null || takeContactNumber(value) !== null;
    return takeNamed(context, value, isThing ? null : value);
  },
};

async function takeNamed(context: CommandContext, written: string, person: PersonRef | null): Promise<Reply> {
  const { inbound, actor, budgetMs, services, card } = context;
  if (person !== null) return takeAll(context, person);
  const ticket = takeTicketNumber(written);
  if (ticket !== null) {
    const request = { dedupeKey: inbound.dedupeKey, number: ticket.number, actor, budgetMs };
    return showOutcome(context, await services.changeTicket(request, takeTicket, null));
  }
  const contact = takeContactNumber(written);
  if (contact !== null && (await takePromise(context, contact.number, contact.n, inbound.dedupeKey))) {
    return showCard(said(card.m.duty.card.tookAll({ done: 1 }), 'good', []));
  }
  return contact === null
    ? refuseInput(context, card.m.reply.unknownPerson({ name: written.slice(0, 40) }), '/away take @…')
    : showCard(said(card.m.duty.card.notTaken({ numbers: written }), 'warn', [card.m.reply.nothingChanged]));
}

async function takePromise(
  context: CommandContext,
  number: string,
  n: number | null,
  dedupeKey: string,
): Promise<boolean> {
  const { actor, budgetMs, services } = context;
  const request = { dedupeKey, number, actor, budgetMs };
  const result = await services.contacts.change(request, handOverPromise, {
    n,
    to: actor.ref,
    dueAt: null,
    remark: null,
  });
  return result.code === 'handed-over';
}

/** Everything that is still that person's, one after the other; what cannot be taken is named. */
async function takeAll(context: CommandContext, person: PersonRef): Promise<Reply> {
  const { inbound, actor, budgetMs, services, card } = context;
  const words = card.m.duty.card;
  const open = await services.duty.openOf(person, 4 * AT_ONCE);
  const tickets = new Set(open.flatMap((one) => (one.type === 'ticket' && one.isOwner ? (one.number ?? []) : [])));
  const promises = open.flatMap((one) =>
    one.type === 'contact' && one.rule === 'follow-up' && one.number !== null ? [{ number: one.number, n: one.n }] : [],
  );
  let done = 0;
  const failed: string[] = [];
  for (const number of [...tickets].slice(0, AT_ONCE)) {
    const request = { dedupeKey: `${inbound.dedupeKey}:${number}`, number, actor, budgetMs };
    const outcome = await services.changeTicket(request, takeTicket, null);
    if (outcome.code === 'taken') done += 1;
    else failed.push(number);
  }
  for (const { number, n } of promises.slice(0, AT_ONCE)) {
    const named = followUpNumber(number, n);
    if (await takePromise(context, number, n, `${inbound.dedupeKey}:${named}`)) done += 1;
    else failed.push(named);
  }
  const lines = failed.length === 0 ? [] : [words.notTaken({ numbers: failed.join(card.m.view.listJoin) })];
  if (done === 0) return showCard(said(words.tookNone, failed.length > 0 ? 'warn' : 'info', lines));
  return showCard(said(words.tookAll({ done }), 'good', lines));
}
