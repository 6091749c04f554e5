import { coreName } from '../../domain/customer/core-name.ts';
import type { IsoDay } from '../../domain/customer/customer.ts';
import { customerKey } from '../../domain/intake/customer-name.ts';
import { DAY_MS, type Instant, type Ms } from '../../domain/time.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';
import type { ImportStore } from '../customers/import-ports.ts';
import { CONTACT_COUNTS, type ContactCounts, planPage } from './plan-page.ts';
import type { CustomerSource, DueMember, SourceFailure, WecomCustomerStore } from './ports.ts';

export interface ReadCustomersDeps {
  readonly source: CustomerSource;
  readonly store: WecomCustomerStore;
  readonly imports: Pick<ImportStore, 'lookUp'>;
  readonly now: () => Instant;
  readonly newId: () => string;
  readonly refOf: (member: string) => PersonRef;
  /** Waits between two questions: the platform counts them. */
  readonly pause: () => Promise<void>;
  readonly isStopping: () => boolean;
}

/** How it went; `failure`: what ended it early. */
export interface ReadReport {
  readonly pages: number;
  readonly membersDone: number;
  readonly counts: ContactCounts;
  /** Members without a single contact, and members that are no more. */
  readonly without: number;
  readonly left: number;
  /** Members whom the platform does not show us: the others go on. */
  readonly hidden: number;
  readonly failure: (SourceFailure & { readonly about: 'members' | 'tags' | 'contacts' | 'days' }) | null;
}

/** How far back a member's days are read, and so many at once. */
const DAYS_BACK = 90;
const DAYS_AT_ONCE = 30;

/** Asks for everybody's contacts to be read. Returns why not, or how many members there are. */
export async function beginRound(
  deps: Pick<ReadCustomersDeps, 'source' | 'store' | 'now'>,
): Promise<number | ReadReport['failure']> {
  const members = await deps.source.members();
  if (isFailure(members)) return { ...members, about: 'members' };
  const tags = await deps.source.tags();
  if (isFailure(tags)) return { ...tags, about: 'tags' };
  await deps.store.keepTags(tags);
  await deps.store.addDue([...new Set(members)], deps.now());
  return members.length;
}

/**
 * Reads due members' contacts, so many pages at most, each written with how far it has come. Killed anywhere it goes on
 * with the page after the last one that was written.
 */
export async function readCustomers(deps: ReadCustomersDeps, mostPages: number): Promise<ReadReport> {
  const counts = Object.fromEntries(CONTACT_COUNTS.map((name) => [name, 0])) as ContactCounts;
  const report = { pages: 0, membersDone: 0, without: 0, left: 0, hidden: 0 };
  const done = (failure: ReadReport['failure']): ReadReport => ({ ...report, counts, failure });
  const restarted = new Set<string>();
  while (report.pages < mostPages && !deps.isStopping()) {
    const due = await deps.store.nextDue();
    if (due === null) return done(null);
    const startedAt = due.startedAt ?? deps.now();
    if (due.cursor === '') {
      const failure = await finishMember(deps, due.member, startedAt);
      if (failure !== null) return done({ ...failure, about: 'days' });
      report.membersDone += 1;
      continue;
    }
    report.pages += 1;
    const page = await readPage(deps, due, startedAt, counts);
    if (page === 'written') {
      await deps.pause();
      continue;
    }
    if (page.failure === 'no-contacts') {
      report.without += 1;
      await deps.store.finish(due.member, startedAt, deps.now());
    } else if (page.failure === 'hidden') {
      report.hidden += 1;
      await deps.store.drop(due.member);
    } else if (page.failure === 'no-member') {
      report.left += 1;
      await deps.store.finish(due.member, startedAt, deps.now());
    } else if (page.failure === 'refused' && due.cursor !== null && !restarted.has(due.member)) {
      // A cursor is good for a while only: what was read before is read again, and changes nothing.
      restarted.add(due.member);
      await deps.store.restart(due.member);
    } else if (page.failure === 'refused') await deps.store.drop(due.member);
    else return done({ ...page, about: 'contacts' });
  }
  return done(null);
}

async function readPage(
  deps: ReadCustomersDeps,
  { member, cursor }: DueMember,
  startedAt: Instant,
  counts: ContactCounts,
): Promise<'written' | SourceFailure> {
  const page = await deps.source.contacts(member, cursor);
  if (isFailure(page)) return page;
  const known = await deps.store.known(page.contacts.map(({ key }) => key));
  const names = page.contacts.map(({ company, name }) => company ?? name);
  const keys = [...new Set(names.map(customerKey))];
  const nameKeys = await deps.store.nameKeys(keys);
  const customers = await deps.imports.lookUp({
    numbers: [...new Set(known.flatMap(({ number }) => number ?? []))],
    keys,
    cores: [...new Set(names.map(coreName))],
  });
  const { refOf, newId } = deps;
  const tagNames = await deps.store.tagNames();
  const plan = planPage(page.contacts, { member, known, customers, nameKeys, tagNames, refOf, newId });
  for (const name of CONTACT_COUNTS) counts[name] += plan.counts[name];
  counts.faulty += page.faulty;
  const before = await deps.store.progress();
  const total = Object.fromEntries(
    CONTACT_COUNTS.map((name) => [name, (before?.counts[name] ?? 0) + plan.counts[name]]),
  );
  const now = deps.now();
  // The same cursor once more would go on for ever.
  const next = page.next === null || page.next === cursor ? '' : page.next;
  await deps.store.writePage(
    {
      ...{ member, startedAt, cursor: next, batch: plan.batch, writes: plan.writes },
      progress: {
        key: 'wecom-customers',
        what: 'wecom',
        rowsDone: total['contacts'] ?? 0,
        isDone: false,
        counts: total,
        startedAt: before?.startedAt ?? now,
      },
    },
    now,
  );
  return 'written';
}

/** Days of a member that are over and not kept yet; then who was not seen is gone, and customers get another manager. */
async function finishMember(
  deps: ReadCustomersDeps,
  member: string,
  startedAt: Instant,
): Promise<SourceFailure | null> {
  const { source, store, refOf } = deps;
  const yesterday = shifted(localDay(deps.now()), -1);
  const last = await store.lastDay(member);
  const earliest = shifted(yesterday, 1 - DAYS_BACK);
  let from = last === null || last < earliest ? earliest : shifted(last, 1);
  while (from <= yesterday) {
    const end = shifted(from, DAYS_AT_ONCE - 1);
    const until = end < yesterday ? end : yesterday;
    const days = await source.days(member, from, until);
    if (isFailure(days)) {
      if (days.failure === 'later' || days.failure === 'not-allowed') return days;
      break;
    }
    // A day without a word is a day that is known.
    const told = days.some(({ day }) => day === until) ? days : [...days, { day: until, chats: 0, messages: 0 }];
    await store.keepDays(
      member,
      told.filter(({ day }) => day >= from && day <= until),
    );
    from = shifted(until, 1);
    await deps.pause();
  }
  for (const { customerId, heir } of await store.finish(member, startedAt, deps.now())) {
    if (heir !== null) await store.handOver(customerId, refOf(member), refOf(heir));
  }
  return null;
}

function isFailure(answer: object): answer is SourceFailure {
  return 'failure' in answer;
}

/** WeCom's days are those of Beijing, wherever the company works. */
const BEIJING_MS: Ms = 8 * 3_600_000;

function localDay(at: Instant): IsoDay {
  return new Date(at + BEIJING_MS).toISOString().slice(0, 10);
}

function shifted(day: IsoDay, days: number): IsoDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
