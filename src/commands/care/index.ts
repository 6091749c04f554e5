import type { Command } from '../command.ts';
import { helpVerb } from '../help.ts';
import { ack, cause, hand, later, skip } from './answers.ts';
import { answer, campaign } from './campaign.ts';
import { date } from './date.ts';
import { done } from './done.ts';
import { plan } from './plan.ts';
import { today, week } from './today.ts';

/** `/care`, 关怀. Without a verb: whoever waits now. */
export const care: Command = {
  name: 'care',
  aliases: ['关怀'],
  verbs: [today, week, plan, done, later, skip, hand, cause, campaign, answer, date, ack, helpVerb(() => care)],
};
