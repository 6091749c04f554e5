import type { Command } from '../command.ts';
import { helpVerb } from '../help.ts';
import { reset, set, swap } from './set.ts';
import { today, week } from './show.ts';

/** 值班: who is on duty, and who instead. */
export const duty: Command = {
  name: 'duty',
  aliases: ['值班'],
  verbs: [today, week, set, swap, reset, helpVerb(() => duty)],
};
