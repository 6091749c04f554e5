import type { Reply } from '../../chat/inbound.ts';
import { takeContactNumber } from '../../domain/contact/number.ts';
import { markSameTalk } from '../../usecases/contact/same-talk.ts';
import type { CommandContext, Verb } from '../command.ts';
import { changeAndTell, refuse, withContactNumber, withVisibleContact } from './on-contact.ts';

/** 同一次: two people logged one talk; the other counts, and every promise stays owed. */
export const same: Verb = {
  name: 'same',
  aliases: ['同一次', '合并'],
  takesNumber: true,
  typed: (context, rest) =>
    withContactNumber(context, 'contact', 'same', rest, ({ number }, words) => markAs(context, number, words)),
  clicked: (context, value) => {
    const [number = '', other = ''] = value.split('|');
    return markAs(context, number, other);
  },
};

async function markAs(context: CommandContext, number: string, other: string): Promise<Reply> {
  const taken = takeContactNumber(other);
  if (taken === null) return refuse(context, 'contact', 'same', context.card.m.contact.reply.missingNumber);
  // Not `withVisible…`: whoever logged it too was in the same talk, whatever their team.
  const view = await context.services.contacts.find(taken.number);
  if (view === null) return withVisibleContact(context, taken.number, () => ({ kind: 'nothing' }));
  return changeAndTell(context, number, markSameTalk, {
    other: { id: view.id, number: view.number, customerId: view.customer?.id ?? null },
  });
}
