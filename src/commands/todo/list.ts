import { TODO_ROWS, todoCard } from '../../chat/cards/todo-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { seesTeamsWork, type TodoScope, teamsShownTo } from '../../domain/todo.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';

const SCOPE_BY_WORD: Readonly<Record<string, TodoScope>> = {
  mine: 'mine',
  my: 'mine',
  我的: 'mine',
  team: 'team',
  all: 'team',
  部门: 'team',
  团队: 'team',
  全部: 'team',
};

/** 我的待办: whatever one owes, of tickets, talks and care alike, soonest due first; a lead also what the team owes. */
export const list: Verb = {
  name: 'list',
  aliases: ['列表', '清单', 'ls'],
  takesNumber: false,
  typed: (context, rest) => {
    const words = foldWord(rest).split(/\s+/u);
    const scope = words.map((word) => SCOPE_BY_WORD[word]).find((one) => one !== undefined);
    const page = Number(words.find((word) => /^\d{1,3}$/u.test(word)) ?? '1');
    return showTodo(context, scope ?? 'mine', Math.max(page, 1));
  },
  clicked: (context, value) => {
    const [scope = '', page = '1'] = value.split('|');
    return showTodo(context, SCOPE_BY_WORD[scope] ?? 'mine', Math.max(Number(page) || 1, 1));
  },
};

async function showTodo(context: CommandContext, scope: TodoScope, page: number): Promise<Reply> {
  const { actor, card, services } = context;
  const { policy } = context.policy;
  const request = { actor, policy, scope, now: card.now };
  const owed = await services.home.owed(request, { offset: (page - 1) * TODO_ROWS, limit: TODO_ROWS });
  const listing = {
    ...{ scope, page, stands: false, me: actor.ref },
    unownedOnly: !seesTeamsWork(actor),
    leadsOn: teamsShownTo(actor, policy).length > 0,
  };
  return showCard(todoCard(owed, listing, card));
}
