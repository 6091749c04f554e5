import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { KINDS, URGENCIES } from '../../domain/vocabulary.ts';
import { type Correction, correctAssumption } from '../../usecases/verbs/correct-assumption.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';
import { changeAndTell, withNumber } from './on-ticket.ts';

/** One thing that was assumed is chosen anew, from a menu below the answer. Typed, that is `/ticket edit`. */
export const fix: Verb = {
  name: 'fix',
  aliases: [],
  takesNumber: true,
  typed: (context, rest) =>
    withNumber(context, 'edit', rest, (number, words) => correct(context, `${number}|${words.replaceAll(' ', '|')}`)),
  clicked: correct,
};

function correct(context: CommandContext, chosen: string): Reply | Promise<Reply> {
  const [number = '', part = '', ...rest] = chosen.split('|');
  const correction = correctionOf(part, rest);
  if (correction === null) return showCard(said(context.card.m.reply.staleButton, 'warn'));
  return changeAndTell(context, number, correctAssumption, correction);
}

/** What a menu carries back: `kind|team|complaint`, where the team follows the kind; else `urgency||urgent`. */
function correctionOf(part: string, [how = '', value = '']: readonly string[]): Correction | null {
  const kind = KINDS.find((one) => one === value);
  const urgency = URGENCIES.find((one) => one === value);
  if (part === 'kind' && kind !== undefined) return { part, value: kind, reroutes: how === 'team' };
  if (part === 'urgency' && urgency !== undefined) return { part, value: urgency };
  return part === 'team' && value !== '' ? { part, value } : null;
}
