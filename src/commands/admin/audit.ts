import { dayAndTimeText } from '../../chat/cards/context.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';
import { forAdmins } from './entitled.ts';

const PAGE = 10;

/** 审计: who looked at or exported protected data, newest first. */
export const audit: Verb = {
  name: 'audit',
  aliases: ['审计', '查看记录'],
  takesNumber: false,
  typed: (context, rest) => forAdmins(context, () => show(context, Number(/\d{1,4}/.exec(rest)?.[0] ?? 1))),
  clicked: (context, value) => forAdmins(context, () => show(context, Number(value) || 1)),
};

async function show({ card, services }: CommandContext, asked: number): Promise<Reply> {
  const { admin } = card.m;
  const page = Math.max(asked, 1);
  const { rows, total } = await services.operations.audit({ offset: (page - 1) * PAGE, limit: PAGE });
  if (total === 0) return showCard(said(admin.audit.empty, 'muted', []));
  return showCard({
    tone: 'info',
    title: admin.audit.title({ total }),
    summary: admin.audit.title({ total }),
    items: rows.map((row) => ({
      title: admin.audit.item({
        who: card.nameOf(row.by),
        what: admin.audit.what[row.what as keyof typeof admin.audit.what] ?? row.what,
        about: row.about ?? '',
      }),
      detail: dayAndTimeText(card, row.at),
    })),
    buttons:
      total > page * PAGE
        ? [{ action: 'admin.audit', value: String(page + 1), label: admin.more, typed: `/admin audit ${page + 1}` }]
        : [],
  });
}
