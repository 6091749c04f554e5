import { contactKind } from '../../domain/contact/contact-kind.ts';
import { SYSTEM_ACTOR } from '../../domain/people.ts';
import { checkSubjects, type Difference } from '../check-deadlines.ts';
import { newId } from '../new-id.ts';
import { type ContactVerb, changeContact } from './change-contact.ts';
import type { RecordContactDeps } from './record-contact.ts';

/** What one stretch of the rolling check over contacts found, and set anew. */
export interface CheckedContacts {
  /** Where to go on; `null` when the round is over. */
  readonly after: string | null;
  readonly subjects: number;
  readonly differences: readonly Difference[];
  /** Of those, how many agree since. */
  readonly repaired: number;
}

/** Long enough for a busy row; nobody waits for the answer. */
const BUDGET_MS = 10_000;

/** The stored deadlines of a contact, set anew from its event log under the policy it stands under. */
const setAnew: ContactVerb<null> = {
  plan: ({ policy }) => ({
    deeds: [{ type: 'policy-changed', policy: policy.hash }],
    outcome: () => ({ code: 'recomputed' }),
  }),
};

/** As for tickets: stored deadlines against their histories; what differs is set anew from the log, and reported. */
export async function checkContacts(
  deps: RecordContactDeps,
  after: string | null,
  /** A contact that cannot be set anew; the others go on. */
  onError: (error: unknown, number: string) => void,
): Promise<CheckedContacts> {
  const numbersById = new Map<string, string>();
  const load = async (from: string | null, limit: number) => {
    const loaded = await deps.contacts.loadAfter(from, limit);
    for (const { id, number } of loaded) numbersById.set(id, number);
    return loaded;
  };
  const checked = await checkSubjects(deps, contactKind, load, after);
  const wrong = new Set(checked.differences.map((one) => one.subjectId));
  for (const id of wrong) {
    const number = numbersById.get(id) ?? '';
    const request = { dedupeKey: `self-check:${newId()}`, number, actor: SYSTEM_ACTOR, budgetMs: BUDGET_MS };
    await changeContact(deps, request, setAnew, null).catch((error: unknown) => onError(error, number));
  }
  const { differences, subjects } = checked;
  const again = wrong.size === 0 ? [] : (await checkSubjects(deps, contactKind, load, after)).differences;
  const left = again.filter((one) => wrong.has(one.subjectId)).length;
  return { after: checked.after, subjects, differences, repaired: Math.max(0, differences.length - left) };
}
