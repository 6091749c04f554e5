import type { Reply } from '../../chat/inbound.ts';
import { KINDS, URGENCIES } from '../../domain/vocabulary.ts';
import type { TicketView } from '../../usecases/ports.ts';
import type { CommandContext } from '../command.ts';
import { writeFormMemory } from '../form-memory.ts';
import { PROBLEM_TYPE_MAX } from './read-new-ticket.ts';

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
      context: writeFormMemory(view.number, recorded),
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
