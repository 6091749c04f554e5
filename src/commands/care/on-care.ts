import { askNumber, careButton } from '../../chat/cards/care/care-buttons.ts';
import { careResultCard } from '../../chat/cards/care/result-card.ts';
import { firstWords } from '../../chat/cards/context.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Form } from '../../chat/form.ts';
import type { Reply } from '../../chat/inbound.ts';
import { customerNumber, readCustomerNumber } from '../../domain/customer/number.ts';
import { onlyMeant } from '../../domain/customer/rank-customers.ts';
import { quoteWord } from '../../domain/customer/read-line.ts';
import { customerKey } from '../../domain/intake/customer-name.ts';
import { commandWords } from '../../i18n/command-words.ts';
import type { ChangeCare } from '../../usecases/care/change-care.ts';
import type { CareResult } from '../../usecases/care/result.ts';
import type { CustomerHit } from '../../usecases/customers/ports.ts';
import type { CommandContext } from '../command.ts';
import { hitItem } from '../customer/answers.ts';
import { refuseInput, showCard } from '../replies.ts';

/** Verbs of `/care` that are offered. */
export type CareVerbName = keyof CommandContext['card']['m']['care']['help']['verb'];

/** A customer, or one of its reminders. */
export interface NamedCare {
  readonly hit: Pick<CustomerHit, 'id' | 'number' | 'name'>;
  readonly n: number | null;
}

/** A line that works when typed, from the command's own help. */
export function exampleOf({ card }: CommandContext, verb: CareVerbName): string {
  return commandWords(card.m, 'care').verb[verb]?.example ?? '/care help';
}

/** What is wrong with what was typed, and the verb's own example. */
export function refuseCare(
  context: CommandContext,
  verb: CareVerbName,
  fault: string,
  hints: readonly string[] = [],
): Reply {
  return refuseInput(context, fault, exampleOf(context, verb), hints);
}

/** What a use case led to, as the answer; `lines` add what only the command knows. */
export function showCare(
  { card }: CommandContext,
  name: string,
  result: CareResult,
  lines: readonly string[] = [],
): Reply {
  const told = careResultCard(result, name, card);
  return showCard({ ...told, lines: [...(told.lines ?? []), ...lines] });
}

/** What is asked of the use cases about one customer's care. */
export function requestFor({ inbound, actor, budgetMs }: CommandContext, { hit, n }: NamedCare): ChangeCare {
  return { dedupeKey: `${inbound.dedupeKey}:care`, number: hit.number, n, actor, budgetMs };
}

const NUMBER = /^#?k ?(\d{1,9})(?:-(\d{1,4}))?(?![\p{L}\p{N}])/iu;
const QUOTED = /^["“”「『]([^"“”」』]{1,120})["“”」』]\s*/u;
const CHOICES = 6;
/** Longest value of a button. */
const VALUE_MAX = 200;

/**
 * Takes the customer off what was typed: by number, in quotes, by a name that the text begins with, else its first word.
 * Several may be meant: then each is offered with the very same deed.
 */
export async function withCareCustomer(
  context: CommandContext,
  verb: CareVerbName,
  text: string,
  then: (named: NamedCare, rest: string) => Reply | Promise<Reply>,
): Promise<Reply> {
  const line = text.normalize('NFKC').trim();
  if (line === '') return refuseCare(context, verb, context.card.m.care.reply.missingCustomer);
  const numbered = NUMBER.exec(line);
  const taken =
    numbered === null ? await takeName(context, line) : { name: `K${numbered[1]}`, rest: cut(line, numbered[0]) };
  const n = numbered?.[2] === undefined ? null : Number(numbered[2]);
  const hits = await context.services.customers.search(taken.name, CHOICES);
  const meant =
    hits.length === 0 ? null : onlyMeant(hits.map(({ id, match, cost }) => ({ customerId: id, match, cost })));
  const hit = hits.find((one) => one.id === meant?.customerId);
  if (hit !== undefined) return then({ hit, n }, taken.rest);
  return hits.length === 0 ? unknown(context, taken.name) : offer(context, verb, taken, hits);
}

async function takeName(
  context: CommandContext,
  line: string,
): Promise<{ readonly name: string; readonly rest: string }> {
  const quoted = QUOTED.exec(line);
  if (quoted !== null) return { name: quoted[1] ?? '', rest: cut(line, quoted[0]) };
  const [first = ''] = line.split(/\s+/u);
  const known = await context.services.contacts.customersLike(customerKey(line.slice(0, 200)));
  for (const name of known) {
    const end = endOfName(line, customerKey(name));
    // A word that goes on after the name is another name.
    if (end !== null && end > first.length) return { name, rest: line.slice(end).trim() };
  }
  return { name: first, rest: cut(line, first) };
}

/** How much of a line makes up this key; `null` when it ends in the middle of a word. */
function endOfName(line: string, key: string): number | null {
  for (let end = key.length; end <= Math.min(line.length, key.length + 40); end += 1) {
    if (customerKey(line.slice(0, end)) === key && !/[\p{L}\p{N}]/u.test(line.charAt(end))) return end;
  }
  return null;
}

function cut(line: string, beginning: string): string {
  return line
    .slice(beginning.length)
    .replace(/^[\s，。：；、,.:;]{1,8}/u, '')
    .trim();
}

function unknown(context: CommandContext, text: string): Reply {
  const { reply, button } = context.card.m.customer;
  const name = firstWords(text, 40);
  if (readCustomerNumber(text) !== null) return refuseCare(context, 'plan', context.card.m.care.reply.unknownCustomer);
  const list = { action: 'customer.list', value: 'all|1', label: button.list, typed: '/customer list all' };
  return showCard(said(reply.unknown(name), 'warn', [reply.unknownHint], [list]));
}

function offer(
  { card }: CommandContext,
  verb: CareVerbName,
  taken: { readonly name: string; readonly rest: string },
  hits: readonly CustomerHit[],
): Reply {
  const { reply, button } = card.m.customer;
  const title = reply.several({ text: firstWords(taken.name, 40), count: hits.length });
  return showCard({
    tone: 'info',
    title,
    summary: title,
    items: hits.map((hit) => {
      const value = `${customerNumber(hit.number)} ${taken.rest}`.trim().slice(0, VALUE_MAX);
      const label = button.use(firstWords(hit.shortName ?? hit.name, 8));
      return hitItem(card, hit, [{ action: `care.${verb}`, value, label, typed: `/care ${verb} ${value}` }]);
    }),
  });
}

/** A form about one reminder, named as it is typed. */
export function careForm(
  { card }: CommandContext,
  { hit, n }: NamedCare,
  form: Pick<Form, 'action' | 'title' | 'fields'>,
): Reply {
  const { m } = card;
  const number = customerNumber(hit.number);
  const about = n === null ? number : askNumber(number, n);
  const intro = `${hit.name} · ${about}`;
  return {
    kind: 'form',
    form: { ...form, context: about, intro, submit: m.care.form.submit, cancel: m.view.form.cancel },
  };
}

/** A button to the plan of a customer. */
export function planButton({ card }: CommandContext, number: number) {
  return careButton(card.m, 'plan', customerNumber(number));
}

/** A customer's name as one word of a line. */
export function asWord(name: string): string {
  return quoteWord(name);
}
