import { type Actor, actsFor, hasRole, worksFor } from '../people.ts';
import type { Contact, ContactDeed, FollowUp } from './contact.ts';

/** What of a contact decides who may see it and work on it. */
export type ContactDuties = Pick<Contact, 'author' | 'team'> & {
  readonly followUps: readonly Pick<FollowUp, 'n' | 'owner' | 'team'>[];
};

/** Whether this person may read this contact: its author and their team, and whoever has or had to keep one of its promises. */
export function maySeeContact(actor: Actor, contact: ContactDuties): boolean {
  return (
    isOfContact(actor, contact) ||
    contact.followUps.some((one) => actsFor(actor, one.owner) || (worksFor(actor, one.team) && hasRole(actor, 'lead')))
  );
}

/** Whether this person may do this. A promise is worked on by its owner and their team, and by whoever gave it. */
export function mayDoToContact(actor: Actor, deed: ContactDeed, contact: ContactDuties): boolean {
  // Only somebody who answers for the talk shows it around (V4).
  if (deed.type === 'shared' || deed.type === 'unshared') return mayShare(actor, contact);
  // A further talk on record confirms by itself, whoever held it (C8).
  if (deed.type === 'confirmed-on' && deed.talk !== undefined) return true;
  if (isOfContact(actor, contact)) return true;
  const n = promiseOf(deed);
  const promise = contact.followUps.find((one) => one.n === n);
  if (promise !== undefined) return actsFor(actor, promise.owner) || worksFor(actor, promise.team);
  return deed.type === 'noted' && maySeeContact(actor, contact);
}

/** Whether this person may show a contact to the team as a good case: its author, or a lead of the team. */
export function mayShare(actor: Actor, { author, team }: Pick<Contact, 'author' | 'team'>): boolean {
  return author === actor.ref || (worksFor(actor, team) && hasRole(actor, 'lead'));
}

function isOfContact(actor: Actor, { author, team }: ContactDuties): boolean {
  return author === actor.ref || worksFor(actor, team);
}

function promiseOf(deed: ContactDeed): number | null {
  if (deed.type === 'moved') return deed.promise.n;
  return 'n' in deed ? deed.n : null;
}
