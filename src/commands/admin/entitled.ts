import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { hasRole } from '../../domain/people.ts';
import type { CommandContext } from '../command.ts';
import { showCard } from '../replies.ts';

/** What only administrators are answered; others are told whom to ask. */
export function forAdmins(context: CommandContext, answer: () => Reply | Promise<Reply>): Reply | Promise<Reply> {
  const { actor, card, policy } = context;
  if (hasRole(actor, 'admin')) return answer();
  const { admin, view } = card.m;
  const names = [...policy.policy.people.values()].filter((one) => one.role === 'admin').map((one) => one.name);
  return showCard(said(admin.onlyAdmins, 'warn', [admin.whoIsAdmin({ names: names.join(view.listJoin) })]));
}
