import type { Policy } from '../domain/policy/policy.ts';
import type { Address } from '../domain/vocabulary.ts';
import type { Alert } from './alert.ts';
import { distinctAddresses, personAddresses } from './destinations.ts';
import type { Surface } from './ports.ts';

/** Tells every administrator of the policy. Returns how many places were told: 0 when there is nobody to tell. */
export async function alertAdmins(
  deps: {
    readonly policy: () => Policy;
    readonly surfaces: () => readonly Surface[];
    readonly enqueue: (to: Address, alert: Alert) => Promise<void>;
  },
  alert: Alert,
): Promise<number> {
  const policy = deps.policy();
  const admins = [...policy.people.values()].filter((person) => person.role === 'admin');
  const places = distinctAddresses(admins.flatMap((admin) => personAddresses(policy, deps.surfaces(), admin.id)));
  for (const place of places) await deps.enqueue(place, alert);
  return places.length;
}
