import type { Command } from '../command.ts';
import { helpVerb } from '../help.ts';
import { edit } from './edit.ts';
import { erase } from './erase.ts';
import { event } from './event.ts';
import { exportCustomers } from './export.ts';
import { find } from './find.ts';
import { importCustomers } from './import.ts';
import { list } from './list.ts';
import { merge } from './merge.ts';
import { newCustomer } from './new.ts';
import { people } from './people.ts';
import { reveal, show } from './show.ts';
import { tag } from './tag.ts';
import { tier } from './tier.ts';

/** `/customer`, 客户. */
export const customer: Command = {
  name: 'customer',
  aliases: ['客户'],
  verbs: [
    newCustomer,
    show,
    find,
    list,
    edit,
    people,
    event,
    tag,
    tier,
    merge,
    reveal,
    exportCustomers,
    importCustomers,
    erase,
    helpVerb(() => customer),
  ],
};
