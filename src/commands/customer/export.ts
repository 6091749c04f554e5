import { customerTable, withoutFormula } from '../../chat/cards/customer-table.ts';
import type { Reply } from '../../chat/inbound.ts';
import { mayDoWithCustomer } from '../../domain/customer/permission.ts';
import type { CustomerFilter } from '../../usecases/customers/ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';
import { showRefusal } from './answers.ts';
import { scopeOf } from './list.ts';

/** Rows that a message holds; a whole table is behind a link. */
const ROWS = 20;

/** 导出: a table to copy, or to fetch when it is long, for those entitled; recorded. */
export const exportCustomers: Verb = {
  name: 'export',
  aliases: ['导出'],
  takesNumber: false,
  typed: async (context: CommandContext, rest: string): Promise<Reply> => {
    const { services, actor } = context;
    const { filter } = scopeOf(
      context,
      rest.split(/\s+/u).filter((word) => word !== ''),
    );
    const permission = mayDoWithCustomer(actor, 'export');
    if (!permission.ok) {
      return showRefusal(context, { code: 'refused', reason: 'needs-role', role: permission.role });
    }
    const { total } = await services.customers.list(filter, { offset: 0, limit: 1 });
    return total > ROWS ? offerFile(context, filter, total) : showTable(context, filter);
  },
};

/** Nothing has left yet: what is fetched is recorded when it is. */
async function offerFile(context: CommandContext, filter: CustomerFilter, total: number): Promise<Reply> {
  const { inbound, services, card } = context;
  const { files } = card.m;
  const url = await services.files.link(inbound.who, { kind: 'export', filter }, card.locale);
  if (url === null) return showTable(context, filter);
  const title = files.exportTitle({ customers: total });
  return showCard({
    tone: 'info',
    title,
    summary: title,
    lines: [files.exportHint],
    facts: [{ label: files.download, value: url }],
  });
}

async function showTable(context: CommandContext, filter: CustomerFilter): Promise<Reply> {
  const { m, nameOf } = context.card;
  const exported = await context.services.customers.export(context.actor, filter, ROWS);
  if (exported.code === 'refused') return showRefusal(context, exported);
  const table = customerTable(exported.rows, { m, nameOf });
  const title = m.customer.reply.exported({ rows: exported.rows.length });
  return showCard({
    tone: 'info',
    title,
    summary: title,
    copy: table.map((row) => row.map((cell) => withoutFormula(cell.replace(/[\t\n]+/gu, ' '))).join('\t')).join('\n'),
    ...(exported.rows.length === ROWS ? { footer: m.files.noAddress } : {}),
  });
}
