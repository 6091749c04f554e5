import { rateTicket } from '../../usecases/verbs/rate-ticket.ts';
import type { CommandContext, Verb } from '../command.ts';
import { refuseInput } from '../replies.ts';
import { changeAndTell, remarkOf, withNumber } from './on-ticket.ts';

const SCORES = ['5', '4', '3', '2', '1'];

/** 评分: the customer's own score, 1 to 5 (T8). */
export const rate: Verb = {
  name: 'rate',
  aliases: ['评分', '打分'],
  takesNumber: true,
  typed: (context, rest) =>
    withNumber(context, 'rate', rest, (number, words) => {
      const [first = '', ...more] = words.normalize('NFKC').trim().split(/\s+/u);
      const score = scoreOf(first);
      const { m } = context.card;
      if (score === null) return refuseInput(context, m.reply.badScore, m.help.verb.rate.example);
      return changeAndTell(context, number, rateTicket, { score, remark: remarkOf(more.join(' ')) });
    }),
  clicked: (context, number) => {
    const { form } = context.card.m.view;
    return {
      kind: 'form',
      form: {
        action: 'ticket.rate',
        context: number,
        title: form.rateTitle,
        intro: form.about(number),
        submit: form.save,
        cancel: form.cancel,
        fields: [
          {
            kind: 'choice',
            name: 'score',
            label: form.score,
            choices: SCORES.map((value) => ({ value, label: value })),
          },
          { kind: 'text', name: 'words', label: form.words, multiline: true, optional: true, maxLength: 3_000 },
        ],
      },
    };
  },
  submitted: (context: CommandContext, number, values) => {
    const score = scoreOf(values['score'] ?? '');
    if (score === null) return { kind: 'form-errors', errors: { score: context.card.m.reply.badScore } };
    return changeAndTell(context, number, rateTicket, { score, remark: remarkOf(values['words'] ?? '') });
  },
};

function scoreOf(text: string): number | null {
  return /^[1-5]$/.test(text) ? Number(text) : null;
}
