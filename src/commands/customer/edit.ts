import type { Field } from '../../chat/form.ts';
import type { Reply } from '../../chat/inbound.ts';
import type { FieldKey } from '../../domain/customer/lexicon-customer.ts';
import { customerNumber, readCustomerNumber } from '../../domain/customer/number.ts';
import { lineText, readCustomerLine } from '../../domain/customer/read-line.ts';
import { FIELD_MAX, type ProfilePatch, TEXT_MAX } from '../../domain/customer/read-profile.ts';
import type { CustomerView } from '../../usecases/customers/ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { changedValues, readFormMemory, writeFormMemory } from '../form-memory.ts';
import { faultText, refuseCustomerInput, requestFor, showChange, showRefusal } from './answers.ts';
import { hintOf, initial } from './new-form.ts';
import { hintsOf, readInput } from './read-input.ts';
import { withCustomer } from './which.ts';

/** 修改: marks change what they name, `-` clears it; the name alone opens the form. */
export const edit: Verb = {
  name: 'edit',
  aliases: ['修改', '更正', '编辑'],
  takesNumber: false,
  typed: editNamed,
  clicked: editNamed,
  submitted: async (context, about, values) => {
    const { number: written, shown } = readFormMemory(about);
    const number = readCustomerNumber(written);
    if (number === null) return showRefusal(context, { code: 'refused', reason: 'unknown-customer' });
    // What was emptied comes back as nothing at all.
    const whole = Object.fromEntries(EDITED.map((name) => [name, values[name]?.trim() ?? '']));
    const changed = Object.entries(changedValues(whole, shown)).map(
      ([name, value]) => [name as FieldKey, value === '' ? '-' : value] as const,
    );
    const read = readInput(context, new Map(changed));
    if (read.faults.length > 0) {
      return {
        kind: 'form-errors',
        errors: Object.fromEntries(read.faults.map((fault) => [fault.field, faultText(context, fault)])),
      };
    }
    return change(context, number, read.profile, []);
  },
};

async function editNamed(context: CommandContext, rest: string): Promise<Reply> {
  const line = readCustomerLine(rest);
  const again = (number: string) => lineText(line, [number]);
  return withCustomer(context, 'edit', line.words.join(' '), again, async (hit) => {
    const read = readInput(context, line.fields);
    const patch = { ...read.profile, ...(line.vip === null ? {} : { vip: line.vip }) };
    const [fault, ...others] = read.faults.map((one) => faultText(context, one));
    if (fault !== undefined) return refuseCustomerInput(context, 'edit', fault, others);
    if (Object.keys(patch).length > 0) return change(context, hit.number, patch, hintsOf(context, line, read));
    const view = await context.services.customers.find(hit.number);
    return view === null
      ? showRefusal(context, { code: 'refused', reason: 'unknown-customer' })
      : editForm(context, view);
  });
}

async function change(
  context: CommandContext,
  number: number,
  patch: ProfilePatch,
  hints: readonly string[],
): Promise<Reply> {
  const outcome = await context.services.customers.edit(requestFor(context, number), patch);
  const name = patch.name ?? customerNumber(number);
  return showChange(context, outcome, () => context.card.m.customer.reply.changed({ name }), hints);
}

const EDITED = [
  ...(['name', 'short', 'industry', 'size', 'product', 'amount', 'since', 'from', 'until'] as const),
  ...(['manager', 'success', 'needs', 'demands', 'vip'] as const),
] satisfies readonly FieldKey[];

function editForm(context: CommandContext, view: CustomerView): Reply {
  const { m, nameOf } = context.card;
  const { form, field } = m.customer;
  const { profile } = view;
  const who = (ref: string | null) => (ref === null ? '' : nameOf(ref));
  const recorded: Readonly<Record<(typeof EDITED)[number], string>> = {
    name: profile.name,
    short: profile.shortName ?? '',
    industry: profile.industry ?? '',
    size: profile.size ?? '',
    product: profile.product ?? '',
    amount: profile.amount === null ? '' : String(profile.amount),
    since: profile.firstCooperation ?? '',
    from: profile.contractFrom ?? '',
    until: profile.contractUntil ?? '',
    manager: who(profile.accountManager),
    success: who(profile.successManager),
    needs: profile.needs ?? '',
    demands: profile.demands ?? '',
    vip: profile.vip ? 'yes' : 'no',
  };
  const fields = EDITED.map((name): Field => {
    if (name === 'vip') {
      const choices = [
        { value: 'no', label: m.view.form.no },
        { value: 'yes', label: m.view.form.yes },
      ];
      return { kind: 'choice', name, label: field(name), choices, initial: recorded.vip };
    }
    const isText = name === 'needs' || name === 'demands';
    return {
      kind: 'text',
      name,
      label: field(name),
      ...(name === 'name' ? {} : { optional: true }),
      ...hintOf(name, form),
      ...(isText ? { multiline: true } : {}),
      maxLength: isText ? TEXT_MAX : FIELD_MAX * 2,
      ...initial(recorded[name]),
    };
  });
  return {
    kind: 'form',
    form: {
      action: 'customer.edit',
      context: writeFormMemory(customerNumber(view.number), recorded),
      title: form.editTitle,
      intro: form.about(profile.name),
      submit: form.save,
      cancel: form.cancel,
      fields,
    },
  };
}
