import type { Command } from '../command.ts';
import { helpVerb } from '../help.ts';
import { back, cancel, list } from './back.ts';
import { newAbsence } from './new.ts';
import { take } from './take.ts';

/** 请假: who is away until when, and who stands in. */
export const away: Command = {
  name: 'away',
  aliases: ['请假', '代理'],
  verbs: [newAbsence, back, list, take, cancel, helpVerb(() => away)],
};
