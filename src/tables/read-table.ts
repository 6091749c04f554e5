import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import type { TableRow } from '../domain/customer/import-table.ts';
import { createLineDecoder, type Encodings } from './decode-lines.ts';
import { readWorkbook } from './read-workbook.ts';
import { openXlsx } from './xlsx/read-xlsx.ts';
import { NotAZip } from './xlsx/zip-entries.ts';

/** A table that is read row by row, never as a whole where its format allows. */
export interface Table {
  /** Rows as they stand in the file; `at` counts bytes or rows read of `size`. */
  rows(): AsyncGenerator<{ readonly row: TableRow; readonly at: number }>;
  readonly size: number;
  /** Hash of the content: the same file is known again wherever it lies. */
  readonly hash: string;
  /** Known after the last row; workbooks have none. */
  encodings(): Encodings | null;
}

/** Longest cell in characters that is looked at; nothing we keep is that long. */
const CELL_MAX = 20_000;

/**
 * Opens a table by its name's ending: `.xlsx` is read row by row, the older formats of workbooks (`.xls`, `.ods`) and what
 * only calls itself `.xlsx` as a whole; everything else is text.
 */
export async function openTable(file: string): Promise<Table> {
  const { size } = await stat(file);
  const hash = await hashOf(file);
  const ending = path.extname(file).toLowerCase();
  if (ending === '.xlsx' || ending === '.xlsm') return xlsxTable(file, size, hash);
  return ending === '.xls' || ending === '.ods' ? workbook(file, hash) : textTable(file, size, hash);
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('base64url').slice(0, 22);
}

async function xlsxTable(file: string, size: number, hash: string): Promise<Table> {
  try {
    const book = await openXlsx(file, CELL_MAX);
    return {
      size,
      hash,
      encodings: () => null,
      async *rows() {
        // How much of the file is read is not to be seen through its compression: rows are told instead.
        for await (const row of book.rows()) yield { row, at: Math.min(row.line, size) };
      },
    };
  } catch (error) {
    if (error instanceof NotAZip) return workbook(file, hash);
    throw error;
  }
}

async function workbook(file: string, hash: string): Promise<Table> {
  const rows = readWorkbook(await readFile(file), CELL_MAX);
  return {
    size: rows.length,
    hash,
    encodings: () => null,
    async *rows() {
      for (let i = 0; i < rows.length; i += 1) {
        const cells = rows[i] ?? [];
        // Let go as it is read: a workbook cannot be read in pieces, but what was used need not be held.
        rows[i] = [];
        yield { row: { line: i + 1, cells }, at: i + 1 };
      }
    },
  };
}

function textTable(file: string, size: number, hash: string): Table {
  const decoder = createLineDecoder();
  return {
    size,
    hash,
    encodings: decoder.encodings,
    async *rows() {
      const source = createReadStream(file);
      const parser = parse({
        delimiter: await delimiterOf(file),
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: false,
        info: true,
        trim: true,
        max_record_size: 32 * 1024 * 1024,
      });
      const flowing = pipeline(source, decoder.stream, parser);
      // A failure is met where rows are read; here it only must not count as unhandled.
      flowing.catch(() => undefined);
      for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
        const cells = record.map((cell) => (cell.length > CELL_MAX ? cell.slice(0, CELL_MAX) : cell));
        yield { row: { line: info.lines, cells }, at: source.bytesRead };
      }
      await flowing;
    },
  };
}

/** Which sign stands between cells: the one most frequent in the beginning. */
async function delimiterOf(file: string): Promise<string> {
  const head: Buffer[] = [];
  for await (const chunk of createReadStream(file, { end: 16_383 })) head.push(chunk as Buffer);
  const text = Buffer.concat(head).toString('latin1');
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: text.split(sign).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.sign ?? ',';
}
