import type { Actor } from '../../domain/people.ts';
import { seesTeamsWork, type TodoScope, teamsShownTo } from '../../domain/todo.ts';
import type { OwedPage } from '../../usecases/home/ports.ts';
import type { Button, Card } from '../card.ts';
import { type CardContext, dayAndTimeText } from './context.ts';
import { todoCard } from './todo-card.ts';

/** The parts of somebody's page, in order. */
export function homeScopes(actor: Actor, context: CardContext): readonly TodoScope[] {
  return teamsShownTo(actor, context.policy).length === 0 ? ['mine'] : ['mine', 'team'];
}

/**
 * Somebody's page: what they owe, and below it what their team owes. `stands`: it is not asked for but kept shown, so it
 * says when things are due and when it was made.
 */
export function homeCards(
  parts: readonly { readonly scope: TodoScope; readonly owed: OwedPage }[],
  actor: Actor,
  context: CardContext,
  stands: boolean,
): readonly Card[] {
  const unownedOnly = !seesTeamsWork(actor);
  return parts.map(({ scope, owed }) => {
    const listing = { scope, me: actor.ref, unownedOnly, page: 1, stands, leadsOn: false };
    const card = todoCard(owed, listing, context);
    if (scope !== 'mine') return card;
    return {
      ...card,
      buttons: [newButton(context), ...(card.buttons ?? [])],
      ...(stands ? { footer: withMade(card.footer, context) } : {}),
    };
  });
}

function withMade(footer: string | undefined, context: CardContext): string {
  const made = context.m.todo.asOf({ at: dayAndTimeText(context, context.now) });
  return footer === undefined ? made : `${footer} · ${made}`;
}

function newButton({ m }: CardContext): Button {
  return { action: 'ticket.new', value: 'new', label: m.view.form.newTitle, style: 'primary', typed: '/ticket' };
}
