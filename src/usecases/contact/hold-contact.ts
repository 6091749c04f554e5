import type { Instant } from '../../domain/time.ts';
import type { ContactVerb } from './change-contact.ts';

/** 暂缓: nothing new until the next talk, whose date is owed (C6). Promises stay promises. */
export const holdContact: ContactVerb<{ readonly until: Instant; readonly remark: string | null }> = {
  plan: (_context, { until, remark }) => ({
    deeds: [{ type: 'held', until }],
    remark,
    outcome: () => ({ code: 'held', until }),
  }),
};

/** 恢复: the matter is taken up again. */
export const takeUpContact: ContactVerb<{ readonly remark: string | null }> = {
  plan({ contact }, { remark }) {
    if (contact.holdUntil === null) return { code: 'refused', reason: 'not-on-hold' };
    return { deeds: [{ type: 'taken-up' }], remark, outcome: () => ({ code: 'taken-up' }) };
  },
};
