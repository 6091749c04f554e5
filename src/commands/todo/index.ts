import type { Command } from '../command.ts';
import { helpVerb } from '../help.ts';
import { list } from './list.ts';

/** `/todo`, 待办. Without a verb: what one owes. */
export const todo: Command = {
  name: 'todo',
  aliases: ['待办', '我的待办'],
  verbs: [list, helpVerb(() => todo)],
};
