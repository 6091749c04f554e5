import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify';

/** A CSV file that is written row by row; spreadsheets take no cell of it for a formula. */
export interface TableWriter {
  write(row: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** `\uFEFF` tells spreadsheets that the text is UTF-8. The file can be read by its owner alone: it holds people's data. */
export function createTableWriter(file: string): TableWriter {
  const rows = stringify({ bom: true, escape_formulas: true });
  const out = createWriteStream(file, { mode: 0o600 });
  rows.pipe(out);
  const written = finished(out);
  written.catch(() => undefined);
  return {
    async write(row) {
      if (!rows.write([...row])) await Promise.race([once(rows, 'drain'), written]);
    },
    async close() {
      rows.end();
      await written;
    },
  };
}
