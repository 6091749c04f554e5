import type { Command } from '../command.ts';
import { helpVerb } from '../help.ts';
import { ack } from './ack.ts';
import { again } from './again.ts';
import { assign } from './assign.ts';
import { bulk } from './bulk.ts';
import { cancel } from './cancel.ts';
import { close } from './close.ts';
import { contacted } from './contacted.ts';
import { customerOf } from './customer.ts';
import { edit } from './edit.ts';
import { escalate } from './escalate.ts';
import { filter } from './filter.ts';
import { fix } from './fix.ts';
import { list } from './list.ts';
import { merge } from './merge.ts';
import { newTicket } from './new.ts';
import { note } from './note.ts';
import { other } from './other.ts';
import { plan } from './plan.ts';
import { progress } from './progress.ts';
import { rate } from './rate.ts';
import { reopen } from './reopen.ts';
import { resolve } from './resolve.ts';
import { resume } from './resume.ts';
import { revisit } from './revisit.ts';
import { search } from './search.ts';
import { show } from './show.ts';
import { step } from './step.ts';
import { take } from './take.ts';
import { told } from './told.ts';
import { undo } from './undo.ts';
import { wait } from './wait.ts';
import { why } from './why.ts';

/** `/ticket`, 工单. */
export const ticket: Command = {
  name: 'ticket',
  aliases: ['工单'],
  verbs: [
    newTicket,
    list,
    search,
    filter,
    bulk,
    show,
    take,
    assign,
    ack,
    contacted,
    plan,
    step,
    progress,
    wait,
    resume,
    note,
    resolve,
    told,
    revisit,
    rate,
    close,
    reopen,
    edit,
    cancel,
    undo,
    merge,
    escalate,
    why,
    again,
    other,
    customerOf,
    fix,
    helpVerb(() => ticket),
  ],
};
