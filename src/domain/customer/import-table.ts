import { foldWord } from '../intake/clean.ts';
import type { PersonRef } from '../vocabulary.ts';
import type { CooperationType, IsoDay } from './customer.ts';
import { COOPERATION_BY_SPELLING, FIELD_BY_SPELLING, type FieldKey } from './lexicon-customer.ts';
import { readAmount } from './read-amount.ts';
import { readDay } from './read-day.ts';
import { fieldWord } from './read-line.ts';
import { type FieldFault, type PersonPatch, type ProfilePatch, readFields, readTags } from './read-profile.ts';

/** A row of a table as it stands in its file. */
export interface TableRow {
  /** Line, or row of the sheet, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** What a table is about. */
export type TableKind = 'customers' | 'events';

/** Which column holds what. */
export interface TableHeader {
  readonly line: number;
  readonly kind: TableKind;
  readonly columns: readonly (FieldKey | null)[];
  /** Headers that say nothing to us, and those that came a second time: these columns are left out. */
  readonly unknown: readonly string[];
  readonly twice: readonly string[];
}

/** Headers stand within the first rows; above them are titles and notes. */
export const HEADER_WITHIN = 10;
/** Fewer known headers are no header row. */
const LEAST_KNOWN = 2;

/**
 * The header among a table's first rows: the one with the most known names. `null` when no row has a customer's name or
 * number among at least two known names (one, in a table of a single column).
 */
export function findHeader(rows: readonly TableRow[]): TableHeader | null {
  const found = rows.slice(0, HEADER_WITHIN).map(headerOf);
  const best = found.toSorted((a, b) => known(b) - known(a))[0];
  if (best === undefined) return null;
  const least = Math.min(LEAST_KNOWN, best.columns.length);
  const names = best.columns.includes('name') || best.columns.includes('number');
  return names && known(best) >= least ? best : null;
}

function headerOf({ line, cells }: TableRow): TableHeader {
  const columns: (FieldKey | null)[] = [];
  const unknown: string[] = [];
  const twice: string[] = [];
  for (const cell of cells) {
    const field = FIELD_BY_SPELLING.get(fieldWord(cell.slice(0, 60))) ?? null;
    if (field !== null && columns.includes(field)) {
      twice.push(cell);
      columns.push(null);
      continue;
    }
    if (field === null && cell.trim() !== '') unknown.push(cell.trim().slice(0, 40));
    columns.push(field);
  }
  const kind = columns.includes('type') && columns.includes('date') ? 'events' : 'customers';
  return { line, kind, columns, unknown, twice };
}

function known({ columns }: TableHeader): number {
  return columns.filter((field) => field !== null).length;
}

/** What is wrong with a row, beside its values. */
export type RowFault =
  | {
      readonly problem: 'no-name' | 'no-type' | 'no-date' | 'formula' | 'tier-by-rule';
      readonly field: FieldKey;
      readonly value: string;
    }
  | FieldFault;

/** A customer out of a row. Values at fault are left out; the row is still good for the others. */
export interface ReadCustomerRow {
  readonly kind: 'customers';
  readonly line: number;
  readonly number: string | null;
  readonly profile: ProfilePatch;
  readonly tags: readonly string[];
  readonly person: (PersonPatch & { readonly name: string }) | null;
  readonly faults: readonly RowFault[];
  /** Nothing of it can be used. */
  readonly isLost: boolean;
}

/** A cooperation event out of a row. */
export interface ReadEventRow {
  readonly kind: 'events';
  readonly line: number;
  readonly number: string | null;
  readonly name: string | null;
  readonly event: {
    readonly type: CooperationType;
    readonly day: IsoDay;
    readonly amount: number | null;
    readonly remark: string | null;
  } | null;
  readonly faults: readonly RowFault[];
  readonly isLost: boolean;
}

/** Reads a row by its header; `null` for a row with nothing in it. */
export function readRow(
  header: TableHeader,
  row: TableRow,
  personOf: (written: string) => PersonRef | null,
): ReadCustomerRow | ReadEventRow | null {
  const fields = new Map<FieldKey, string>();
  const faults: RowFault[] = [];
  header.columns.forEach((field, i) => {
    const cell = (row.cells[i] ?? '').trim();
    const value = unguarded(cell);
    if (field === null || value === '') return;
    // What carries a guard was meant as text by whoever wrote the table.
    if (value === cell && isFormula(value)) faults.push({ problem: 'formula', field, value: value.slice(0, 60) });
    else fields.set(field, value);
  });
  if (fields.size === 0 && faults.length === 0) return null;
  return header.kind === 'events'
    ? readEventRow(row.line, fields, faults)
    : readCustomerRow(row.line, fields, faults, personOf);
}

function readCustomerRow(
  line: number,
  fields: Map<FieldKey, string>,
  faults: RowFault[],
  personOf: (written: string) => PersonRef | null,
): ReadCustomerRow {
  const number = fields.get('number') ?? null;
  const read = readFields(fields, personOf);
  const { name } = read.profile;
  faults.push(...read.faults);
  // Our own tables have it beside the number, to be read and not to be set.
  if (read.tier !== null && number === null)
    faults.push({ problem: 'tier-by-rule', field: 'tier', value: fields.get('tier') ?? '' });
  const isLost = name === undefined && number === null;
  if (isLost && read.faults.every((fault) => fault.field !== 'name'))
    faults.push({ problem: 'no-name', field: 'name', value: '' });
  const hasPerson = Object.keys(read.person).length > 0;
  const personName = read.person.name ?? name;
  return {
    kind: 'customers',
    line,
    number,
    profile: read.profile,
    tags: readTags([fields.get('tags') ?? '']),
    person: hasPerson && personName !== undefined ? { ...read.person, name: personName } : null,
    faults,
    isLost,
  };
}

function readEventRow(line: number, fields: Map<FieldKey, string>, faults: RowFault[]): ReadEventRow {
  const name = fields.get('name') ?? null;
  const number = fields.get('number') ?? null;
  if (name === null && number === null) faults.push({ problem: 'no-name', field: 'name', value: '' });
  const typed = fields.get('type') ?? '';
  const type = COOPERATION_BY_SPELLING.get(foldWord(typed).trim()) ?? null;
  if (type === null) faults.push({ problem: 'no-type', field: 'type', value: typed.slice(0, 60) });
  const dated = fields.get('date') ?? '';
  const day = readDay(dated);
  if (dated === '') faults.push({ problem: 'no-date', field: 'date', value: '' });
  else if (!day.ok) {
    const problem = { 'not-a-date': 'bad-day', 'does-not-exist': 'no-such-day', ambiguous: 'ambiguous-day' } as const;
    const choices = day.reason === 'ambiguous' ? { choices: day.choices } : {};
    faults.push({ problem: problem[day.reason], field: 'date', value: dated.slice(0, 60), ...choices });
  }
  const paid = fields.get('amount');
  const amount = paid === undefined ? null : readAmount(paid);
  if (paid !== undefined && amount === null)
    faults.push({ problem: 'bad-amount', field: 'amount', value: paid.slice(0, 60) });
  const isWhole =
    type !== null && day.ok && (name !== null || number !== null) && (paid === undefined || amount !== null);
  const remark = fields.get('remark')?.slice(0, 500) ?? null;
  const event = isWhole ? { type, day: day.day, amount, remark } : null;
  return { kind: 'events', line, number, name, event, faults, isLost: event === null };
}

/** A cell without what tables put around text so that it stays text: `="138…"` and the apostrophe before a plus. */
function unguarded(text: string): string {
  const quoted = /^="([^"]*)"$/u.exec(text);
  if (quoted !== null) return (quoted[1] ?? '').trim();
  return /^'[=+\-@＝＋－＠]/u.test(text) ? text.slice(1) : text;
}

/** A formula that reached us as text: its result is not known here. A number with its sign is none. */
function isFormula(text: string): boolean {
  return /^[=＝]/u.test(text) || /^[@＠](?:SUM|IF|HYPERLINK|CMD)\b/iu.test(text);
}
