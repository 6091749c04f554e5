import type { Form } from '../../chat/form.ts';
import type { Reply } from '../../chat/inbound.ts';
import { cutVisibly } from '../../domain/intake/clean.ts';
import { takeTicketNumber } from '../../domain/intake/ticket-number.ts';
import type { TicketVerb } from '../../usecases/change-ticket.ts';
import type { CommandContext, Verb } from '../command.ts';
import { refuseInput, showOutcome } from '../replies.ts';
import { offerNearest } from './nearest-ticket.ts';

/** Longest remark, in characters; what is over is cut visibly. */
export const REMARK_MAX = 4_000;

/** Runs a verb of the use cases on one ticket and tells what came of it. */
export async function changeAndTell<Input>(
  context: CommandContext,
  number: string,
  verb: TicketVerb<Input>,
  input: Input,
): Promise<Reply> {
  const { inbound, actor, budgetMs } = context;
  const request = { dedupeKey: inbound.dedupeKey, number, actor, budgetMs };
  return showOutcome(context, await context.services.changeTicket(request, verb, input));
}

/** The beginning of a text that was meant as a number: repeated to its writer, who then sees what is wrong with it. */
const LIKE_A_NUMBER = /^[#cC]?\d{1,20}(?!\S)/u;

/** Takes the number off what was typed, or says that it is missing, with the verb's own example. */
export async function withNumber(
  context: CommandContext,
  verb: keyof CommandContext['card']['m']['help']['verb'],
  rest: string,
  then: (number: string, rest: string) => Reply | Promise<Reply>,
): Promise<Reply> {
  const taken = takeTicketNumber(rest);
  const { m } = context.card;
  if (taken === null) {
    const written = LIKE_A_NUMBER.exec(rest)?.[0];
    const fault = written === undefined ? m.reply.missingNumber : m.reply.notANumber({ written });
    const refused = refuseInput(context, fault, m.help.verb[verb].example);
    return written === undefined ? refused : offerNearest(context, refused, verb, written, rest.slice(written.length));
  }
  const reply = await then(taken.number, taken.rest);
  const isUnknown = isRefused(reply, 'unknown-ticket', taken.number);
  return isUnknown ? offerNearest(context, reply, verb, taken.number, ` ${taken.rest}`) : reply;
}

function isRefused(reply: Reply, reason: string, number: string): boolean {
  if (reply.kind !== 'card' || reply.outcome === undefined) return false;
  const { outcome } = reply;
  return 'reason' in outcome && outcome.reason === reason && 'number' in outcome && outcome.number === number;
}

/** Words that go with a deed; `null` when there are none. */
export function remarkOf(text: string): string | null {
  const { text: clean } = cutVisibly(text, REMARK_MAX);
  return clean === '' ? null : clean;
}

/** A form with nothing but words, for buttons that need some. */
export function wordsForm(
  context: CommandContext,
  form: { action: string; number: string; title: string; isOptional?: boolean },
): Reply {
  const { form: words } = context.card.m.view;
  const asked: Form = {
    action: form.action,
    context: form.number,
    title: form.title,
    intro: words.about(form.number),
    submit: words.save,
    cancel: words.cancel,
    fields: [
      {
        kind: 'text',
        name: 'words',
        label: words.words,
        multiline: true,
        maxLength: REMARK_MAX - 1_000,
        ...(form.isOptional === true ? { optional: true } : {}),
      },
    ],
  };
  return { kind: 'form', form: asked };
}

/**
 * A verb that takes a number and words: typed in one line, or from a button whose form asks for the words. `isNeeded`:
 * without words there is nothing to do.
 */
export function verbWithWords<Input>(options: {
  readonly name: keyof CommandContext['card']['m']['help']['verb'];
  readonly aliases: readonly string[];
  readonly isNeeded: boolean;
  readonly title: (form: CommandContext['card']['m']['view']['form']) => string;
  readonly verb: TicketVerb<Input>;
  readonly input: (remark: string | null) => Input;
}): Verb {
  const { name, verb, isNeeded } = options;
  const ask = (context: CommandContext, number: string) =>
    wordsForm(context, {
      action: `ticket.${name}`,
      number,
      title: options.title(context.card.m.view.form),
      isOptional: !isNeeded,
    });
  return {
    name,
    aliases: options.aliases,
    takesNumber: true,
    typed: (context, rest) =>
      withNumber(context, name, rest, (number, words) => {
        const remark = remarkOf(words);
        // The number alone asks for the words, as the button does.
        if (remark === null && isNeeded) return ask(context, number);
        return changeAndTell(context, number, verb, options.input(remark));
      }),
    clicked: ask,
    submitted: (context, number, values) => {
      const remark = remarkOf(values['words'] ?? '');
      if (remark === null && isNeeded) {
        return { kind: 'form-errors', errors: { words: context.card.m.reply.missingText } };
      }
      return changeAndTell(context, number, verb, options.input(remark));
    },
  };
}

/** A verb that needs nothing but the number. */
export function plainVerb(options: {
  readonly name: keyof CommandContext['card']['m']['help']['verb'];
  readonly aliases: readonly string[];
  readonly verb: TicketVerb<null>;
}): Verb {
  const { name, aliases, verb } = options;
  return {
    name,
    aliases,
    takesNumber: true,
    typed: (context, rest) => withNumber(context, name, rest, (number) => changeAndTell(context, number, verb, null)),
    clicked: (context, number) => changeAndTell(context, number, verb, null),
  };
}
