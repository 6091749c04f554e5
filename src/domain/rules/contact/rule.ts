import type { Contact, ContactDeed } from '../../contact/contact.ts';
import type { SubjectRule } from '../rule.ts';

/** One thing that a contact can owe. */
export type ContactRule = SubjectRule<Contact, ContactDeed>;
