import type { Contact, PromiseTerms } from '../../contact/contact.ts';
import { type Move, STAY } from '../rule.ts';
import type { ContactRule } from './rule.ts';

/**
 * C5, C7 跟进: each promise made in a talk is owed by its own person, perhaps in another team, at its own time. A later
 * date or another owner ends it and begins it anew, so that its reminders come again; what was missed before stays
 * missed, on record of whoever had it then.
 */
export const followUp: ContactRule = {
  name: 'follow-up',
  pauses: false,
  react({ at, deed }, contact, before) {
    switch (deed.type) {
      case 'logged':
      case 'promised':
        return deed.promises.filter(({ n }) => isNew(before, n)).map((terms) => begin(at, terms, 1));
      case 'kept':
        return [{ move: 'meet', n: deed.n }];
      case 'dropped':
        return [{ move: 'cancel', n: deed.n }];
      case 'moved': {
        const { promise } = deed;
        const moved = contact.followUps.find((one) => one.n === promise.n);
        const was = before?.followUps.find((one) => one.n === promise.n);
        // Of a promise that is over nothing can be moved.
        if (moved === undefined || moved.round === was?.round) return STAY;
        return [{ move: 'cancel', n: promise.n }, begin(at, promise, moved.round)];
      }
      default:
        return STAY;
    }
  },
  // A promise names its time; the length is how long one without a date runs, and `off` watches none at all.
  target: (policy) => policy.contacts.promise,
};

function isNew(before: Contact | null, n: number): boolean {
  return before === null || before.followUps.every((one) => one.n !== n);
}

function begin(from: number, { n, owner, team, dueAt }: PromiseTerms, round: number): Move {
  return { move: 'start', from, own: { n, round, owner, team, dueAt } };
}
