import type { ContactVerb } from './change-contact.ts';

/** The contact that another one is to count as. */
export interface OtherTalk {
  readonly id: string;
  readonly number: string;
  readonly customerId: string | null;
}

/** 同一次沟通: two people logged one talk; the other alone is counted, and what was promised in either stays owed. */
export const markSameTalk: ContactVerb<{ readonly other: OtherTalk }> = {
  plan({ view }, { other }) {
    if (other.customerId !== (view.customer?.id ?? null) || other.id === view.id) {
      return { code: 'refused', reason: 'not-the-same-customer', as: other.number };
    }
    return {
      deeds: [{ type: 'same-talk', as: other.id }],
      sameAs: other.id,
      outcome: () => ({ code: 'same-talk', as: other.number }),
    };
  },
};
