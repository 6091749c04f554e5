import { type Actor, hasRole } from '../people.ts';
import type { PersonRef, Role } from '../vocabulary.ts';

/** What can be done with customers. */
export type CustomerDeed =
  | 'look'
  | 'create'
  | 'edit'
  | 'people'
  | 'event'
  | 'tag'
  | 'pin-tier'
  | 'reveal'
  | 'merge'
  | 'import'
  | 'export'
  | 'erase';

/**
 * Who may do what, in one table. `own`: also whoever looks after this very customer, or has an open ticket of theirs,
 * whatever their role: whoever must call somebody needs the number.
 */
const RIGHTS: Readonly<Record<CustomerDeed, { readonly role: Role; readonly own?: true }>> = {
  look: { role: 'agent' },
  create: { role: 'agent' },
  edit: { role: 'agent' },
  people: { role: 'agent' },
  event: { role: 'agent' },
  tag: { role: 'agent' },
  'pin-tier': { role: 'lead', own: true },
  reveal: { role: 'lead', own: true },
  merge: { role: 'lead' },
  import: { role: 'manager' },
  export: { role: 'manager' },
  erase: { role: 'admin' },
};

/** Who looks after a customer, and who has an open ticket of theirs. */
export interface Keepers {
  readonly accountManager: PersonRef | null;
  readonly successManager: PersonRef | null;
  readonly ticketOwners: readonly PersonRef[];
}

export type CustomerPermission = { readonly ok: true } | { readonly ok: false; readonly role: Role };

/** Whether this person may do this; of a deed on one customer, `keepers` are its own. */
export function mayDoWithCustomer(
  actor: Actor,
  deed: CustomerDeed,
  keepers: Keepers | null = null,
): CustomerPermission {
  const { role, own } = RIGHTS[deed];
  if (hasRole(actor, role) || (own === true && keepers !== null && isKeeper(actor.ref, keepers))) return { ok: true };
  return { ok: false, role };
}

function isKeeper(ref: PersonRef, { accountManager, successManager, ticketOwners }: Keepers): boolean {
  return ref === accountManager || ref === successManager || ticketOwners.includes(ref);
}
