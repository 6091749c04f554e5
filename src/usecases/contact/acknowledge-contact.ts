import { refuseAck } from '../acknowledging.ts';
import { isSeenBy } from '../apply-deeds.ts';
import type { ContactVerb } from './change-contact.ts';

/** 知道了: somebody has seen what is owed; `n` names one promise, without it everything is meant. */
export const acknowledgeContact: ContactVerb<{ readonly n: number | null; readonly rule: string | null }> = {
  plan({ view, now }, { n, rule }) {
    const meant = view.commitments.filter((one) => isSeenBy({ type: 'acknowledged', rule, n }, one));
    const refusal = refuseAck(meant, now);
    if (refusal !== null) return { code: 'refused', ...refusal };
    return {
      deeds: [{ type: 'acknowledged', rule, n }],
      outcome: ({ acknowledged }) => {
        const held = acknowledged.flatMap((one) => (one.effect === 'held' ? [one.until] : []));
        return { code: 'acknowledged', heldUntil: held.length === 0 ? null : Math.min(...held) };
      },
    };
  },
};
