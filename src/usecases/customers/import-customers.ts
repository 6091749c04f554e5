import {
  findHeader,
  HEADER_WITHIN,
  type ReadCustomerRow,
  type ReadEventRow,
  readRow,
  type TableHeader,
  type TableRow,
} from '../../domain/customer/import-table.ts';
import { type ImportDeps, planBatch, type RowReport, type RowResult, remember } from './plan-import.ts';

export type ImportCounts = Readonly<Record<RowResult | 'rows' | 'faulty', number>>;

export const NO_COUNTS: ImportCounts = { rows: 0, new: 0, changed: 0, same: 0, repeated: 0, lost: 0, faulty: 0 };

export type ImportResult =
  | { readonly ok: true; readonly header: TableHeader; readonly counts: ImportCounts; readonly resumedAt: number }
  | { readonly ok: false; readonly reason: 'no-header' | 'empty' };

export interface ImportRequest {
  /** Hash of the file's content. */
  readonly hash: string;
  readonly rows: AsyncIterable<{ readonly row: TableRow; readonly at: number }>;
  /** Nothing is written; everything is told. */
  readonly isDryRun: boolean;
  readonly report: (row: RowReport) => void | Promise<void>;
  readonly progress: (at: number) => void;
  readonly isStopping: () => boolean;
}

/** Rows written by one transaction together with how far it has come. */
const AT_ONCE = 250;

/**
 * Imports a table, row by row in batches: what it holds is laid over what is known, and what is known already changes
 * nothing. Killed in the middle it goes on after the last batch that was committed.
 */
export async function importTable(deps: ImportDeps, request: ImportRequest): Promise<ImportResult> {
  const head: { row: TableRow; at: number }[] = [];
  const rows = request.rows[Symbol.asyncIterator]();
  while (head.length < HEADER_WITHIN) {
    const next = await rows.next();
    if (next.done === true) break;
    head.push(next.value);
  }
  if (head.every(({ row }) => row.cells.every((cell) => cell.trim() === ''))) return { ok: false, reason: 'empty' };
  const header = findHeader(head.map(({ row }) => row));
  if (header === null) return { ok: false, reason: 'no-header' };

  const key = `${header.kind}:${request.hash}`;
  const before = request.isDryRun ? null : await deps.store.progress(key);
  const resumedAt = before === null || before.isDone ? 0 : before.rowsDone;
  const counts: Record<keyof ImportCounts, number> =
    resumedAt === 0 ? { ...NO_COUNTS } : { ...NO_COUNTS, ...before?.counts };
  const seen = new Map<string, { line: number; print: string }>();
  let batch: (ReadCustomerRow | ReadEventRow)[] = [];
  let done = 0;
  const startedAt = deps.now();

  async function flush(isDone: boolean): Promise<void> {
    const fresh = batch;
    batch = [];
    if (fresh.length === 0 && !isDone) return;
    const reports: RowReport[] = [];
    const progress = { key, what: header?.kind ?? '', rowsDone: done, isDone, startedAt };
    const write = await planBatch(deps, fresh, seen, reports);
    for (const one of reports) {
      counts.rows += 1;
      counts[one.result] += 1;
      if (one.faults.length > 0) counts.faulty += 1;
    }
    if (!request.isDryRun) await deps.store.write(write, { ...progress, counts: { ...counts } }, deps.now());
    for (const one of reports) await request.report(one);
  }

  async function take(row: TableRow): Promise<void> {
    if (header === null || row.line <= header.line) return;
    const read = readRow(header, row, deps.personOf);
    done += 1;
    if (read === null) return;
    if (done <= resumedAt) {
      // Written before the last stop; only remembered, so that a repetition further down is known.
      remember(deps, seen, read);
      return;
    }
    batch.push(read);
    if (batch.length >= AT_ONCE) await flush(false);
  }

  for (const { row } of head) await take(row);
  for (let next = await rows.next(); next.done !== true; next = await rows.next()) {
    await take(next.value.row);
    request.progress(next.value.at);
    if (request.isStopping()) {
      await flush(false);
      return { ok: true, header, counts, resumedAt };
    }
  }
  await flush(true);
  return { ok: true, header, counts, resumedAt };
}
