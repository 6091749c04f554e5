import { finishStep } from '../../usecases/verbs/finish-step.ts';
import type { Verb } from '../command.ts';
import { refuseInput } from '../replies.ts';
import { changeAndTell, remarkOf, withNumber } from './on-ticket.ts';

/** 步骤: one step of the plan is done. */
export const step: Verb = {
  name: 'step',
  aliases: ['步骤', '完成步骤'],
  takesNumber: true,
  typed: (context, rest) =>
    withNumber(context, 'step', rest, (number, words) => {
      const match = /^\s*(\d{1,3})\s*(.*)$/su.exec(words.normalize('NFKC'));
      const { m } = context.card;
      if (match === null) return refuseInput(context, m.reply.missingText, m.help.verb.step.example);
      return changeAndTell(context, number, finishStep, { n: Number(match[1]), remark: remarkOf(match[2] ?? '') });
    }),
  clicked: (context, value) => {
    const [number = '', n = '0'] = value.split('|');
    return changeAndTell(context, number, finishStep, { n: Number(n) || 0, remark: null });
  },
};
