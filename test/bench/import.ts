import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { loadavg } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { importFile } from '../../src/app/import-file.ts';
import { demoPolicy } from '../../src/domain/policy/demo.ts';
import { connectDatabase, type Database } from '../../src/storage/connect.ts';
import { startEmbeddedPostgres } from '../../src/storage/embedded/server.ts';
import { migrateDatabase } from '../../src/storage/migrate.ts';
import { openTable } from '../../src/tables/read-table.ts';
import type { RowResult } from '../../src/usecases/customers/plan-import.ts';
import { removeAfterDeath } from '../support/remove-after-death.ts';

/*
 * What importing 100,000 customers costs: time, and the most memory that this process takes above what it takes when it
 * is idle; young garbage is kept small, as `npm run import` keeps it. Then once more (nothing may change), and into another database by a process that is killed in the middle and
 * started again. The database is the embedded one, every commit on disk.
 *
 * BENCH_ROWS: rows of the table, 100000. BENCH_FILE: a table of one's own instead.
 */

const ROWS = Number(process.env['BENCH_ROWS'] ?? 100_000);
const directory = await mkdtemp('/tmp/huiyin-bench-');
await chmod(directory, 0o711); // as root the server is another user, who must get through
removeAfterDeath(directory);
const file = process.env['BENCH_FILE'] ?? (await writeTable(path.join(directory, 'customers.csv')));
const silent = { info: () => undefined, warn: (message: string) => console.log(message) };
const server = await startEmbeddedPostgres({ dataDir: path.join(directory, 'server'), log: silent });

try {
  const database = await openDatabase('huiyin_demo');
  const idleMb = megabytes(process.memoryUsage().rss);
  const first = await importOnce(database);
  const peakMb = first.peakMb - idleMb;
  const again = await importOnce(database);
  if (again.counts.same !== ROWS || again.counts.new + again.counts.changed !== 0) {
    throw new Error(`the same table again changed something: ${JSON.stringify(again.counts)}`);
  }
  await database.close();
  console.log(
    `first: ${JSON.stringify(first.counts)} in ${Math.round(first.ms)} ms; again: nothing changed, ${Math.round(again.ms)} ms`,
  );
  await killAndResume();
  const figures = {
    bench: 'import',
    rows_per_s: Math.round(ROWS / (first.ms / 1_000)),
    peak_mb: Math.round(peakMb),
    idle_mb: Math.round(idleMb),
    rows: ROWS,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
  console.log(JSON.stringify(figures));
} finally {
  await server.stop();
}

async function writeTable(to: string): Promise<string> {
  const out = createWriteStream(to);
  out.write('客户名称,简称,行业,规模,年合同额,首次合作日期,客户经理,联系人,职务,电话,邮箱,标签,特殊要求\n');
  for (let i = 0; i < ROWS; i += 1) {
    const row = `云帆科技${i}有限公司,云帆${i},制造业,${i % 500}人,${(i % 90) * 10_000},2024-0${1 + (i % 9)}-1${i % 10},,张伟${i % 977},采购经理,138${String(i).padStart(8, '0')},p${i}@yunfan.example,重视性价比;批次${i % 7},需在 24 小时内书面答复\n`;
    if (!out.write(row)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
  return to;
}

async function openDatabase(name: string): Promise<Database> {
  await server.ensureDatabase(name);
  const url = server.url(name);
  await migrateDatabase({ url, directory: path.join(import.meta.dirname, '../../prisma/migrations') });
  return connectDatabase({ url, poolSize: 2, applicationName: 'bench' });
}

async function importOnce(database: Database) {
  const counts: Record<RowResult | 'faulty', number> = { new: 0, changed: 0, same: 0, repeated: 0, lost: 0, faulty: 0 };
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const startedAt = performance.now();
  const result = await importFile(database, demoPolicy(), await openTable(file), {
    isDryRun: false,
    now: Date.now,
    progress: () => undefined,
    isStopping: () => false,
    report: (row) => {
      counts[row.result] += 1;
      if (row.faults.length > 0) counts.faulty += 1;
    },
  });
  const ms = performance.now() - startedAt;
  clearInterval(timer);
  if (!result.ok) throw new Error(result.reason);
  return { counts, ms, peakMb: megabytes(peak) };
}

/** The product's own command, killed without a word when a third is written, and run again: nothing twice, nothing lost. */
async function killAndResume(): Promise<void> {
  const database = await openDatabase('killed');
  const env = {
    ...process.env,
    // A platform, so that the command works on this very database.
    ...{ SLACK_BOT_TOKEN: 'xoxb-bench', SLACK_SIGNING_SECRET: '0'.repeat(32) },
    ...{ DATABASE_URL: server.url('killed'), DATA_DIR: path.join(directory, 'unused'), LANG: 'en_US.UTF-8' },
  };
  const report = ['--report', path.join(directory, 'report.csv')];
  const start = () =>
    spawn(
      process.execPath,
      [...process.execArgv, path.join(import.meta.dirname, '../../src/cli/import.ts'), file, ...report],
      {
        env,
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
  const killed = start();
  while ((await database.prisma.customer.count()) < ROWS / 3) await wait(50);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const before = await database.prisma.customer.count();
  const resumed = start();
  const [code] = (await once(resumed, 'exit')) as [number];
  const after = await database.prisma.customer.count();
  const people = await database.prisma.contactPerson.count();
  await database.close();
  if (code !== 0 || after !== ROWS || people !== ROWS)
    throw new Error(`after the kill: ${after} customers, ${people} people`);
  console.log(`killed at ${before} rows, resumed: ${after} customers, ${people} people`);
}

function megabytes(bytes: number): number {
  return bytes / 1_048_576;
}
