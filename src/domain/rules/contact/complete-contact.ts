import type { Contact, ContactEvent } from '../../contact/contact.ts';
import { MEET, type Move, STAY } from '../rule.ts';
import type { ContactRule } from './rule.ts';

/** C2 补全记录: a record that lacks an element is a draft, which its author completes within a day of the talk. */
export const completeContact: ContactRule = {
  name: 'complete-contact',
  pauses: false,
  react(event: ContactEvent, contact: Contact, before: Contact | null): readonly Move[] {
    const isDraft = contact.missing.length > 0;
    const wasDraft = before !== null && before.missing.length > 0;
    if (isDraft === wasDraft) return STAY;
    return isDraft ? [{ move: 'start', from: contact.endedAt ?? contact.spokenAt }] : MEET;
  },
  target: (policy) => policy.contacts.record,
};
