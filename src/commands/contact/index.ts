import type { Command } from '../command.ts';
import { helpVerb } from '../help.ts';
import { ackVerb } from './ack.ts';
import { confirm } from './confirm.ts';
import { edit } from './edit.ts';
import { hold, resume } from './hold.ts';
import { list } from './list.ts';
import { newContact } from './new.ts';
import { note } from './note.ts';
import { prep } from './prep.ts';
import { same } from './same.ts';
import { share, unshare } from './share.ts';
import { show } from './show.ts';
import { track } from './track.ts';
import { whyVerb } from './why.ts';

/** `/contact`, 沟通. */
export const contact: Command = {
  name: 'contact',
  aliases: ['沟通', '登记'],
  verbs: [
    newContact,
    prep,
    show,
    list,
    edit,
    hold,
    resume,
    confirm,
    same,
    track,
    share,
    unshare,
    ackVerb('contact'),
    note,
    whyVerb('contact'),
    helpVerb(() => contact),
  ],
};
