import { isHoldable } from '../../domain/commitment/ladder.ts';
import type { TicketVerb } from '../change-ticket.ts';

/** 知道了: somebody has seen it. Warnings fall silent; past a deadline the ladder stands still for a while, once a rung. */
export const acknowledgeTicket: TicketVerb<null> = {
  deed: 'acknowledged',
  plan({ number, commitments, now }) {
    const open = commitments.filter((one) => one.state === 'open');
    if (open.length === 0) return { code: 'refused', reason: 'nothing-to-acknowledge', number };
    const late = open.filter((one) => one.dueAt <= now);
    if (late.length > 0 && !late.some(isHoldable)) {
      // Also when the hold has run out and rest time or the night still delays the rung: it goes on at its own time.
      const until = Math.max(now, Math.min(...late.map((one) => one.nextAt ?? now)));
      return { code: 'refused', reason: 'already-held', number, until };
    }
    return {
      deeds: [{ type: 'acknowledged' }],
      outcome: ({ acknowledged }) => {
        const held = acknowledged.flatMap((one) => (one.effect === 'held' ? [one.until] : []));
        return { code: 'acknowledged', number, heldUntil: held.length === 0 ? null : Math.min(...held) };
      },
    };
  },
};
