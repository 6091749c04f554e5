import type { Account } from '../chat/inbound.ts';
import { foldWord } from '../domain/intake/clean.ts';
import { strangerRef } from '../domain/people.ts';
import { personByAccount } from '../domain/policy/lookup.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { type PersonRef, PLATFORMS, type Platform } from '../domain/vocabulary.ts';

/** Who somebody is to us: a person of the policy, or a stranger by their account. */
export function refOf(policy: Policy, account: Pick<Account, 'platform' | 'workspace' | 'id'>): PersonRef {
  const { platform, workspace, id } = account;
  return personByAccount(policy, platform, workspace, id)?.id ?? strangerRef(platform, workspace, id);
}

/**
 * Somebody named after `@`: a platform's own mention (`slack:U123`), or a name or key of the policy. `null` when nobody
 * is meant, or several.
 */
export function readPerson(policy: Policy, written: string, speaker: Account): PersonRef | null {
  const [platform, id] = written.split(':', 2);
  if (id !== undefined && PLATFORMS.includes(platform as Platform) && platform === speaker.platform) {
    return refOf(policy, { platform: speaker.platform, workspace: speaker.workspace, id });
  }
  const wanted = foldWord(written);
  const named = [...policy.people.values()].filter(
    (one) => foldWord(one.name) === wanted || foldWord(one.id) === wanted,
  );
  return named.length === 1 ? (named[0]?.id ?? null) : null;
}
