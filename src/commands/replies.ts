import type { Card } from '../chat/card.ts';
import { outcomeCard, said } from '../chat/cards/outcome-card.ts';
import type { Reply } from '../chat/inbound.ts';
import type { Outcome } from '../usecases/outcome.ts';
import type { CommandContext } from './command.ts';

/** A card as the answer. */
export function showCard(card: Card): Reply {
  return { kind: 'card', card };
}

/** What a use case led to, as the answer; `lines` add what only the command knows. */
export function showOutcome({ card }: CommandContext, outcome: Outcome, lines: readonly string[] = []): Reply {
  const told = outcomeCard(outcome, card);
  return { kind: 'card', card: { ...told, lines: [...(told.lines ?? []), ...lines] }, outcome };
}

/** What is wrong with what was typed, and a line that works. */
export function refuseInput(
  { card }: CommandContext,
  what: string,
  example: string,
  hints: readonly string[] = [],
): Reply {
  const { reply } = card.m;
  return showCard(said(what, 'warn', [...hints, reply.tryThis({ example }), reply.nothingChanged]));
}
