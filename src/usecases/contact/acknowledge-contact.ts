import { isHoldable } from '../../domain/commitment/ladder.ts';
import type { ContactVerb } from './change-contact.ts';

/** 知道了: somebody has seen what is owed; `n` names one promise, without it everything is meant. */
export const acknowledgeContact: ContactVerb<{ readonly n: number | null; readonly rule: string | null }> = {
  plan({ view, now }, { n, rule }) {
    const meant = view.commitments.filter(
      (one) => one.state === 'open' && (rule === null || one.rule === rule) && (n === null || one.n === n),
    );
    if (meant.length === 0) return { code: 'refused', reason: 'nothing-to-acknowledge' };
    const late = meant.filter((one) => one.dueAt <= now);
    if (late.length > 0 && !late.some(isHoldable)) {
      // Also when the hold has run out and rest time or the night still delays the rung: it goes on at its own time.
      const until = Math.max(now, Math.min(...late.map((one) => one.nextAt ?? now)));
      return { code: 'refused', reason: 'already-held', until };
    }
    return {
      deeds: [{ type: 'acknowledged', rule, n }],
      outcome: ({ acknowledged }) => {
        const held = acknowledged.flatMap((one) => (one.effect === 'held' ? [one.until] : []));
        return { code: 'acknowledged', heldUntil: held.length === 0 ? null : Math.min(...held) };
      },
    };
  },
};
