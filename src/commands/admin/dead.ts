import type { Button } from '../../chat/card.ts';
import { dayAndTimeText } from '../../chat/cards/context.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import type { CommandContext, Verb } from '../command.ts';
import { refuseInput, showCard } from '../replies.ts';
import { forAdmins } from './entitled.ts';

const PAGE = 8;

/** 死信: what could not be delivered, newest first. */
export const dead: Verb = {
  name: 'dead',
  aliases: ['死信', '未送达'],
  takesNumber: false,
  typed: (context, rest) => forAdmins(context, () => showDead(context, Number(/\d{1,4}/.exec(rest)?.[0] ?? 1))),
  clicked: (context, value) => forAdmins(context, () => showDead(context, Number(value) || 1)),
};

/** 重发: the ones that were refused, or one by its number. */
export const retry: Verb = {
  name: 'retry',
  aliases: ['重发', '重试'],
  takesNumber: false,
  typed: (context, rest) => forAdmins(context, () => sendAgain(context, rest.trim())),
  clicked: (context, value) => forAdmins(context, () => sendAgain(context, value)),
};

async function showDead(context: CommandContext, page: number): Promise<Reply> {
  const { card, services } = context;
  const { admin } = card.m;
  const words = admin.dead;
  const { rows, total } = await services.operations.dead({ offset: (Math.max(page, 1) - 1) * PAGE, limit: PAGE });
  if (total === 0) return showCard(said(words.empty, 'good', []));
  const buttons: Button[] = [
    { action: 'admin.retry', value: 'all', label: words.all, style: 'primary', typed: '/admin retry all' },
    ...(total > page * PAGE
      ? [{ action: 'admin.dead', value: String(page + 1), label: admin.more, typed: `/admin dead ${page + 1}` }]
      : []),
  ];
  return showCard({
    tone: 'warn',
    title: words.title({ total }),
    summary: words.title({ total }),
    lines: [words.cure],
    items: rows.map((row) => ({
      title: words.item({
        id: row.id,
        what: words.what[row.what as keyof typeof words.what] ?? row.what,
        number: row.number ?? '',
        where: `${row.platform} ${row.conversation}`,
      }),
      detail: words.detail({ at: dayAndTimeText(card, row.at), state: words.state[row.state], reason: row.reason }),
      buttons: [{ action: 'admin.retry', value: row.id, label: words.again, typed: `/admin retry ${row.id}` }],
    })),
    buttons,
  });
}

const ALL = new Set(['all', '全部', '所有']);

async function sendAgain(context: CommandContext, which: string): Promise<Reply> {
  const { actor, card, services } = context;
  const words = card.m.admin;
  const id = /^#?(\d{1,18})$/.exec(which)?.[1];
  if (id === undefined && !ALL.has(which.toLowerCase())) {
    return refuseInput(context, words.retry.which, words.help.verb.retry.example);
  }
  const count = await services.operations.retry(id === undefined ? 'all' : { id }, actor.ref, card.now);
  return showCard(said(words.retry.done({ count }), count === 0 ? 'muted' : 'good', []));
}
