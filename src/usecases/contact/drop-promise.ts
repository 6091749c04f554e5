import { contactStatus } from '../../domain/contact/contact.ts';
import type { ContactVerb } from './change-contact.ts';
import { whichPromise } from './which-promise.ts';

/** 取消: the customer no longer wants it, with the reason. It counts neither as kept nor as broken. */
export const dropPromise: ContactVerb<{ readonly n: number | null; readonly remark: string }> = {
  plan({ contact }, { n, remark }) {
    const which = whichPromise(contact, n);
    if (!which.ok) return which.refusal;
    const { promise } = which;
    return {
      deeds: [{ type: 'dropped', n: promise.n }],
      remark,
      outcome: ({ contact: after }) => ({
        code: 'dropped',
        n: promise.n,
        confirmed: contactStatus(after) === 'confirmed',
      }),
    };
  },
};
