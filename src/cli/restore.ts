import path from 'node:path';
import { Command } from 'commander';
import { formatFaults, terminalLocale } from '../config/fault.ts';
import { loadConfig } from '../config/load-config.ts';
import { operatorTexts } from '../i18n/operator.ts';
import { openBackup } from '../storage/backup/backup-file.ts';
import { checkBackup, DatabaseNotEmpty, restoreBackup } from '../storage/backup/restore-backup.ts';
import { reachDatabase } from './reach-database.ts';

/* `npm run restore -- FILE`: a backup into an empty database. Also the way to the next major version of PostgreSQL. */
const locale = terminalLocale(process.env);
const t = operatorTexts(locale);
const MIGRATIONS = path.join(import.meta.dirname, '../../prisma/migrations');
const program = new Command('restore').description(t.restoreDescription).argument('<file>', t.restoreFile);

program.action(async (file: string) => {
  try {
    await restore(file);
  } catch (error) {
    console.error(t.failed({ reason: error instanceof Error ? error.message : String(error) }));
    if (error instanceof DatabaseNotEmpty) console.error(t.notEmptyCure);
    process.exitCode = 1;
  }
});
await program.parseAsync();

async function restore(file: string): Promise<void> {
  const loading = await loadConfig(process.cwd(), process.env);
  if (!loading.ok) throw new Error(formatFaults(loading.faults, locale));
  // Before anything is made: a file that is cut off must not cost a database.
  const { takenAt } = await checkBackup(openBackup(file));
  const database = await reachDatabase(loading.config.environment, { beside: false });
  try {
    const { rows } = await restoreBackup({ url: database.url, directory: MIGRATIONS, source: openBackup(file) });
    const counts = Object.values(rows);
    const total = counts.reduce((sum, count) => sum + count, 0);
    console.log(t.restored({ rows: total, tables: counts.length, takenAt }));
  } finally {
    await database.close();
  }
}
