import type { FormValues } from '../../chat/form.ts';
import { cleanText, cutVisibly } from '../../domain/intake/clean.ts';
import { CUSTOMER_NAME_MAX, customerName } from '../../domain/intake/customer-name.ts';
import { readKind, readUrgency } from '../../domain/intake/mark-words.ts';
import { markValue, readCommandText } from '../../domain/intake/tokenize.ts';
import { editTicket, type TicketCorrection } from '../../usecases/verbs/edit-ticket.ts';
import type { CommandContext, Verb } from '../command.ts';
import { changedValues, readFormMemory } from '../form-memory.ts';
import { refuseInput } from '../replies.ts';
import { editForm } from './edit-form.ts';
import { changeAndTell, withNumber } from './on-ticket.ts';
import { DESCRIPTION_MAX, PROBLEM_TYPE_MAX, readTeam } from './read-new-ticket.ts';
import { withVisible } from './show.ts';

/** 修改: marks change what they name, text replaces the description; the number alone opens the form. */
export const edit: Verb = {
  name: 'edit',
  aliases: ['修改', '更正', '编辑'],
  takesNumber: true,
  typed: (context, rest) =>
    withNumber(context, 'edit', rest, (number, words) => {
      const line = readCommandText(words);
      const complex = line.flags.includes('complex') ? { complex: true } : {};
      const read = readCorrection(context, {
        description: line.text,
        customer: markValue(line, 'customer') ?? '',
        kind: markValue(line, 'kind') ?? '',
        urgency: line.urgency ?? markValue(line, 'urgency') ?? '',
        team: markValue(line, 'team') ?? '',
        'problem-type': line.tags[0] ?? '',
      });
      if (words.trim() === '') return withVisible(context, number, async (view) => editForm(context, view));
      if (!read.ok) {
        const [first = '', ...others] = Object.values(read.errors);
        return refuseInput(context, first, context.card.m.help.verb.edit.example, others);
      }
      const { correction } = read;
      return changeAndTell(context, number, editTicket, { ...correction, edit: { ...correction.edit, ...complex } });
    }),
  clicked: (context, number) => withVisible(context, number, async (view) => editForm(context, view)),
  submitted: (context, about, values) => {
    const { number, shown } = readFormMemory(about);
    const read = readCorrection(context, changedValues(values, shown));
    if (!read.ok) return { kind: 'form-errors', errors: read.errors };
    return changeAndTell(context, number, editTicket, read.correction);
  },
};

type ReadCorrection =
  | { readonly ok: true; readonly correction: TicketCorrection }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

function readCorrection(context: CommandContext, values: FormValues): ReadCorrection {
  const { reply } = context.card.m;
  const given = (name: string) => values[name]?.trim() || null;
  const errors: Record<string, string> = {};
  const kind = readField(given('kind'), readKind);
  if (kind === undefined) errors['kind'] = reply.badKind({ value: given('kind') ?? '' });
  const urgency = readField(given('urgency'), readUrgency);
  if (urgency === undefined) errors['urgency'] = reply.badUrgency({ value: given('urgency') ?? '' });
  const { policy } = context.policy;
  const team = readField(given('team'), (written) => readTeam(policy, written));
  if (team === undefined) {
    const teams = [...policy.teams.values()].map((one) => one.name).join(context.card.m.view.listJoin);
    errors['team'] = reply.badTeam({ value: given('team') ?? '', teams });
  }
  const named = given('customer');
  const customer = named === null ? null : customerName(named);
  if (customer?.ok === false) {
    errors['customer'] = customer.reason === 'empty' ? reply.emptyName : reply.longName({ max: CUSTOMER_NAME_MAX });
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const description = given('description');
  const problemType = given('problem-type');
  return {
    ok: true,
    correction: {
      edit: {
        ...(kind ? { kind } : {}),
        ...(urgency ? { urgency } : {}),
        ...(team ? { team } : {}),
        ...(given('complex') === null ? {} : { complex: given('complex') === 'yes' }),
      },
      description: description === null ? null : cutVisibly(description, DESCRIPTION_MAX).text,
      problemType: problemType === null ? null : cleanText(problemType, PROBLEM_TYPE_MAX).text,
      customer: customer?.ok === true ? { name: customer.name, key: customer.key } : null,
    },
  };
}

/** `null` when nothing was given, `undefined` when it is no such word. */
function readField<T>(written: string | null, read: (written: string) => T | null): T | null | undefined {
  return written === null ? null : (read(written) ?? undefined);
}
