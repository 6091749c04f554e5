import { contactStatus } from '../../domain/contact/contact.ts';
import type { ContactVerb } from './change-contact.ts';
import { whichPromise } from './which-promise.ts';

/** 完成: the promise was kept; the last one kept confirms the contact (C6). */
export const keepPromise: ContactVerb<{ readonly n: number | null; readonly remark: string | null }> = {
  plan({ contact, now }, { n, remark }) {
    const which = whichPromise(contact, n);
    if (!which.ok) return which.refusal;
    const { promise } = which;
    return {
      deeds: [{ type: 'kept', n: promise.n }],
      remark,
      outcome: ({ contact: after }) => ({
        code: 'kept',
        n: promise.n,
        wasLate: promise.dueAt <= now,
        confirmed: contactStatus(after) === 'confirmed',
        left: after.followUps.filter((one) => one.state === 'open').length,
      }),
    };
  },
};
