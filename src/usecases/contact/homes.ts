import type { Contact } from '../../domain/contact/contact.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Address } from '../../domain/vocabulary.ts';
import { distinctAddresses, personAddresses, teamAddresses } from '../destinations.ts';
import type { Surface } from '../ports.ts';

/**
 * Where a contact's card stands: with everybody else who has to keep one of its promises, and in the channel of another
 * team that has to. Its author has the answer; a channel full of talks that ask nothing of anybody would be read by nobody.
 */
export function contactHomes(
  policy: Policy,
  surfaces: readonly Surface[],
  { author, team, followUps }: Pick<Contact, 'author' | 'team' | 'followUps'>,
): readonly Address[] {
  const others = followUps.filter((one) => one.state === 'open' && one.owner !== author);
  return distinctAddresses(
    others.flatMap((one) => [
      ...personAddresses(policy, surfaces, one.owner),
      ...(one.team === team ? [] : teamAddresses(policy, surfaces, { team: one.team, owner: one.owner, origin: null })),
    ]),
  );
}
