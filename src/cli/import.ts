import { Command } from 'commander';
import { importFile } from '../app/import-file.ts';
import { terminalLocale } from '../config/fault.ts';
import { messagesOf } from '../i18n/messages.ts';
import { operatorTexts } from '../i18n/operator.ts';
import { tableTexts } from '../i18n/table-texts.ts';
import { NotUtf8 } from '../tables/decode-lines.ts';
import { openTable } from '../tables/read-table.ts';
import { createTableWriter } from '../tables/write-table.ts';
import { assessCustomers } from '../usecases/customers/assess-customers.ts';
import type { RowReport } from '../usecases/customers/plan-import.ts';
import { NO_ACTIVITY } from '../usecases/customers/ports.ts';
import { openDesk } from './open-desk.ts';
import { showProgress } from './progress.ts';

/*
 * `npm run import -- customers.csv --dry-run`: customers, or their cooperation events, out of a table. The first Ctrl-C
 * finishes the batch under way; the same command goes on from there, also after a kill.
 */
const locale = terminalLocale(process.env);
const t = tableTexts(locale);
const program = new Command('import')
  .description(t.importDescription)
  .argument('<file>', t.importFile)
  .option('--dry-run', t.importDryRun)
  .option('--report <file>', t.importReport)
  .parse();
const options = program.opts<{ dryRun?: true; report?: string }>();
const [file = ''] = program.args;

/** Rows at fault that are told on the terminal; all of them stand in the report. */
const TOLD = 20;
let isStopping = false;
process.once('SIGINT', () => {
  isStopping = true;
});

try {
  await run();
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(error instanceof NotUtf8 ? t.notUtf8 : operatorTexts(locale).failed({ reason }));
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const table = await openTable(file);
  const desk = await openDesk(locale);
  const { storage } = desk;
  const reportFile = options.report ?? `${file}.report.csv`;
  const report = createTableWriter(reportFile);
  const bar = showProgress(t.bytes);
  const told: string[] = [];
  let untold = 0;
  try {
    await report.write(t.reportColumns);
    const isDryRun = options.dryRun === true;
    const result = await importFile(storage.database, storage.policies.active().policy, table, {
      isDryRun,
      now: () => storage.clock.now(),
      progress: (at) => bar.show(at, table.size),
      isStopping: () => isStopping,
      report: (row) => {
        const what = describe(row);
        if (row.faults.length > 0 || row.resembles !== null || row.result === 'lost') {
          if (told.length < TOLD) told.push(t.row({ line: row.line, who: row.who.slice(0, 40), what }));
          else untold += 1;
        }
        return report.write([
          String(row.line),
          t.result[row.result],
          row.who.slice(0, 200),
          row.changes.join(' '),
          what,
        ]);
      },
    });
    bar.stop();
    await report.close();
    if (!result.ok) {
      console.error(result.reason === 'empty' ? t.empty : t.noHeader);
      process.exitCode = 1;
      return;
    }
    const { header, counts } = result;
    const shown = header.columns.flatMap((field) => (field === null ? [] : messagesOf(locale).customer.field(field)));
    console.log(t.header({ line: header.line, what: header.kind, columns: shown.join(' · ') }));
    if (header.unknown.length > 0) console.log(t.ignored({ columns: header.unknown.join(' · ') }));
    if (header.twice.length > 0) console.log(t.twice({ columns: header.twice.join(' · ') }));
    const encodings = table.encodings();
    if (encodings !== null && encodings.utf8 > 0 && encodings.gbk > 0) console.log(t.mixed(encodings));
    if (result.resumedAt > 0) console.log(t.resumed({ rows: result.resumedAt }));
    for (const line of told) console.log(line);
    if (untold > 0) console.log(t.moreRows(untold));
    console.log(isDryRun ? t.wouldBe : isStopping ? t.stopped : t.done);
    console.log(t.counts(counts));
    console.log(t.report({ file: reportFile }));
    if (isDryRun) return;
    const data = { what: header.kind, rows: counts.rows, new: counts.new, changed: counts.changed };
    await storage.customers.audit({ at: storage.clock.now(), by: 'system', what: 'imported', subjectId: null, data });
    await assessCustomers(
      {
        store: storage.customers,
        upkeep: storage.customerUpkeep,
        policies: storage.policies,
        clock: storage.clock,
        activity: async () => NO_ACTIVITY,
        onTierChanged: () => undefined,
      },
      () => isStopping,
    );
  } finally {
    bar.stop();
    await desk.close();
  }
}

/** What is wrong with a row and what else is worth a word. */
function describe(row: RowReport): string {
  return [
    ...row.faults.map(t.fault),
    ...(row.repeats === null ? [] : [t.repeats(row.repeats)]),
    ...(row.resembles === null ? [] : [t.resembles(row.resembles)]),
  ].join('; ');
}
