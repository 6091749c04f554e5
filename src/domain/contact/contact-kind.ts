import type { SubjectKind } from '../commitment/subject-kind.ts';
import { contactRules } from '../rules/contact/index.ts';
import { applyContactEvent } from './apply-event.ts';
import type { Contact, ContactDeed } from './contact.ts';

/**
 * Contacts as the engine sees them: owed by whoever talked with the customer, each promise by its own owner, in working
 * time. Nothing of them pauses: a promise stays a promise while the matter is on hold.
 */
export const contactKind: SubjectKind<Contact, ContactDeed> = {
  type: 'contact',
  rules: contactRules,
  apply: applyContactEvent,
  terms: ({ team, author }) => ({ team, owner: author, basis: 'working', round: 1, isPaused: false, demands: [] }),
};
