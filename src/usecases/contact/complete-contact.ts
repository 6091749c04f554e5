import type { Element } from '../../domain/contact/contact.ts';
import type { Channel } from '../../domain/vocabulary.ts';
import type { ContactWords } from '../contact-ports.ts';
import type { ContactVerb } from './change-contact.ts';
import { type MadePromise, promiseTerms } from './promise-terms.ts';

/** What is added to a record, or corrected in it. */
export interface Completion {
  readonly channel: Channel | null;
  /** Nothing more is to be done. */
  readonly nothingNext: boolean;
  readonly words: Partial<ContactWords>;
  readonly promises: readonly MadePromise[];
}

/** 补充: fills in what a draft lacks (C2), or corrects what stands there. */
export const completeContact: ContactVerb<Completion> = {
  plan({ contact, actor, policy, now }, { channel, nothingNext, words, promises: made }) {
    const given = new Set<Element>([
      ...(channel === null ? [] : (['channel'] as const)),
      ...(words.content === undefined ? [] : (['content'] as const)),
      ...(words.feedback === undefined && words.moods === undefined ? [] : (['feedback'] as const)),
      ...(made.length > 0 || nothingNext ? (['next'] as const) : []),
    ]);
    if (given.size === 0 && Object.keys(words).length === 0) return { code: 'refused', reason: 'nothing-to-complete' };
    const missing = contact.missing.filter((one) => !given.has(one));
    const first = Math.max(0, ...contact.followUps.map((one) => one.n)) + 1;
    const giver = { by: actor.ref, team: contact.team };
    const promises = made.map((one, i) => promiseTerms(policy, one, first + i, giver, now));
    return {
      deeds: [
        ...(promises.length === 0 ? [] : [{ type: 'promised', promises } as const]),
        { type: 'completed', missing, channel },
      ],
      words,
      promises: made.map(({ words: body, starred }, i) => ({ n: first + i, words: body, starred })),
      outcome: () => ({ code: 'completed', missing }),
    };
  },
};
