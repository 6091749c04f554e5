import type { TicketEvent } from '../ticket/ticket.ts';
import { clockRule, fromNow, fromTheirWord, metIfReached } from './clock-rule.ts';
import { CANCEL, type Move, STAY, startFrom } from './rule.ts';

/** S1 首次响应: from when the customer spoke until somebody reached them. */
export const firstContact = clockRule('first-contact', {
  pauses: true,
  on: {
    created: fromTheirWord,
    reopened: fromNow,
    contacted: metIfReached,
    resolved: CANCEL,
    cancelled: CANCEL,
    merged: CANCEL,
    absorbed: fromTheOtherWord,
  },
});

/** Whoever was reached about the one ticket was not yet reached about the word that the other one still owed an answer. */
function fromTheOtherWord({ deed }: TicketEvent): readonly Move[] {
  if (deed.type !== 'absorbed' || !deed.demands.some(({ clock }) => clock === 'first-contact')) return STAY;
  return startFrom(deed.spokenAt);
}
