import type { Messages } from '../i18n/messages.ts';
import type { SimulateTexts } from '../i18n/simulate-texts.ts';
import type { Counts, Report } from '../usecases/simulate/report.ts';
import { bar, displayWidth, tableLines } from './terminal-table.ts';

/** What the report of a simulation is told with. */
export interface ReportTelling {
  readonly t: SimulateTexts;
  readonly m: Messages;
  readonly policy: string;
  readonly from: string;
  readonly until: string;
  readonly zone: string;
  readonly night: string;
  /** Years of the stretch without a table of holidays. */
  readonly missingYears: readonly number[];
  /** A moment as whoever reads it would write it. */
  readonly timeText: (at: number) => string;
}

/** Hearers and examples told on the terminal; the JSON has all. */
const HEARERS_TOLD = 15;
const EXAMPLES_TOLD = 5;
const BAR_WIDTH = 40;
const ISO_DATE_WIDTH = 10;
const COLUMN = '  ';

/** The report as lines for a terminal. */
export function reportLines(report: Report, telling: ReportTelling): readonly string[] {
  const { t } = telling;
  const { subjects } = report;
  const columns = ['', t.really, t.would, ''];
  return [
    t.title(telling),
    t.replayed({
      tickets: figure(subjects['ticket'] ?? 0),
      contacts: figure(subjects['contact'] ?? 0),
      customers: figure(subjects['customer'] ?? 0),
    }),
    '',
    ...tableLines([
      columns,
      row(t.messages, report.messages),
      row(t.atNight(telling), report.atNight),
      row(t.reminders, report.reminders),
      row(t.merged, report.merged),
      row(t.missed, report.missed),
    ]),
    ...weekLines(report, t),
    ...hearerLines(report, t),
    ...ruleLines(report, telling),
    '',
    t.differences(mapValues(report.differences, figure)),
    ...exampleLines(report, telling),
    ...limitLines(report, telling),
  ];
}

function row(label: string, { really, would }: Counts): readonly string[] {
  return [label, figure(really), figure(would), change(really, would)];
}

function weekLines({ weeks }: Report, t: SimulateTexts): readonly string[] {
  const most = Math.max(1, ...weeks.flatMap(({ messages }) => [messages.really, messages.would]));
  const width = Math.max(displayWidth(t.really), displayWidth(t.would));
  const line = (label: string, side: string, count: number): string => {
    const of = side + ' '.repeat(width - displayWidth(side));
    return [label.padEnd(ISO_DATE_WIDTH), of, `${bar(count / most, BAR_WIDTH)} ${figure(count)}`].join(COLUMN);
  };
  return [
    '',
    t.weeks,
    ...weeks.flatMap(({ monday, messages }) => [
      line(monday, t.really, messages.really),
      line('', t.would, messages.would),
    ]),
  ];
}

function hearerLines({ hearers }: Report, t: SimulateTexts): readonly string[] {
  if (hearers.length === 0) return [];
  const told = hearers.slice(0, HEARERS_TOLD);
  const left = hearers.length - told.length;
  return [
    '',
    ...tableLines([
      [t.hearers, t.really, t.would, '', `${t.nightColumn} ${t.really}`, t.would],
      ...told.map(({ is, name, key, messages, atNight }) => [
        is === 'person' ? (name === key ? name : `${name} (${key})`) : `${name} (${t.team})`,
        figure(messages.really),
        figure(messages.would),
        change(messages.really, messages.would),
        figure(atNight.really),
        figure(atNight.would),
      ]),
    ]),
    ...(left > 0 ? [t.moreHearers({ count: left })] : []),
  ];
}

function ruleLines({ rules }: Report, { t, m }: ReportTelling): readonly string[] {
  if (rules.length === 0) return [];
  return [
    '',
    ...tableLines([
      [t.rules, t.really, t.would, '', `${t.missed} ${t.really}`, t.would],
      ...rules.map(({ rule, reminders, missed }) => [
        m.ticket.rule(rule),
        figure(reminders.really),
        figure(reminders.would),
        change(reminders.really, reminders.would),
        figure(missed.really),
        figure(missed.would),
      ]),
    ]),
  ];
}

function exampleLines({ examples }: Report, { t, m, timeText }: ReportTelling): readonly string[] {
  if (examples.length === 0) return [];
  const time = (at: number | null): string => (at === null ? '' : timeText(at));
  const told = examples.slice(0, EXAMPLES_TOLD).flatMap(({ difference, number, rule, really, would }) => {
    if (difference === 'same') return [];
    const words = { number, rule: m.ticket.rule(rule), really: time(really), would: time(would) };
    return [`${COLUMN}${t.example[difference](words)}`];
  });
  return [`${t.examples}:`, ...told];
}

function limitLines(report: Report, { t, m, missingYears }: ReportTelling): readonly string[] {
  const { applied, dropped } = report.acknowledgements;
  const list = (all: readonly (string | number)[]): string => all.join(m.view.listJoin);
  return [
    '',
    `${t.limits}:`,
    ...[
      t.asTheyDid,
      ...(applied + dropped > 0 ? [t.acks({ dropped: figure(dropped), total: figure(applied + dropped) })] : []),
      ...(report.differences.unanswered > 0 ? [t.unanswered({ count: figure(report.differences.unanswered) })] : []),
      ...(report.saidLate > 0 ? [t.saidLate({ count: figure(report.saidLate) })] : []),
      ...(report.unknownTeams.length > 0 ? [t.unknownTeams({ teams: list(report.unknownTeams) })] : []),
      ...(missingYears.length > 0 ? [t.noHolidays({ years: list(missingYears) })] : []),
      ...(report.unreadable.length > 0
        ? [t.unreadable({ count: report.unreadable.length, numbers: list(report.unreadable.slice(0, EXAMPLES_TOLD)) })]
        : []),
    ].map((line) => `${COLUMN}- ${line}`),
  ];
}

const figures = new Intl.NumberFormat('en');

function figure(count: number): string {
  return figures.format(count);
}

function change(really: number, would: number): string {
  if (really === would) return '=';
  const by = would - really;
  const sign = by > 0 ? '+' : '-';
  const share = really === 0 ? '' : ` (${sign}${Math.round((Math.abs(by) / really) * 100)} %)`;
  return `${sign}${figure(Math.abs(by))}${share}`;
}

function mapValues<K extends string, T, U>(all: Readonly<Record<K, T>>, map: (value: T) => U): Record<K, U> {
  return Object.fromEntries(Object.entries(all).map(([key, value]) => [key, map(value as T)])) as Record<K, U>;
}
