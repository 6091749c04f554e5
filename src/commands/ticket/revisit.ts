import { saysNotReached } from '../../domain/intake/not-reached.ts';
import { logUnansweredRevisit } from '../../usecases/verbs/log-unanswered-revisit.ts';
import type { Verb } from '../command.ts';
import { changeAndTell, remarkOf, withNumber } from './on-ticket.ts';
import { rate } from './rate.ts';

/** 回访: with the customer's score it is a rating; reaching nobody is on record and meets nothing. */
export const revisit: Verb = {
  name: 'revisit',
  aliases: ['回访'],
  takesNumber: true,
  typed: (context, rest) =>
    withNumber(context, 'revisit', rest, (number, words) =>
      saysNotReached(words)
        ? changeAndTell(context, number, logUnansweredRevisit, { remark: remarkOf(words) })
        : rate.typed(context, `${number} ${words}`),
    ),
};
