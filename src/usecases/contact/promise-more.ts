import { PROMISES_MAX } from '../../domain/contact/contact.ts';
import type { ContactVerb } from './change-contact.ts';
import { type MadePromise, promiseTerms } from './promise-terms.ts';

/** 新增跟进: further promises on a contact that is on record. */
export const promiseMore: ContactVerb<readonly MadePromise[]> = {
  plan({ contact, actor, policy, now }, made) {
    if (contact.followUps.length + made.length > PROMISES_MAX) return { code: 'refused', reason: 'too-many' };
    const first = Math.max(0, ...contact.followUps.map((one) => one.n)) + 1;
    const giver = { by: actor.ref, team: contact.team };
    const promises = made.map((one, i) => promiseTerms(policy, one, first + i, giver, now));
    return {
      deeds: [{ type: 'promised', promises }],
      promises: made.map(({ words, starred }, i) => ({ n: first + i, words, starred })),
      outcome: () => ({
        code: 'promised',
        promises: promises.map(({ n, owner, dueAt }) => ({ n, owner, dueAt })),
      }),
    };
  },
};
