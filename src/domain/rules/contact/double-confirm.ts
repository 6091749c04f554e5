import { awaitsConfirmation } from '../../contact/contact.ts';
import { MEET, STAY, startFrom } from '../rule.ts';
import type { ContactRule } from './rule.ts';

/** C8 双渠道确认: what is in a contract, or changes a service, is owed a second channel's confirmation. */
export const doubleConfirm: ContactRule = {
  name: 'double-confirm',
  pauses: false,
  react({ at }, contact, before) {
    const awaits = awaitsConfirmation(contact);
    const awaited = before !== null && awaitsConfirmation(before);
    if (awaits === awaited) return STAY;
    return awaits ? startFrom(at) : MEET;
  },
  target: (policy) => policy.contacts.confirmation,
};
