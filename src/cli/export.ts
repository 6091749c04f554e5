import { Command } from 'commander';
import { customerTable } from '../chat/cards/customer-table.ts';
import { terminalLocale } from '../config/fault.ts';
import { messagesOf } from '../i18n/messages.ts';
import { operatorTexts } from '../i18n/operator.ts';
import { tableTexts } from '../i18n/table-texts.ts';
import { createTableWriter } from '../tables/write-table.ts';
import { openDesk } from './open-desk.ts';

/* `npm run export -- customers.csv`: all customers as a table that an import reads back. Recorded before it begins. */
const locale = terminalLocale(process.env);
const t = tableTexts(locale);
const program = new Command('export').description(t.exportDescription).argument('<file>', t.exportFile).parse();
const [file = ''] = program.args;

/** Rows read at once. */
const AT_ONCE = 1_000;

try {
  const { storage, close } = await openDesk(locale);
  try {
    const audit = {
      at: storage.clock.now(),
      by: 'system',
      what: 'exported',
      subjectId: null,
      data: { whole: true },
    } as const;
    await storage.customers.audit(audit);
    const writer = createTableWriter(file);
    const reader = { m: messagesOf(locale), nameOf: (ref: string) => storage.nameOf(ref) };
    let count = 0;
    let after = 0;
    for (;;) {
      const rows = await storage.customers.exportRows({}, after, AT_ONCE);
      const [header = [], ...table] = customerTable(rows, reader);
      for (const row of after === 0 ? [header, ...table] : table) await writer.write(row);
      count += rows.length;
      after = rows.at(-1)?.number ?? after;
      if (rows.length < AT_ONCE) break;
    }
    await writer.close();
    console.log(t.exported({ rows: count, file }));
  } finally {
    await close();
  }
} catch (error) {
  console.error(operatorTexts(locale).failed({ reason: error instanceof Error ? error.message : String(error) }));
  process.exitCode = 1;
}
