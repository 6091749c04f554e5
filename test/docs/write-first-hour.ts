import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { differingLines, recordFirstHour } from './first-hour.ts';

/*
 * `npm run docs:first-hour`: plays the first hour on the real product and writes docs/first-hour.md. With `--check` nothing
 * is written: exit code 1 names the lines that are not what the product says now, times and numbers aside.
 */
const file = path.join(import.meta.dirname, '../../docs/first-hour.md');
const page = await recordFirstHour();
if (process.argv.includes('--check')) {
  const differing = differingLines(await readFile(file, 'utf8'), page);
  for (const line of differing) process.stderr.write(`${line}\n`);
  process.exitCode = differing.length === 0 ? 0 : 1;
} else await writeFile(file, page);
