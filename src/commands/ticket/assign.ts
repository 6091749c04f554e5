import { readCommandText } from '../../domain/intake/tokenize.ts';
import { assignTicket } from '../../usecases/verbs/assign-ticket.ts';
import type { Verb } from '../command.ts';
import { readPerson } from '../read-person.ts';
import { refuseInput } from '../replies.ts';
import { changeAndTell, withNumber } from './on-ticket.ts';

/** 分派: a lead names the owner, with or without the `@`. */
export const assign: Verb = {
  name: 'assign',
  aliases: ['分派', '指派', '分配', '转派'],
  takesNumber: true,
  typed: (context, rest) =>
    withNumber(context, 'assign', rest, (number, words) => {
      const { m } = context.card;
      const { policy } = context.policy;
      const { mentions, text } = readCommandText(words);
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
      return changeAndTell(context, number, assignTicket, { to });
    }),
};
