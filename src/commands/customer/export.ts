import { customerTable, withoutFormula } from '../../chat/cards/customer-table.ts';
import type { Reply } from '../../chat/inbound.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';
import { showRefusal } from './answers.ts';
import { scopeOf } from './list.ts';

/** Rows that a message holds; a whole table leaves by the command line. */
const ROWS = 20;

/** 导出: a table to copy, for those entitled; recorded. */
export const exportCustomers: Verb = {
  name: 'export',
  aliases: ['导出'],
  takesNumber: false,
  typed: async (context: CommandContext, rest: string): Promise<Reply> => {
    const { m, nameOf } = context.card;
    const { filter } = scopeOf(
      context,
      rest.split(/\s+/u).filter((word) => word !== ''),
    );
    const exported = await context.services.customers.export(context.actor, filter, ROWS);
    if (exported.code === 'refused') return showRefusal(context, exported);
    const table = customerTable(exported.rows, { m, nameOf });
    const title = m.customer.reply.exported({ rows: exported.rows.length });
    return showCard({
      tone: 'info',
      title,
      summary: title,
      copy: table.map((row) => row.map((cell) => withoutFormula(cell.replace(/[\t\n]+/gu, ' '))).join('\t')).join('\n'),
      ...(exported.rows.length === ROWS ? { footer: m.customer.reply.exportMore({ shown: ROWS }) } : {}),
    });
  },
};
