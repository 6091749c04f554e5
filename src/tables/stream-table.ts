import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';

/**
 * Rows as a CSV that is made while it is read; spreadsheets take no cell of it for a formula. `\uFEFF` tells them that the text is
 * UTF-8. An error of `rows` ends the stream with it.
 */
export function streamTable(rows: AsyncIterable<readonly string[]>): Readable {
  const table = stringify({ bom: true, escape_formulas: true });
  const source = Readable.from(rows);
  source.on('error', (error) => table.destroy(error));
  return source.pipe(table);
}
