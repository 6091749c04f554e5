import type { PolicyInForce } from '../../domain/commitment/track.ts';
import type { PromiseTerms } from '../../domain/contact/contact.ts';
import { DAY_MS, type Instant } from '../../domain/time.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';

/** A promise as somebody made it; an owner or a date that nobody named is filled in. */
export interface MadePromise {
  readonly words: string;
  readonly starred: boolean;
  readonly owner: PersonRef | null;
  readonly dueAt: Instant | null;
}

/** The terms of a promise: without an owner it is whoever made it, without a date the policy's length runs. */
export function promiseTerms(
  policy: PolicyInForce,
  { owner, dueAt }: Pick<MadePromise, 'owner' | 'dueAt'>,
  n: number,
  giver: { readonly by: PersonRef; readonly team: string },
  now: Instant,
): PromiseTerms {
  const whose = owner ?? giver.by;
  const team = policy.policy.people.get(whose)?.team ?? giver.team;
  const length = policy.policy.contacts.promise;
  const usual = policy.calendarOf(team).deadline('working', now, length, []) ?? now + 2 * DAY_MS;
  return { n, owner: whose, team, dueAt: dueAt ?? usual };
}
