import type { Field, Form, FormValues } from '../../chat/form.ts';
import type { FieldKey } from '../../domain/customer/lexicon-customer.ts';
import { customerNumber } from '../../domain/customer/number.ts';
import type { CustomerLine } from '../../domain/customer/read-line.ts';
import { FIELD_MAX, TEXT_MAX } from '../../domain/customer/read-profile.ts';
import { CHANNELS } from '../../domain/vocabulary.ts';
import type { CustomerHit } from '../../usecases/customers/ports.ts';
import type { CommandContext } from '../command.ts';

/** Fields of the form of a new customer, those wanted most first; the rest is added by and by. */
const TEXT_FIELDS = ['name', 'short', 'person', 'post', 'phone'] as const satisfies readonly FieldKey[];
const MORE_FIELDS = [
  'industry',
  'product',
  'amount',
  'since',
  'manager',
  'tags',
  'demands',
] as const satisfies readonly FieldKey[];
const ASKED = 'asked';

/** Whether the likeness to others was shown in this form before. */
export function isAskedBefore(about: string): boolean {
  return about === ASKED;
}

/** The form of a new customer, filled with what is known; with those it resembles, when there are any. */
export function newCustomerForm(context: CommandContext, line: CustomerLine, hits: readonly CustomerHit[]): Form {
  const { m } = context.card;
  const { form, field, channel } = m.customer;
  const words = line.fields.get('name') ?? line.words.join(' ');
  const initials = new Map(line.fields).set('name', words);
  if (line.tags.length > 0) initials.set('tags', line.tags.join(m.view.listJoin));
  const text = (name: FieldKey): Field => ({
    kind: 'text',
    name,
    label: field(name),
    ...(name === 'name' ? { placeholder: form.nameExample } : { optional: true }),
    ...hintOf(name, form),
    ...(name === 'demands' ? { multiline: true } : {}),
    maxLength: name === 'demands' ? TEXT_MAX : name === 'tags' ? 500 : FIELD_MAX * 2,
    ...initial(initials.get(name)),
  });
  const preferred: Field = {
    kind: 'choice',
    name: 'channel',
    label: field('channel'),
    optional: true,
    choices: [{ value: 'unsaid', label: form.unsaid }, ...CHANNELS.map((value) => ({ value, label: channel(value) }))],
    initial:
      CHANNELS.find((one) => one === line.fields.get('channel') || channel(one) === line.fields.get('channel')) ??
      'unsaid',
  };
  const vip: Field = {
    kind: 'choice',
    name: 'vip',
    label: field('vip'),
    optional: true,
    choices: [
      { value: 'no', label: m.view.form.no },
      { value: 'yes', label: m.view.form.yes },
    ],
    initial: line.vip === true ? 'yes' : 'no',
  };
  const which: readonly Field[] =
    hits.length === 0
      ? []
      : [
          {
            kind: 'choice',
            name: 'which',
            label: form.which,
            choices: [
              { value: 'another', label: form.another },
              ...hits.map((hit) => ({
                value: customerNumber(hit.number),
                label: `${hit.name} · ${customerNumber(hit.number)}`,
              })),
            ],
            initial: 'another',
          },
        ];
  return {
    action: 'customer.new',
    context: hits.length === 0 ? '' : ASKED,
    title: form.newTitle,
    ...(hits.length === 0 ? {} : { intro: form.resembles(hits.map((hit) => hit.name).join(m.view.listJoin)) }),
    submit: form.create,
    cancel: form.cancel,
    fields: [...which, ...TEXT_FIELDS.map(text), preferred, ...MORE_FIELDS.map(text), vip],
  };
}

/** What stands in a form, as fields; choices that say nothing are left out. */
export function fieldsOfForm(values: FormValues): ReadonlyMap<FieldKey, string> {
  const known: readonly FieldKey[] = [...TEXT_FIELDS, ...MORE_FIELDS, 'channel'];
  return new Map(
    known.flatMap((name) => {
      const value = values[name]?.trim() ?? '';
      return value === '' || value === 'unsaid' || name === 'tags' ? [] : [[name, value] as const];
    }),
  );
}

export function tagsOfForm(values: FormValues): readonly string[] {
  return (values['tags'] ?? '').split(/[,，、;；]/u).flatMap((tag) => (tag.trim() === '' ? [] : [tag.trim()]));
}

type FormWords = CommandContext['card']['m']['customer']['form'];

/** What a field wants to be told, where that is not plain. */
export function hintOf(name: FieldKey, form: FormWords): { readonly hint?: string } {
  switch (name) {
    case 'amount':
      return { hint: form.amountHint };
    case 'since':
    case 'from':
    case 'until':
    case 'date':
      return { hint: form.dayHint };
    case 'tags':
      return { hint: form.tagsHint };
    case 'manager':
    case 'success':
      return { hint: form.managerHint };
    case 'birthday':
      return { hint: form.birthdayHint };
    default:
      return {};
  }
}

export function initial(value: string | null | undefined): { readonly initial?: string } {
  return value ? { initial: value } : {};
}
