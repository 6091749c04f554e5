import { coreName } from '../../domain/customer/core-name.ts';
import type { OutsideContact } from '../../domain/customer/outside-contact.ts';
import type { PersonPatch, ProfilePatch } from '../../domain/customer/read-profile.ts';
import { readTags } from '../../domain/customer/read-profile.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { customerKey } from '../../domain/intake/customer-name.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';
import type { ImportBatch, KnownCustomer, KnownCustomers } from '../customers/import-ports.ts';
import type { ContactWrites, KnownContact } from './ports.ts';

export const CONTACT_COUNTS = ['contacts', 'new', 'joined', 'same', 'erased', 'faulty'] as const;
export type ContactCounts = Record<(typeof CONTACT_COUNTS)[number], number>;

export interface PagePlan {
  readonly batch: ImportBatch;
  readonly writes: ContactWrites;
  readonly counts: ContactCounts;
}

interface PageDeps {
  readonly member: string;
  readonly known: readonly KnownContact[];
  readonly customers: KnownCustomers;
  /** Keys that are names of customers: a short name is said of several. */
  readonly nameKeys: ReadonlySet<string>;
  readonly tagNames: ReadonlyMap<string, string>;
  /** Who a member is to us. */
  readonly refOf: (member: string) => PersonRef;
  readonly newId: () => string;
}

type Open<T> = { [K in keyof T]: T[K] extends readonly (infer One)[] ? One[] : T[K] };

/** A customer as this page leaves it. */
interface Target {
  readonly id: string;
  readonly name: string;
  readonly shortName: string | null;
  readonly isNew: boolean;
  accountManager: PersonRef | null;
  readonly tags: Set<string>;
  readonly people: Map<string, PersonPatch>;
}

/**
 * What a page of somebody's contacts means for customers. Known ones stay with their customer; others join the one of
 * their company's very name, or become one. Nothing that people wrote is overwritten: only what is missing is filled in.
 * Pure; a page that was written before writes nothing new.
 */
