import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/*
 * A backup is one gzipped text: a line that says what it is, each table's rows as COPY writes them between `table` and
 * `\.`, and a last line with what must have been read by then. A file that was cut off has no last line.
 */

/** First line of a backup. */
export interface BackupHeader {
  readonly format: 1;
  /** When the rows were as they are here, ISO 8601. */
  readonly takenAt: string;
  /** Major version of the server it came from. */
  readonly server: number;
  /** Migrations that had made the tables, in order. */
  readonly migrations: readonly string[];
}

export interface BackupTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Last line: rows of each table, and the last value of each sequence (`null`: never used). */
export interface BackupTrailer {
  readonly rows: Readonly<Record<string, number>>;
  readonly sequences: Readonly<Record<string, string | null>>;
}

/** The file is no backup, is of a format of another release, or ends too early. */
export class BackupUnreadable extends Error {
  override readonly name = 'BackupUnreadable';
}

const MAGIC = 'huiyin-backup ';
const TABLE = 'table ';
const END = 'end ';
const CLOSE = '\\.\n';
const NEWLINE = 0x0a;
/** Longest line of ours (a table's columns, the trailer); a row may be as long as it likes. */
const LINE_LIMIT_BYTES = 4_000_000;

export function headerLine(header: BackupHeader): string {
  return `${MAGIC}${JSON.stringify(header)}\n`;
}

export function tableLine(table: BackupTable): string {
  return `${TABLE}${JSON.stringify(table)}\n`;
}

export function endLine(trailer: BackupTrailer): string {
  return `${END}${JSON.stringify(trailer)}\n`;
}

/** Writes rows as COPY gives them, and the mark that ends them. */
export async function writeRows(rows: Readable, out: Writable): Promise<void> {
  for await (const chunk of rows as AsyncIterable<Buffer>) await writeTo(out, chunk);
  await writeTo(out, CLOSE);
}

/** Writes and waits while the other side is behind. */
export async function writeTo(out: Writable, chunk: Buffer | string): Promise<void> {
  if (!out.write(chunk)) await once(out, 'drain');
}

/** The text of a backup, unpacked. Reading it throws what the file system and the packing throw. */
export function openBackup(file: string): AsyncIterable<Buffer> {
  const unpacked = createGunzip();
  createReadStream(file)
    .on('error', (error) => unpacked.destroy(error))
    .pipe(unpacked);
  return unpacked;
}

/** Who is told what a backup holds, in the order of the file. */
export interface BackupReader {
  header(header: BackupHeader): Promise<void>;
  /** Rows of this table follow; they go to what is returned, in pieces of any size. */
  table(table: BackupTable): Promise<(rows: Buffer) => Promise<void>>;
  tableEnded(table: BackupTable): Promise<void>;
  trailer(trailer: BackupTrailer): Promise<void>;
}

/** Reads the text of a backup (already unpacked) to its end. Throws BackupUnreadable. */
export async function readBackupText(source: AsyncIterable<Buffer>, reader: BackupReader): Promise<void> {
  let left: Buffer = Buffer.alloc(0);
  let current: { table: BackupTable; take: (rows: Buffer) => Promise<void> } | null = null;
  let place: 'start' | 'between' | 'ended' = 'start';
  for await (const chunk of source) {
    left = left.length === 0 ? chunk : Buffer.concat([left, chunk]);
    for (;;) {
      if (current !== null) {
        const { rows, closed, rest } = takeRows(left);
        left = rest;
        if (rows.length > 0) await current.take(rows);
        if (!closed) break;
        await reader.tableEnded(current.table);
        current = null;
      }
      const end = left.indexOf(NEWLINE);
      if (end < 0) {
        if (left.length > LINE_LIMIT_BYTES) throw new BackupUnreadable('this is not a backup of Huiyin');
        break;
      }
      const line: string = left.subarray(0, end).toString();
      left = left.subarray(end + 1);
      if (place === 'ended') throw new BackupUnreadable('something follows the end of the backup');
      if (place === 'start') {
        await reader.header(readHeader(line));
        place = 'between';
      } else if (line.startsWith(TABLE)) {
        const table = parse<BackupTable>(line.slice(TABLE.length));
        current = { table, take: await reader.table(table) };
      } else if (line.startsWith(END)) {
        await reader.trailer(parse<BackupTrailer>(line.slice(END.length)));
        place = 'ended';
      } else throw new BackupUnreadable('a line that no backup has');
    }
  }
  if (place !== 'ended')
    throw new BackupUnreadable('the backup ends too early: it was cut off when it was written or copied');
}

/** Whole rows at the beginning of what was read, and whether the mark that ends them was reached. */
function takeRows(text: Buffer): { rows: Buffer; closed: boolean; rest: Buffer } {
  if (text.subarray(0, CLOSE.length).toString('latin1') === CLOSE) {
    return { rows: Buffer.alloc(0), closed: true, rest: text.subarray(CLOSE.length) };
  }
  // COPY doubles a backslash, so that no row can look like the mark.
  const mark = text.indexOf(`\n${CLOSE}`, 0, 'latin1');
  if (mark >= 0)
    return { rows: text.subarray(0, mark + 1), closed: true, rest: text.subarray(mark + 1 + CLOSE.length) };
  const last = text.lastIndexOf(NEWLINE);
  return { rows: text.subarray(0, last + 1), closed: false, rest: text.subarray(last + 1) };
}

function readHeader(line: string): BackupHeader {
  if (!line.startsWith(MAGIC)) throw new BackupUnreadable('this is not a backup of Huiyin');
  const header = parse<BackupHeader>(line.slice(MAGIC.length));
  if (header.format !== 1)
    throw new BackupUnreadable('the backup was made by a newer release: restore it with that one');
  return header;
}

function parse<T>(json: string): T {
  try {
    return JSON.parse(json) as T;
  } catch (cause) {
    throw new BackupUnreadable('a line of the backup is damaged', { cause });
  }
}
