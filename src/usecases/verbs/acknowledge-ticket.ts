import { refuseAck } from '../acknowledging.ts';
import type { TicketVerb } from '../change-ticket.ts';

/** 知道了: somebody has seen it. Warnings fall silent; past a deadline the ladder stands still for a while, once a rung. */
export const acknowledgeTicket: TicketVerb<null> = {
  deed: 'acknowledged',
  plan({ number, commitments, now }) {
    const refusal = refuseAck(commitments, now);
    if (refusal !== null) return { code: 'refused', number, ...refusal };
    return {
      deeds: [{ type: 'acknowledged' }],
      outcome: ({ acknowledged }) => {
        const held = acknowledged.flatMap((one) => (one.effect === 'held' ? [one.until] : []));
        return { code: 'acknowledged', number, heldUntil: held.length === 0 ? null : Math.min(...held) };
      },
    };
  },
};
