import { firstWords } from '../../chat/cards/context.ts';
import { customerButton } from '../../chat/cards/customer-buttons.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { FormValues } from '../../chat/form.ts';
import type { Reply } from '../../chat/inbound.ts';
import type { FieldKey } from '../../domain/customer/lexicon-customer.ts';
import { customerNumber, readCustomerNumber } from '../../domain/customer/number.ts';
import { type CustomerLine, lineText, readCustomerLine } from '../../domain/customer/read-line.ts';
import type { CreateCustomer } from '../../usecases/customers/desk.ts';
import type { CustomerHit } from '../../usecases/customers/ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';
import { faultText, hitItem, refuseCustomerInput, sayAbout, showRefusal } from './answers.ts';
import { fieldsOfForm, isAskedBefore, newCustomerForm, tagsOfForm } from './new-form.ts';
import { hintsOf, readInput } from './read-input.ts';
import { showNumber } from './show.ts';

/** A button holds this much; what is longer is asked for in the form. */
const VALUE_MAX = 200;

/** 新建: one line or the form. Whoever resembles somebody known is asked about first. */
export const newCustomer: Verb = {
  name: 'new',
  aliases: ['新建', '创建', '添加'],
  takesNumber: false,
  typed: fromLine,
  clicked: (context, value) => {
    const prefilled = /^form(?:\s+|$)/u.exec(value);
    if (prefilled === null) return fromLine(context, value);
    return { kind: 'form', form: newCustomerForm(context, readCustomerLine(value.slice(prefilled[0].length)), []) };
  },
  submitted: fromForm,
};

async function fromLine(context: CommandContext, rest: string): Promise<Reply> {
  const line = readCustomerLine(rest);
  const name = line.fields.get('name') ?? line.words.join(' ');
  if (name === '') return { kind: 'form', form: newCustomerForm(context, line, []) };
  const read = create(context, new Map(line.fields).set('name', name), line.tags, line.vip);
  if (!read.ok) {
    const [first = '', ...others] = Object.values(read.errors);
    return refuseCustomerInput(context, 'new', first, others);
  }
  const created = await context.services.customers.create({ ...read.request, isAnyway: line.isAnyway });
  if (created.code !== 'resembles') return showCreated(context, created, read.request, read.hints(line));
  const typed = lineText({ ...line, isAnyway: true });
  if (typed.length > VALUE_MAX) return { kind: 'form', form: newCustomerForm(context, line, created.hits) };
  return askWhich(context, name, created.hits, typed);
}

async function fromForm(context: CommandContext, about: string, values: FormValues): Promise<Reply> {
  const chosen = readCustomerNumber(values['which'] ?? '');
  if (chosen !== null) return showNumber(context, chosen);
  const fields = fieldsOfForm(values);
  const read = create(context, fields, tagsOfForm(values), values['vip'] === 'yes' ? true : null);
  if (!read.ok) return { kind: 'form-errors', errors: read.errors };
  const created = await context.services.customers.create({ ...read.request, isAnyway: isAskedBefore(about) });
  if (created.code !== 'resembles') return showCreated(context, created, read.request, []);
  // Asked once: whatever comes back is meant.
  const line: CustomerLine = {
    ...readCustomerLine(''),
    fields,
    tags: tagsOfForm(values),
    vip: values['vip'] === 'yes' ? true : null,
  };
  return { kind: 'form', form: newCustomerForm(context, line, created.hits) };
}

type ReadCreate =
  | { readonly ok: true; readonly request: CreateCustomer; readonly hints: (line: CustomerLine) => readonly string[] }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

function create(
  context: CommandContext,
  fields: ReadonlyMap<FieldKey, string>,
  tags: readonly string[],
  vip: boolean | null,
): ReadCreate {
  const read = readInput(context, fields);
  const errors: Record<string, string> = {};
  for (const fault of read.faults) errors[fault.field] = faultText(context, fault);
  const { name } = read.profile;
  if (name === undefined && errors['name'] === undefined)
    errors['name'] = context.card.m.customer.problem('bad-name', { value: '', choices: '' });
  if (name === undefined || Object.keys(errors).length > 0) return { ok: false, errors };
  // A phone without a name is the customer's own.
  const hasPerson = Object.keys(read.person).length > 0;
  return {
    ok: true,
    request: {
      dedupeKey: context.inbound.dedupeKey,
      actor: context.actor,
      budgetMs: context.budgetMs,
      profile: { ...read.profile, name, ...(vip === null ? {} : { vip }) },
      tags: [...tags, ...(fields.get('tags') ?? '').split(/[,，、;；]/u).filter((tag) => tag.trim() !== '')],
      person: hasPerson ? { ...read.person, name: read.person.name ?? name } : null,
      isAnyway: false,
    },
    hints: (line) => hintsOf(context, line, read),
  };
}

function showCreated(
  context: CommandContext,
  outcome: Exclude<Awaited<ReturnType<CommandContext['services']['customers']['create']>>, { code: 'resembles' }>,
  { profile }: CreateCustomer,
  hints: readonly string[],
): Reply {
  const { m } = context.card;
  const { reply } = m.customer;
  if (outcome.code === 'refused' && outcome.reason === 'name-taken') {
    const title = reply.taken({ name: profile.name, number: customerNumber(outcome.number) });
    return showCard(said(title, 'info', [m.reply.nothingChanged], [customerButton(m, 'show', outcome.number)]));
  }
  if (outcome.code === 'refused') return showRefusal(context, outcome);
  const title = reply.created({ name: profile.name, number: customerNumber(outcome.number) });
  const buttons = [customerButton(m, 'people', outcome.number), customerButton(m, 'edit', outcome.number)];
  return sayAbout(context, outcome.number, title, hints, buttons);
}

function askWhich(context: CommandContext, name: string, hits: readonly CustomerHit[], typed: string): Reply {
  const { m } = context.card;
  const { reply, button } = m.customer;
  const title = reply.resembles(firstWords(name, 40));
  return showCard({
    tone: 'warn',
    title,
    summary: title,
    lines: [reply.resemblesHint],
    items: hits.map((hit) => {
      const use = customerButton(m, 'show', hit.number);
      return hitItem(context.card, hit, [{ ...use, label: button.use(firstWords(hit.shortName ?? hit.name, 8)) }]);
    }),
    buttons: [{ action: 'customer.new', value: typed, label: button.anyway, typed: `/customer new ${typed}` }],
  });
}
