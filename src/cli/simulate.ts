import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { isPlayground } from '../app/database-name.ts';
import { hearersOf } from '../app/simulate/hearers.ts';
import { readStanding } from '../app/simulate/read-standing.ts';
import { runSimulation } from '../app/simulate/run-simulation.ts';
import { formatFaults, terminalLocale } from '../config/fault.ts';
import { loadConfig } from '../config/load-config.ts';
import { loadPolicyFile } from '../config/policy-file.ts';
import { parseDaySpan } from '../domain/calendar/calendar.ts';
import { formatInstant } from '../domain/calendar/clock-questions.ts';
import { putInForce } from '../domain/policy/in-force.ts';
import { withPlaygroundAddresses } from '../domain/policy/playground.ts';
import { MINUTE_MS } from '../domain/time.ts';
import { messagesOf } from '../i18n/messages.ts';
import { simulateTexts } from '../i18n/simulate-texts.ts';
import { dailyTerms } from '../usecases/simulate/daily-terms.ts';
import { readStretch } from '../usecases/simulate/read-stretch.ts';
import { makeReport } from '../usecases/simulate/report.ts';
import { showProgress } from './progress.ts';
import { reachDatabase } from './reach-database.ts';
import { reportLines } from './simulate-text.ts';

/*
 * `npm run simulate -- --policy new.yaml --from 2026-10-01 --to 2026-10-31`: what if that policy had been in force? Reads
 * one moment of the database and writes nothing to it, also while the product runs.
 */
const locale = terminalLocale(process.env);
const t = simulateTexts(locale);
const options = new Command('simulate')
  .description(t.description)
  .option('--policy <file>', t.policy)
  .option('--from <time>', t.from)
  .option('--to <time>', t.to)
  .option('--night <hours>', t.night, '21:00-09:00')
  .option('--out <file>', t.out)
  .option('--json', t.json)
  .parse()
  .opts<{ policy?: string; from?: string; to?: string; night: string; out?: string; json?: true }>();

/** Something the caller can put right; told as it is. */
class Refused extends Error {
  override readonly name = 'Refused';
}

/** A table that is not there: the product never ran on this database. */
const UNDEFINED_TABLE = '42P01';

/** How long reminders gather in a conversation: as the ports of the platforms say, but for the playground's. */
const GATHER_MS = MINUTE_MS;

const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort(new Refused('SIGINT')));

try {
  await run();
} catch (error) {
  if (error instanceof Refused) console.error(error.message);
  else if (codeOf(error) === UNDEFINED_TABLE) console.error(t.nothingStored);
  else console.error(t.failed({ reason: error instanceof Error ? error.message : String(error) }));
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const { from, to } = options;
  if (from === undefined || to === undefined) throw new Refused(t.needsStretch);
  const night = parseDaySpan(options.night);
  if (night === null) throw new Refused(t.badNight({ text: options.night }));
  const loading = await loadConfig(process.cwd(), process.env);
  if (!loading.ok) throw new Refused(formatFaults(loading.faults, locale));
  const { environment } = loading.config;
  const named = options.policy === undefined ? null : await loadPolicyFile(fileChoice(options.policy));
  if (named !== null && !named.ok) throw new Refused(formatFaults(named.faults, locale));

  const database = await reachDatabase(environment, { beside: true });
  try {
    const { inForce, accountNames } = await readStanding(database.url);
    if (inForce === null) throw new Refused(t.nothingStored);
    const tried = named === null ? inForce.policy : named.loaded.policy;
    const policy = isPlayground(environment) ? withPlaygroundAddresses(tried) : tried;
    const inForceTried = putInForce('tried', policy);
    const calendar = inForceTried.calendarOf('');
    const read = readStretch(calendar, from, to);
    if (!read.ok) throw new Refused(read.reason === 'backwards' ? t.backwards({ from, to }) : t.badTime(read));

    const progress = showProgress(t.subjects);
    const simulated = await runSimulation({
      databaseUrl: database.url,
      policy,
      ...read.stretch,
      progress: (done, total) => progress.show(done, total),
      signal: interrupted.signal,
    }).finally(() => progress.stop());
    const { tally, stretch } = simulated;
    const timeText = (at: number): string => formatInstant(calendar, at).slice(0, 16).replace('T', ' ');
    if (stretch.from >= stretch.until) throw new Refused(t.notYet({ from, now: timeText(stretch.until) }));
    if (tally.subjects.size === 0 && tally.unreadable.length === 0) throw new Refused(t.nothingStored);
    const report = makeReport(tally, {
      stretch,
      timezone: policy.timezone,
      night,
      gatherMs: (lane) => (lane.startsWith('playground/') ? 0 : GATHER_MS),
      daily: dailyTerms(inForceTried),
      hearerOf: hearersOf([policy, inForce.policy], accountNames),
      hasTeam: (id) => policy.teams.has(id),
    });
    const times = { from: formatInstant(calendar, stretch.from), until: formatInstant(calendar, stretch.until) };
    const json = {
      policy: options.policy ?? null,
      ...times,
      timezone: policy.timezone,
      night: options.night,
      ...report,
    };
    if (options.out !== undefined) await writeFile(options.out, `${JSON.stringify(json, null, 2)}\n`);
    if (options.json === true) {
      console.log(JSON.stringify(json, null, 2));
      return;
    }
    const lines = reportLines(report, {
      ...{ t, m: messagesOf(locale), night: options.night, zone: policy.timezone, timeText },
      policy: options.policy ?? t.inForce,
      from: timeText(stretch.from),
      until: timeText(stretch.until),
      missingYears: calendar.missingYears(yearOf(times.from), yearOf(times.until)),
    });
    console.log(lines.join('\n'));
    if (options.out !== undefined) console.log(`\n${t.written({ file: options.out })}`);
  } finally {
    await database.close();
  }
}

function fileChoice(file: string) {
  return { path: path.resolve(file), explicit: true, name: file };
}

function yearOf(iso: string): number {
  return Number(iso.slice(0, 4));
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
