import type { ResultWords } from '../../chat/cards/contact/logged-card.ts';
import { contactResultCard } from '../../chat/cards/contact/result-card.ts';
import type { Form } from '../../chat/form.ts';
import type { Reply } from '../../chat/inbound.ts';
import { takeContactNumber } from '../../domain/contact/number.ts';
import { maySeeContact } from '../../domain/contact/permission.ts';
import { commandWords } from '../../i18n/command-words.ts';
import type { ContactVerb } from '../../usecases/contact/change-contact.ts';
import type { ContactView } from '../../usecases/contact-ports.ts';
import type { ContactResult } from '../../usecases/contact-result.ts';
import type { CommandContext } from '../command.ts';
import { refuseInput } from '../replies.ts';

export type ContactCommand = 'contact' | 'followup';

/** A contact, or one of its promises. */
export interface Named {
  readonly number: string;
  readonly n: number | null;
}

/** A line that works when typed, from the command's own help. */
export function exampleOf({ card }: CommandContext, command: ContactCommand, verb: string): string {
  return commandWords(card.m, command).verb[verb]?.example ?? `/${command} help`;
}

/** What a use case led to, as the answer; `lines` add what only the command knows. */
export function showResult(
  { card }: CommandContext,
  result: ContactResult,
  words: ResultWords = {},
  lines: readonly string[] = [],
): Reply {
  const told = contactResultCard(result, card, words);
  return { kind: 'card', card: { ...told, lines: [...(told.lines ?? []), ...lines] }, outcome: result };
}

/** What is wrong with what was typed, and the verb's own example. */
export function refuse(
  context: CommandContext,
  command: ContactCommand,
  verb: string,
  fault: string,
  hints: readonly string[] = [],
): Reply {
  return refuseInput(context, fault, exampleOf(context, command, verb), hints);
}

/** The beginning of a text that was meant as a number. */
const LIKE_A_NUMBER = /^[#gG]?\d[\d-]{0,20}(?!\S)/u;

/** Takes the number off what was typed, or says that it is missing. */
export async function withContactNumber(
  context: CommandContext,
  command: ContactCommand,
  verb: string,
  text: string,
  then: (named: Named, rest: string) => Reply | Promise<Reply>,
): Promise<Reply> {
  const taken = takeContactNumber(text);
  if (taken !== null) return then(taken, taken.rest);
  const { reply } = context.card.m.contact;
  const written = LIKE_A_NUMBER.exec(text.trim())?.[0];
  return refuse(context, command, verb, written === undefined ? reply.missingNumber : reply.notANumber({ written }));
}

/** What a button carries: a number of ours, or nothing that is known any more. */
export async function withClicked(
  context: CommandContext,
  value: string,
  then: (named: Named) => Reply | Promise<Reply>,
): Promise<Reply> {
  const taken = takeContactNumber(value);
  if (taken !== null) return then(taken);
  return refuseInput(context, context.card.m.reply.staleButton, '/contact list');
}

/** Runs a verb on one contact and tells what came of it. */
export async function changeAndTell<Input>(
  context: CommandContext,
  number: string,
  verb: ContactVerb<Input>,
  input: Input,
  words: ResultWords = {},
): Promise<Reply> {
  const { inbound, actor, budgetMs, services } = context;
  const request = { dedupeKey: inbound.dedupeKey, number, actor, budgetMs };
  return showResult(context, await services.contacts.change(request, verb, input), words);
}

/** Finds a contact that the person may read, or says why not. */
export async function withVisibleContact(
  context: CommandContext,
  number: string,
  then: (view: ContactView) => Reply | Promise<Reply>,
): Promise<Reply> {
  const view = await context.services.contacts.find(number);
  const refused = (result: ContactResult) => showResult(context, result);
  if (view === null) return refused({ about: 'contact', number, code: 'refused', reason: 'unknown-contact' });
  if (!maySeeContact(context.actor, view)) {
    return refused({ about: 'contact', number, code: 'refused', reason: 'not-yours', author: view.author });
  }
  return then(view);
}

/** A form about one contact or promise. */
export function formAbout(
  { card }: CommandContext,
  about: string,
  form: Pick<Form, 'action' | 'title' | 'fields'>,
): Reply {
  const { m } = card;
  return {
    kind: 'form',
    form: { ...form, context: about, intro: about, submit: m.contact.reply.form.submit, cancel: m.view.form.cancel },
  };
}

/** A name as one word of a line. */
export function quoted(name: string): string {
  return /\s/u.test(name) ? `"${name.replaceAll('"', '')}"` : name;
}
