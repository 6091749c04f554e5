import type { ContactEntry, ContactStore, ContactView } from '../contact-ports.ts';
import type { ContactResult } from '../contact-result.ts';
import { type ChangeContact, type ContactVerb, changeContact } from './change-contact.ts';
import { type RecordContact, type RecordContactDeps, recordContact } from './record-contact.ts';

/** Everything that can be done with contacts and the promises made in them. */
export interface ContactDesk extends Pick<ContactStore, 'list' | 'followUps' | 'ledger' | 'customersLike'> {
  record(request: RecordContact): Promise<ContactResult>;
  change<Input>(request: ChangeContact, verb: ContactVerb<Input>, input: Input): Promise<ContactResult>;
  find(number: string): Promise<ContactView | null>;
  history(contactId: string): Promise<readonly ContactEntry[]>;
}

export function createContactDesk(deps: RecordContactDeps): ContactDesk {
  const { contacts } = deps;
  return {
    record: (request) => recordContact(deps, request),
    change: (request, verb, input) => changeContact(deps, request, verb, input),
    find: (number) => contacts.find(number),
    history: (id) => contacts.history(id),
    list: (filter, page) => contacts.list(filter, page),
    followUps: (filter, page) => contacts.followUps(filter, page),
    ledger: (by, filter, now) => contacts.ledger(by, filter, now),
    customersLike: (beginning) => contacts.customersLike(beginning),
  };
}
