import { CANCEL, MEET, STAY, startFrom } from '../rule.ts';
import type { ContactRule } from './rule.ts';

/** C6 暂缓: a matter on hold has the date of its next talk, and is taken up again then. */
export const nextTalk: ContactRule = {
  name: 'next-talk',
  pauses: false,
  react({ at, deed }) {
    if (deed.type === 'held') return [...CANCEL, ...startFrom(at)];
    return deed.type === 'taken-up' ? MEET : STAY;
  },
  dueAt: (contact) => contact.holdUntil,
  target: () => ({ unit: 'time', ms: 0 }),
};
