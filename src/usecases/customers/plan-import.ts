import { coreName } from '../../domain/customer/core-name.ts';
import type { Profile } from '../../domain/customer/customer.ts';
import type { ReadCustomerRow, ReadEventRow, RowFault } from '../../domain/customer/import-table.ts';
import { customerNumber, readCustomerNumber } from '../../domain/customer/number.ts';
import type { ProfilePatch } from '../../domain/customer/read-profile.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { customerKey } from '../../domain/intake/customer-name.ts';
import type { Instant } from '../../domain/time.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';
import type { ImportBatch, ImportStore, KnownCustomer } from './import-ports.ts';

/** What became of a row, or would. */
export type RowResult = 'new' | 'changed' | 'same' | 'repeated' | 'lost';

/** One line of the report. */
export interface RowReport {
  readonly line: number;
  readonly result: RowResult;
  /** The customer's name or number as it stands in the row. */
  readonly who: string;
  /** Fields that are new or change. */
  readonly changes: readonly string[];
  readonly faults: readonly RowFault[];
  /** Line of the row that said the same before. */
  readonly repeats: number | null;
  /** Number of a customer who is called alike: perhaps the same. */
  readonly resembles: string | null;
}

export interface ImportDeps {
  readonly store: ImportStore;
  readonly now: () => Instant;
  readonly newId: () => string;
  readonly hashOf: (text: string) => string;
  readonly personOf: (written: string) => PersonRef | null;
}

function identityOf(row: ReadCustomerRow | ReadEventRow): string {
  const name = row.kind === 'customers' ? row.profile.name : row.name;
  const number = row.number === null ? null : readCustomerNumber(row.number);
  if (number !== null) return `number ${number}`;
  return name === undefined || name === null ? '' : customerKey(name);
}

/** Keeps what a row said; the earlier row about the same, when there was one. */
export function remember(
  deps: ImportDeps,
  seen: Map<string, { line: number; print: string }>,
  row: ReadCustomerRow | ReadEventRow,
): { line: number; isEqual: boolean } | null {
  const who = identityOf(row);
  if (who === '' || row.isLost) return null;
  const content =
    row.kind === 'events' ? JSON.stringify(row.event) : JSON.stringify([row.profile, row.person, row.tags]);
  // Events of one customer are many; only the very same one is a repetition.
  const key = row.kind === 'events' ? deps.hashOf(`${who} ${content}`) : who;
  const print = deps.hashOf(content);
  const earlier = seen.get(key);
  seen.set(key, { line: row.line, print });
  return earlier === undefined ? null : { line: earlier.line, isEqual: earlier.print === print };
}

/** What a batch of rows would write, and a report on each; nothing is touched. */
export async function planBatch(
  deps: ImportDeps,
  rows: readonly (ReadCustomerRow | ReadEventRow)[],
  seen: Map<string, { line: number; print: string }>,
  reports: RowReport[],
): Promise<ImportBatch> {
  const names = rows.flatMap((row) => (row.kind === 'customers' ? row.profile.name : row.name) ?? []);
  const known = await deps.store.lookUp({
    numbers: rows.flatMap((row) => (row.number === null ? null : readCustomerNumber(row.number)) ?? []),
    keys: [...new Set(names.map(customerKey))],
    cores: [...new Set(names.map(coreName))],
  });
  const byKey = new Map(known.byKey);
  const { byNumber } = known;
  const afterById = new Map<string, KnownCustomer>();
  const write: Write = { created: [], changed: [], people: [], tags: [], events: [] };
  const customerOf = (row: ReadCustomerRow | ReadEventRow): KnownCustomer | undefined => {
    const name = row.kind === 'customers' ? row.profile.name : row.name;
    const number = row.number === null ? null : readCustomerNumber(row.number);
    const found =
      (number === null ? undefined : byNumber.get(number)) ?? (name ? byKey.get(customerKey(name)) : undefined);
    // As the rows before left it, by whatever name they called it.
    return found === undefined ? undefined : (afterById.get(found.id) ?? found);
  };
  const sourceOf = (row: ReadEventRow, customer: KnownCustomer) => {
    const { type, day, amount, remark } = row.event ?? {};
    return deps.hashOf(`${customer.id} ${type} ${day} ${amount ?? ''} ${remark ?? ''}`);
  };
  const sources = rows.flatMap((row) => {
    const customer = row.kind === 'events' && row.event !== null ? customerOf(row) : undefined;
    return row.kind === 'events' && customer !== undefined ? [sourceOf(row, customer)] : [];
  });
  const knownSources = sources.length === 0 ? new Set<string>() : await deps.store.knownSources(sources);
  for (const row of rows) {
    const repeated = remember(deps, seen, row);
    const name = row.kind === 'customers' ? (row.profile.name ?? null) : row.name;
    const number = row.number === null ? null : readCustomerNumber(row.number);
    const customer = customerOf(row);
    const report = {
      line: row.line,
      who: name ?? row.number ?? '',
      faults: row.faults,
      repeats: repeated?.line ?? null,
      resembles: null,
    };
    if (row.isLost) reports.push({ ...report, result: 'lost', changes: [] });
    else if (repeated?.isEqual === true) reports.push({ ...report, result: 'repeated', changes: [] });
    else if (row.kind === 'events') {
      const sourceKey = customer === undefined || row.event === null ? null : sourceOf(row, customer);
      const isKnown = sourceKey !== null && knownSources.has(sourceKey);
      reports.push({ ...report, ...planEvent(deps, row, customer, sourceKey, isKnown, write) });
    } else if (customer === undefined && (name === null || number !== null)) {
      reports.push({
        ...report,
        result: 'lost',
        changes: [],
        faults: [...row.faults, { problem: 'no-name', field: 'number', value: row.number ?? '' }],
      });
    } else {
      const planned = planCustomer(deps, row, customer, write);
      // The next row about them, in this very batch, finds them as they will be.
      afterById.set(planned.after.id, planned.after);
      if (name !== null && customer === undefined) byKey.set(customerKey(name), planned.after);
      const alike = customer === undefined && name !== null ? known.byCore.get(coreName(name)) : undefined;
      reports.push({
        ...report,
        result: planned.result,
        changes: planned.changes,
        resembles: alike === undefined ? null : customerNumber(alike),
      });
    }
  }
  return write;
}

