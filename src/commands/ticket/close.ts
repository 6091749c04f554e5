import { foldWord } from '../../domain/intake/clean.ts';
import type { ClosingWord } from '../../domain/ticket/ticket.ts';
import { closeTicket } from '../../usecases/verbs/close-ticket.ts';
import type { Verb } from '../command.ts';
import { refuseInput } from '../replies.ts';
import { changeAndTell, remarkOf, withNumber } from './on-ticket.ts';

/** What a customer says that closes a ticket; the longer spelling first, since one holds the other. */
const WORDS: readonly (readonly [string, ClosingWord])[] = [
  ['no objection', 'no-objection'],
  ['no-objection', 'no-objection'],
  ['satisfied', 'satisfied'],
  ['无异议', 'no-objection'],
  ['没有异议', 'no-objection'],
  ['满意', 'satisfied'],
  ['unanswered', 'unanswered'],
  ['未回应', 'unanswered'],
  ['无回应', 'unanswered'],
];

/** 关闭: with the customer's word alone (T8). */
export const close: Verb = {
  name: 'close',
  aliases: ['关闭', '结单'],
  takesNumber: true,
  typed: (context, rest) =>
    withNumber(context, 'close', rest, (number, words) => {
      const said = foldWord(words.trim());
      const found = WORDS.find(([spelling]) => said.startsWith(spelling));
      const { m } = context.card;
      if (found === undefined) return refuseInput(context, m.reply.badWord, m.help.verb.close.example);
      const [spelling, word] = found;
      const remark = remarkOf(words.trim().slice(spelling.length));
      if (word === 'unanswered' && remark === null)
        return refuseInput(context, m.reply.needsReason, `/ticket close ${number} unanswered …`);
      return changeAndTell(context, number, closeTicket, { word, remark });
    }),
};
