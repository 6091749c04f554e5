import { z } from 'zod';
import type { FormValues } from '../../chat/form.ts';
import type { Reply } from '../../chat/inbound.ts';
import { KINDS, URGENCIES } from '../../domain/vocabulary.ts';
import type { TicketView } from '../../usecases/ports.ts';
import type { CommandContext } from '../command.ts';
import { PROBLEM_TYPE_MAX } from './read-new-ticket.ts';

/** What a form of correction was filled with: one print for each field, no words. */
interface EditMemory {
  readonly number: string;
  readonly shown: Readonly<Record<string, string>>;
}

const memorySchema = z.object({ number: z.string(), shown: z.record(z.string(), z.string()) });

/** The ticket of a form, and what it showed; a bare number is a form that remembers nothing. */
export function readEditMemory(about: string): EditMemory {
  try {
    return memorySchema.parse(JSON.parse(about));
  } catch {
    return { number: about, shown: {} };
  }
}

/**
 * Only what the reader changed in the form is a correction: what merely stood in it may have been changed by others
 * since, and must not come back.
 */
export function changedValues(values: FormValues, shown: EditMemory['shown']): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => shown[name] !== printOf(value)));
}

function writeEditMemory(number: string, recorded: Readonly<Record<string, string>>): string {
  const shown = Object.fromEntries(Object.entries(recorded).map(([name, value]) => [name, printOf(value)]));
  return JSON.stringify({ number, shown } satisfies EditMemory);
}

/** Tells two texts apart without holding either (FNV-1a); blanks do not count, because platforms trim and rewrap. */
function printOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text.replace(/[\s\p{Cc}\p{Cf}]+/gu, '')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(36);
}

/** The form of a correction, filled with what is recorded. */
export function editForm(context: CommandContext, view: TicketView): Reply {
  const { m } = context.card;
  const { form } = m.view;
  // A form cuts at 3,000 characters: a longer description is left out rather than shortened behind one's back.
  const description = [...view.description].length <= 3_000 ? view.description : '';
  const recorded = {
    description,
    customer: view.customer?.name ?? '',
    kind: view.kind,
    urgency: view.urgency,
    team: view.team,
    complex: view.complex ? 'yes' : 'no',
    'problem-type': view.problemType ?? '',
  };
  const initial = (value: string) => (value === '' ? {} : { initial: value });
  return {
    kind: 'form',
    form: {
      action: 'ticket.edit',
      context: writeEditMemory(view.number, recorded),
      title: form.editTitle,
      intro: form.about(view.number),
      submit: form.save,
      cancel: form.cancel,
      fields: [
        {
          kind: 'text',
          name: 'description',
          label: form.description,
          multiline: true,
          optional: true,
          maxLength: 3_000,
          ...initial(recorded.description),
        },
        {
          kind: 'text',
          name: 'customer',
          label: form.customer,
          optional: true,
          maxLength: 300,
          ...initial(recorded.customer),
        },
        {
          kind: 'choice',
          name: 'kind',
          label: form.kind,
          choices: KINDS.map((value) => ({ value, label: m.ticket.kind(value) })),
          initial: recorded.kind,
        },
        {
          kind: 'choice',
          name: 'urgency',
          label: form.urgency,
          choices: URGENCIES.map((value) => ({ value, label: m.ticket.urgency(value) })),
          initial: recorded.urgency,
        },
        {
          kind: 'choice',
          name: 'team',
          label: form.team,
          choices: [...context.policy.policy.teams.values()].map((team) => ({ value: team.id, label: team.name })),
          initial: recorded.team,
        },
        {
          kind: 'choice',
          name: 'complex',
          label: form.complex,
          choices: [
            { value: 'no', label: form.no },
            { value: 'yes', label: form.yes },
          ],
          initial: recorded.complex,
        },
        {
          kind: 'text',
          name: 'problem-type',
          label: form.problemType,
          optional: true,
          maxLength: PROBLEM_TYPE_MAX,
          ...initial(recorded['problem-type']),
        },
      ],
    },
  };
}
