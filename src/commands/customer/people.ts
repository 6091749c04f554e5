import type { Field } from '../../chat/form.ts';
import type { Reply } from '../../chat/inbound.ts';
import { type FieldKey, LEFT_WORDS } from '../../domain/customer/lexicon-customer.ts';
import { customerNumber, readCustomerNumber } from '../../domain/customer/number.ts';
import { lineText, readCustomerLine } from '../../domain/customer/read-line.ts';
import { FIELD_MAX } from '../../domain/customer/read-profile.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { CHANNELS } from '../../domain/vocabulary.ts';
import type { CustomerHit } from '../../usecases/customers/ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { faultText, refuseCustomerInput, requestFor, showChange, showRefusal } from './answers.ts';
import { hintOf } from './new-form.ts';
import { readInput } from './read-input.ts';
import { withCustomer } from './which.ts';

/** 联系人: somebody we talk to there; "离职" when they are gone; the customer alone opens the form. */
export const people: Verb = {
  name: 'people',
  aliases: ['联系人', '对接人', 'person'],
  takesNumber: false,
  typed: keepNamed,
  clicked: keepNamed,
  submitted: (context, about, values) => {
    const number = readCustomerNumber(about);
    if (number === null) return showRefusal(context, { code: 'refused', reason: 'unknown-customer' });
    const fields = new Map(
      FIELDS.flatMap((name) => {
        const value = values[name]?.trim() ?? '';
        return value === '' || value === 'unsaid' ? [] : [[name as FieldKey, value] as const];
      }),
    );
    const read = readInput(context, fields);
    const errors = Object.fromEntries(read.faults.map((fault) => [fault.field, faultText(context, fault)]));
    if (Object.keys(errors).length > 0) return { kind: 'form-errors', errors };
    const { name } = read.person;
    if (name === undefined)
      return { kind: 'form-errors', errors: { person: context.card.m.customer.reply.missingPerson } };
    return keep(context, { number, name: customerNumber(number) }, { ...read.person, name });
  },
};

const FIELDS = ['person', 'post', 'phone', 'mail', 'channel', 'birthday'] as const satisfies readonly FieldKey[];

function keepNamed(context: CommandContext, rest: string): Promise<Reply> {
  const line = readCustomerLine(rest);
  const [customer = '', ...words] = line.words;
  const again = (number: string) => lineText(line, [number, ...words]);
  return withCustomer(context, 'people', customer, again, (hit) => {
    const hasLeft = words.some((word) => LEFT_WORDS.has(foldWord(word)));
    const name = line.fields.get('person') ?? words.filter((word) => !LEFT_WORDS.has(foldWord(word))).join(' ');
    if (name === '' && line.fields.size === 0) return personForm(context, hit);
    if (name === '') return refuseCustomerInput(context, 'people', context.card.m.customer.reply.missingPerson);
    if (hasLeft) return leave(context, hit, name);
    const read = readInput(context, new Map(line.fields).set('person', name));
    const [fault, ...others] = read.faults.map((one) => faultText(context, one));
    if (fault !== undefined) return refuseCustomerInput(context, 'people', fault, others);
    return keep(context, hit, { ...read.person, name: read.person.name ?? name });
  });
}

type Patch = Parameters<CommandContext['services']['customers']['keepPerson']>[1];

async function keep(context: CommandContext, hit: Pick<CustomerHit, 'number' | 'name'>, patch: Patch): Promise<Reply> {
  const outcome = await context.services.customers.keepPerson(requestFor(context, hit.number), patch);
  const { reply } = context.card.m.customer;
  return showChange(context, outcome, () => reply.personKept({ person: patch.name, name: hit.name }));
}

async function leave(context: CommandContext, hit: CustomerHit, person: string): Promise<Reply> {
  const outcome = await context.services.customers.personLeft(requestFor(context, hit.number), person);
  const { reply } = context.card.m.customer;
  if (outcome.code === 'refused' && outcome.reason === 'unknown-person') {
    return refuseCustomerInput(context, 'people', reply.noSuchPerson({ person, count: outcome.people }));
  }
  return showChange(context, outcome, () => reply.personLeft({ person, name: hit.name }));
}

function personForm({ card }: CommandContext, { number, name: customer }: CustomerHit): Reply {
  const { m } = card;
  const { form, field, channel } = m.customer;
  const fields = FIELDS.map((name): Field => {
    if (name !== 'channel') {
      const isNeeded = name === 'person';
      return {
        kind: 'text',
        name,
        label: field(name),
        ...(isNeeded ? {} : { optional: true }),
        ...hintOf(name, form),
        maxLength: FIELD_MAX,
      };
    }
    const choices = [
      { value: 'unsaid', label: form.unsaid },
      ...CHANNELS.map((value) => ({ value, label: channel(value) })),
    ];
    return { kind: 'choice', name, label: field(name), optional: true, choices, initial: 'unsaid' };
  });
  return {
    kind: 'form',
    form: {
      action: 'customer.people',
      context: customerNumber(number),
      title: form.peopleTitle,
      intro: form.about(customer),
      submit: form.save,
      cancel: form.cancel,
      fields,
    },
  };
}
