import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Command } from 'commander';
import { formatFaults, terminalLocale } from '../config/fault.ts';
import { loadConfig } from '../config/load-config.ts';
import { operatorTexts } from '../i18n/operator.ts';
import { openBackup } from '../storage/backup/backup-file.ts';
import { checkBackup } from '../storage/backup/restore-backup.ts';
import { writeBackup } from '../storage/backup/write-backup.ts';
import { showProgress } from './progress.ts';
import { reachDatabase } from './reach-database.ts';

/*
 * `npm run backup`: one file with everything that is stored, as it was at one moment, while the product goes on. The file
 * is read back before it gets its name, so that a file that has one is whole.
 */
const locale = terminalLocale(process.env);
const t = operatorTexts(locale);
const program = new Command('backup')
  .description(t.backupDescription)
  .option('--out <file>', t.backupOut)
  .option('--check <file>', t.backupCheck)
  .parse();
const options = program.opts<{ out?: string; check?: string }>();

try {
  if (options.check === undefined) await backup();
  else {
    const { takenAt, server, migrations } = await check(options.check);
    console.log(t.backupWhole({ takenAt, server, migrations: migrations.length }));
  }
} catch (error) {
  console.error(t.failed({ reason: error instanceof Error ? error.message : String(error) }));
  process.exitCode = 1;
}

async function backup(): Promise<void> {
  const loading = await loadConfig(process.cwd(), process.env);
  if (!loading.ok) throw new Error(formatFaults(loading.faults, locale));
  const { environment } = loading.config;
  const stamp = new Date()
    .toISOString()
    .replaceAll(/[-:]|\..*/g, '')
    .replace('T', '-');
  const file = options.out ?? path.join(environment.dataDir, 'backups', `huiyin-${stamp}.backup.gz`);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const part = `${file}.part`;
  const database = await reachDatabase(environment, { beside: true });
  const bar = showProgress(t.tables);
  try {
    const pack = createGzip();
    const stored = pipeline(pack, createWriteStream(part, { mode: 0o600 }));
    const written = writeBackup({ url: database.url, out: pack, onTable: bar.show }).finally(() => pack.end());
    const [{ rows }] = await Promise.all([written, stored]);
    bar.stop();
    await check(part);
    await keep(part, file);
    const { size } = await stat(file);
    const counts = Object.values(rows);
    const total = counts.reduce((sum, count) => sum + count, 0);
    console.log(t.backedUp({ file, rows: total, tables: counts.length, megabytes: (size / 1e6).toFixed(1) }));
  } finally {
    bar.stop();
    await rm(part, { force: true });
    await database.close();
  }
}

function check(file: string) {
  return checkBackup(openBackup(file));
}

/** The name comes last, and after the bytes are on the disk. */
async function keep(part: string, file: string): Promise<void> {
  const handle = await open(part, 'r+');
  await handle.sync();
  await handle.close();
  await rename(part, file);
}
