import type { Button } from '../../chat/card.ts';
import { untilText } from '../../chat/cards/duty/span-text.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { ANYWAY } from '../../domain/duty/lexicon-duty.ts';
import { readCommandText } from '../../domain/intake/tokenize.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';
import { assignTicket } from '../../usecases/verbs/assign-ticket.ts';
import type { CommandContext, Verb } from '../command.ts';
import { readPerson } from '../read-person.ts';
import { refuseInput, showCard } from '../replies.ts';
import { changeAndTell, withNumber } from './on-ticket.ts';

/** 分派: a lead names the owner, with or without the `@`. Whoever is away is asked about first. */
export const assign: Verb = {
  name: 'assign',
  aliases: ['分派', '指派', '分配', '转派'],
  takesNumber: true,
  typed: (context, rest) =>
    withNumber(context, 'assign', rest, (number, words) => {
      const { m } = context.card;
      const { policy } = context.policy;
      const isMeant = ANYWAY.test(words);
      const { mentions, text } = readCommandText(words.replace(ANYWAY, ''));
      const written = mentions[0] ?? text;
      const { example } = m.help.verb.assign;
      if (written === '') return refuseInput(context, m.reply.missingPerson, example);
      const to = readPerson(policy, written, context.inbound.who);
      if (to === null) {
        const names = [...policy.people.values()].map((one) => `@${one.name}`).join(m.view.listJoin);
        return refuseInput(context, m.reply.unknownPerson({ name: written }), example, [
          m.reply.unknownPersonHint({ names }),
        ]);
      }
      return assignUnlessAway(context, number, to, isMeant);
    }),
  // What the question about somebody who is away offers: `number|person`, meant as it is.
  clicked: (context, value) => {
    const [number = '', to = ''] = value.split('|');
    return changeAndTell(context, number, assignTicket, { to });
  },
};

/** Work that is given to somebody away lies there: who stands in is proposed first. */
function assignUnlessAway(
  context: CommandContext,
  number: string,
  to: PersonRef,
  isMeant: boolean,
): Reply | Promise<Reply> {
  const { card, services } = context;
  const duty = services.duty.current();
  const absence = duty.absenceOf(to, card.now);
  if (absence === null || isMeant) return changeAndTell(context, number, assignTicket, { to });
  const { who } = duty.standInFor(to, card.now);
  const words = card.m.duty.reply;
  const name = card.nameOf(to);
  const offer = (person: PersonRef, label: string, more = ''): Button => ({
    action: 'ticket.assign',
    value: `${number}|${person}`,
    label,
    typed: `/ticket assign ${number} @${card.nameOf(person)}${more}`,
  });
  return showCard(
    said(
      words.assignAway({ name, until: untilText(card, absence.until) }),
      'warn',
      [...(who === null ? [] : [words.assignInstead({ name: card.nameOf(who) })]), card.m.reply.nothingChanged],
      [
        ...(who === null ? [] : [offer(who, words.assignTo({ name: card.nameOf(who) }))]),
        offer(to, words.assignAnyway({ name }), ' anyway'),
      ],
    ),
  );
}
