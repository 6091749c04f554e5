import type { ContactVerb } from './change-contact.ts';

/** 备注: a word for colleagues. */
export const noteContact: ContactVerb<{ readonly remark: string }> = {
  plan: (_context, { remark }) => ({ deeds: [{ type: 'noted' }], remark, outcome: () => ({ code: 'noted' }) }),
};
