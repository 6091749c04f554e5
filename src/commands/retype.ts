import { said } from '../chat/cards/outcome-card.ts';
import type { Reply } from '../chat/inbound.ts';
import { splitVerb } from '../domain/intake/verb.ts';
import type { Command, CommandContext, Verb } from './command.ts';
import { showCard } from './replies.ts';

/** The same command with one verb more: a button that carries a whole line does what the line would have done. */
export function withRetype(command: Command): Command {
  function run(context: CommandContext, line: string): Reply | Promise<Reply> {
    const { verb: name, rest } = splitVerb(line, command.verbs);
    const verb = command.verbs.find((one) => one.name === name);
    // What was offered has been renamed meanwhile: it must not become a new ticket.
    if (verb === undefined) return showCard(said(context.card.m.reply.staleButton, 'warn'));
    return verb.typed(context, rest);
  }
  const retype: Verb = { name: 'retype', aliases: [], takesNumber: false, typed: run, clicked: run };
  return { ...command, verbs: [...command.verbs, retype] };
}
