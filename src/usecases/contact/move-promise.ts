import type { Instant } from '../../domain/time.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';
import type { ContactVerb } from './change-contact.ts';
import { whichPromise } from './which-promise.ts';

/** 推迟: another date. What was missed before stays missed. */
export const snoozePromise: ContactVerb<{
  readonly n: number | null;
  readonly dueAt: Instant;
  readonly remark: string | null;
}> = {
  plan({ contact }, { n, dueAt, remark }) {
    const which = whichPromise(contact, n);
    if (!which.ok) return which.refusal;
    const { n: found, owner, team } = which.promise;
    return {
      deeds: [{ type: 'moved', promise: { n: found, owner, team, dueAt } }],
      remark,
      outcome: () => ({ code: 'moved', n: found, dueAt }),
    };
  },
};

/** 转交: in other hands, perhaps another team's, by the same time. Who had it when it was missed stays on record. */
export const handOverPromise: ContactVerb<{
  readonly n: number | null;
  readonly to: PersonRef;
  readonly dueAt: Instant | null;
  readonly remark: string | null;
}> = {
  plan({ contact, policy }, { n, to, dueAt: later, remark }) {
    const which = whichPromise(contact, n);
    if (!which.ok) return which.refusal;
    const { n: found, owner, team: before } = which.promise;
    if (owner === to) return { code: 'refused', reason: 'already-theirs', n: found, to };
    const team = policy.policy.people.get(to)?.team ?? before;
    const dueAt = later ?? which.promise.dueAt;
    return {
      deeds: [{ type: 'moved', promise: { n: found, owner: to, team, dueAt } }],
      remark,
      outcome: () => ({ code: 'handed-over', n: found, to, dueAt }),
    };
  },
};