export function planPage(contacts: readonly OutsideContact[], deps: PageDeps): PagePlan {
  const batch: Open<ImportBatch> = { created: [], changed: [], people: [], tags: [], events: [] };
  const writes: Open<ContactWrites> = { links: [], untag: [], resembling: [] };
  const counts: ContactCounts = { contacts: 0, new: 0, joined: 0, same: 0, erased: 0, faulty: 0 };
  const knownByKey = Map.groupBy(deps.known, ({ key }) => key);
  const targets = new Map<string, Target>();
  const madeByName = new Map<string, Target>();
  const seen = new Set<string>();

  function targetOf(customer: KnownCustomer): Target {
    const there = targets.get(customer.id);
    if (there !== undefined) return there;
    const { name, shortName, accountManager } = customer.profile;
    const target: Target = {
      ...{ id: customer.id, name, shortName, accountManager, isNew: false },
      tags: new Set(customer.tags.map(foldWord)),
      people: new Map(customer.people),
    };
    targets.set(customer.id, target);
    return target;
  }

  function make(name: string, contact: OutsideContact, like: number | null): Target {
    const kind = contact.company === null ? 'individual' : 'enterprise';
    const accountManager = deps.refOf(deps.member);
    const target: Target = {
      ...{ id: deps.newId(), name, shortName: null, accountManager, isNew: true },
      tags: new Set(),
      people: new Map(),
    };
    batch.created.push({ id: target.id, profile: { name, kind, accountManager } });
    if (like !== null) writes.resembling.push({ customerId: target.id, like });
    madeByName.set(customerKey(name), target);
    return target;
  }

  /** The customer of somebody who is not known yet. Only a company is the same because its name is. */
  function joinOrMake(contact: OutsideContact): Target {
    const name = contact.company ?? contact.name;
    const key = customerKey(name);
    const made = madeByName.get(key);
    const found = deps.customers.byKey.get(key);
    const like = deps.customers.byCore.get(coreName(name)) ?? null;
    if (contact.company !== null) {
      if (made !== undefined) return made;
      if (found !== undefined && deps.nameKeys.has(key)) return targetOf(found);
      return make(name, contact, like);
    }
    const isTaken = made !== undefined || found !== undefined;
    return make(isTaken ? `${name} #${contact.key.slice(0, 6)}` : name, contact, like);
  }

  /** The member of whom nobody at the customer is a contact any more has handed it over. */
  function keepManager(target: Target, number: number | null): void {
    if (target.isNew) return;
    const own = deps.refOf(deps.member);
    const there = deps.known.filter((one) => one.number !== null && one.number === number && !one.isErased);
    const members = [...new Set(there.map(({ member }) => member))];
    const left = members.filter((one) => there.every(({ member, isGone }) => member !== one || isGone));
    const hasLeft = left.some((one) => deps.refOf(one) === target.accountManager);
    if (target.accountManager !== null && !(hasLeft && target.accountManager !== own)) return;
    target.accountManager = own;
    const { id, name, shortName } = target;
    batch.changed.push({ id, profile: { accountManager: own } satisfies ProfilePatch, names: { name, shortName } });
  }

  function keepPerson(target: Target, name: string, contact: OutsideContact): boolean {
    const before = target.people.get(foldWord(name));
    const fill: PersonPatch & { name: string } = {
      name,
      ...((before?.post ?? null) === null && contact.post !== null ? { post: contact.post } : {}),
      ...((before?.phone ?? null) === null && contact.phone !== null ? { phone: contact.phone } : {}),
    };
    if (before !== undefined && Object.keys(fill).length === 1) return false;
    target.people.set(foldWord(name), { ...before, ...fill });
    batch.people.push({ id: deps.newId(), customerId: target.id, patch: fill });
    return true;
  }

  /** Returns the tags that are WeCom's own doing. */
  function keepTags(target: Target, contact: OutsideContact, links: readonly KnownContact[]): string[] {
    const given = new Set(links.filter(({ isGone }) => !isGone).flatMap(({ tagIds }) => tagIds));
    const ours: string[] = [];
    for (const id of contact.tagIds) {
      const [tag] = readTags([deps.tagNames.get(id) ?? '']);
      if (tag === undefined) continue;
      const isThere = target.tags.has(foldWord(tag));
      if (!isThere) {
        batch.tags.push({ customerId: target.id, tag });
        target.tags.add(foldWord(tag));
      }
      // What people had tagged before stays when WeCom takes its own back.
      if (!isThere || given.has(id)) ours.push(id);
    }
    const own = links.find(({ member }) => member === deps.member);
    for (const tagId of own?.tagIds ?? []) {
      const tag = deps.tagNames.get(tagId);
      if (tag !== undefined && !contact.tagIds.includes(tagId))
        writes.untag.push({ customerId: target.id, tagId, tag });
    }
    return ours;
  }

  for (const contact of contacts) {
    if (seen.has(contact.key)) continue;
    seen.add(contact.key);
    counts.contacts += 1;
    const links = knownByKey.get(contact.key) ?? [];
    if (links.some(({ isErased }) => isErased)) {
      counts.erased += 1;
      continue;
    }
    const link = links.find(({ number }) => number !== null);
    const customer =
      link?.number === undefined || link.number === null ? undefined : deps.customers.byNumber.get(link.number);
    const target = customer === undefined ? joinOrMake(contact) : targetOf(customer);
    keepManager(target, link?.number ?? null);
    const personName = link?.personName ?? contact.name;
    const isFilled = keepPerson(target, personName, contact);
    const tagIds = keepTags(target, contact, links);
    if (target.isNew && link === undefined) counts.new += 1;
    else if (links.length === 0) counts.joined += 1;
    else if (!isFilled) counts.same += 1;
    const { key, addedAt } = contact;
    writes.links.push({ key, customerId: target.id, personKey: foldWord(personName), tagIds, addedAt });
  }
  return { batch, writes, counts };
}
