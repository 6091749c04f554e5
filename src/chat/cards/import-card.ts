import { tableTexts } from '../../i18n/table-texts.ts';
import type { RowReport } from '../../usecases/customers/plan-import.ts';
import type { ChatFile, ImportAnswer, ImportReport } from '../../usecases/files/ports.ts';
import type { Button, Card } from '../card.ts';
import type { CardContext } from './context.ts';

/** Rows at fault that a card shows. */
const TOLD = 8;

/** What a table would change: a button to do so, where there is anything to do. */
export function importedLook(report: ImportReport, file: ChatFile | null, context: CardContext): Card {
  const { files } = context.m;
  const { kind, counts, hash } = report;
  const isNothing = counts.new + counts.changed === 0;
  const title = isNothing ? files.lookedNothing : files.looked({ ...counts, kind });
  const value = file === null ? '' : `${file.id} ${hash}`;
  const button: Button = {
    action: 'customer.import',
    value,
    label: files.importIt,
    style: 'primary',
    typed: `/customer import ${value}`,
  };
  const buttons = isNothing || file === null ? [] : [button];
  return { tone: 'info', title, summary: title, lines: linesOf(report, context), buttons };
}

/** What it came to. */
export function importedCard(report: ImportReport, isStopped: boolean, context: CardContext): Card {
  const { files } = context.m;
  const { kind, counts } = report;
  const title = isStopped ? files.stopped : files.done({ ...counts, kind });
  return { tone: isStopped ? 'warn' : 'good', title, summary: title, lines: linesOf(report, context) };
}

/** Why nothing was imported. */
export function importRefusal(answer: ImportAnswer, { m }: Pick<CardContext, 'm'>): Card {
  const { files, reply, ticket } = m;
  const title =
    answer.code !== 'refused'
      ? reply.nothingChanged
      : answer.reason === 'needs-role'
        ? files.needsRole({ role: ticket.role(answer.role) })
        : files.fault[answer.reason];
  return { tone: 'warn', title, summary: title, lines: [reply.nothingChanged] };
}

function linesOf(report: ImportReport, { m, locale }: CardContext): readonly string[] {
  const t = tableTexts(locale);
  const { headerLine, kind, columns, ignored, counts, told, untold, resumedAt } = report;
  const shown = told
    .slice(0, TOLD)
    .map((row) => t.row({ line: row.line, who: row.who.slice(0, 40), what: wrongWith(row, t) }));
  const more = untold + Math.max(0, told.length - TOLD);
  return [
    t.header({ line: headerLine, what: kind, columns: columns.map((field) => m.customer.field(field)).join(' · ') }),
    ...(ignored.length > 0 ? [t.ignored({ columns: ignored.join(' · ') })] : []),
    ...(resumedAt > 0 ? [t.resumed({ rows: resumedAt })] : []),
    t.counts(counts),
    ...shown,
    ...(more > 0 ? [t.moreRows(more)] : []),
  ];
}

function wrongWith(row: RowReport, t: ReturnType<typeof tableTexts>): string {
  return [
    ...row.faults.map(t.fault),
    ...(row.repeats === null ? [] : [t.repeats(row.repeats)]),
    ...(row.resembles === null ? [] : [t.resembles(row.resembles)]),
  ].join('; ');
}
