import type { Command } from '../command.ts';
import { ackVerb } from '../contact/ack.ts';
import { whyVerb } from '../contact/why.ts';
import { helpVerb } from '../help.ts';
import { assign } from './assign.ts';
import { done } from './done.ts';
import { drop } from './drop.ts';
import { ledger } from './ledger.ts';
import { list } from './list.ts';
import { newFollowUp } from './new.ts';
import { snooze } from './snooze.ts';

/** `/followup`, 跟进. Without a verb: what is open. */
export const followup: Command = {
  name: 'followup',
  aliases: ['跟进'],
  verbs: [
    list,
    done,
    snooze,
    assign,
    newFollowUp,
    drop,
    ledger,
    ackVerb('followup'),
    whyVerb('followup'),
    helpVerb(() => followup),
  ],
};