type Write = { [K in keyof ImportBatch]: ImportBatch[K][number][] };

function planEvent(
  deps: ImportDeps,
  row: ReadEventRow,
  customer: KnownCustomer | undefined,
  sourceKey: string | null,
  isKnown: boolean,
  write: Write,
): Pick<RowReport, 'result' | 'changes' | 'faults'> {
  if (customer === undefined || row.event === null || sourceKey === null) {
    const value = row.name ?? row.number ?? '';
    return { result: 'lost', changes: [], faults: [...row.faults, { problem: 'no-name', field: 'name', value }] };
  }
  const { type, day, amount, remark } = row.event;
  if (isKnown) return { result: 'same', changes: [], faults: row.faults };
  write.events.push({ id: deps.newId(), customerId: customer.id, type, day, amount, remark, sourceKey });
  return { result: 'new', changes: [type], faults: row.faults };
}

function planCustomer(
  deps: ImportDeps,
  row: ReadCustomerRow,
  customer: KnownCustomer | undefined,
  write: Write,
): { result: RowResult; changes: readonly string[]; after: KnownCustomer } {
  const id = customer?.id ?? deps.newId();
  // The name by which it was found stays: an old name in a table renames nobody.
  const { name, ...rest } = row.profile;
  const changed = Object.entries(rest).filter(
    ([key, value]) => value !== undefined && value !== customer?.profile[key as keyof Profile],
  );
  const patch = Object.fromEntries(changed) as ProfilePatch;
  const has = new Set((customer?.tags ?? []).map(foldWord));
  const tags = row.tags.filter((tag) => !has.has(foldWord(tag)));
  const known = row.person === null ? undefined : customer?.people.get(foldWord(row.person.name));
  const personChanges =
    row.person === null
      ? []
      : Object.entries(row.person).filter(
          ([key, value]) => known === undefined || !isSame(known[key as keyof typeof known], value),
        );
  if (customer === undefined) write.created.push({ id, profile: { ...patch, name: name ?? '' } });
  else if (changed.length > 0)
    write.changed.push({
      id,
      profile: patch,
      names: {
        name: customer.profile.name,
        shortName: patch.shortName === undefined ? customer.profile.shortName : patch.shortName,
      },
    });
  if (row.person !== null && personChanges.length > 0)
    write.people.push({ id: deps.newId(), customerId: id, patch: row.person });
  for (const tag of tags) write.tags.push({ customerId: id, tag });
  const changes = [
    ...changed.map(([key]) => key),
    ...(personChanges.length > 0 ? ['person'] : []),
    ...(tags.length > 0 ? ['tags'] : []),
  ];
  const profile = {
    ...(customer?.profile ?? EMPTY_PROFILE),
    ...patch,
    ...(customer === undefined && name !== undefined ? { name } : {}),
  } as Profile;
  const people = new Map(customer?.people);
  if (row.person !== null) people.set(foldWord(row.person.name), { ...known, ...row.person });
  const after: KnownCustomer = { id, profile, tags: [...(customer?.tags ?? []), ...tags], people };
  const result = customer === undefined ? 'new' : changes.length > 0 ? 'changed' : 'same';
  return { result, changes, after };
}

const EMPTY_PROFILE: Omit<Profile, 'name'> = {
  shortName: null,
  kind: 'enterprise',
  vip: false,
  industry: null,
  size: null,
  product: null,
  amount: null,
  firstCooperation: null,
  contractFrom: null,
  contractUntil: null,
  needs: null,
  hiddenNeeds: null,
  demands: null,
  accountManager: null,
  successManager: null,
};

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
