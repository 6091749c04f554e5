import type { Reply } from '../../chat/inbound.ts';
import { customerKey } from '../../domain/intake/customer-name.ts';
import { maySee } from '../../domain/ticket/permission.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showOutcome } from '../replies.ts';
import { withNumber } from './on-ticket.ts';
import { readDemands } from './read-new-ticket.ts';

/** 再建一单: the same words are meant as a second case. Only offered where the same words were just said. */
export const again: Verb = {
  name: 'again',
  aliases: ['再建'],
  takesNumber: true,
  typed: (context, rest) => withNumber(context, 'show', rest, (number) => openAgain(context, number)),
  clicked: openAgain,
};

async function openAgain(context: CommandContext, number: string): Promise<Reply> {
  const { actor, inbound, services } = context;
  const first = await services.findTicket(number);
  if (first === null || !maySee(actor, first)) {
    return showOutcome(context, { code: 'refused', reason: 'unknown-ticket', number });
  }
  const outcome = await services.openTicket({
    dedupeKey: inbound.dedupeKey,
    evenIfSame: true,
    by: actor.ref,
    owner: null,
    where: first.origin,
    kind: first.kind,
    urgency: first.urgency,
    complex: first.complex,
    team: first.team,
    customer: first.customer === null ? null : { name: first.customer.name, key: customerKey(first.customer.name) },
    description: first.description,
    problemType: first.problemType,
    spokenAt: null,
    source: null,
    assumed: [],
    ...readDemands(context, first.description, context.card.now),
  });
  return showOutcome(context, outcome);
}
