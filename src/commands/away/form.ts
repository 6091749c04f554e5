import type { Reply } from '../../chat/inbound.ts';
import type { CommandContext } from '../command.ts';

/** The choice of no deputy; nobody in a policy file can be called so. */
export const NOBODY = '-';
/** People that a choice can offer; with more of them the name is typed. */
const CHOICES_MAX = 99;

/** Until when, from when and who stands in. */
export function askAway({ card, policy, actor }: CommandContext): Reply {
  const { m } = card;
  const { form } = m.duty.reply;
  const people = [...policy.policy.people.values()].filter((one) => one.id !== actor.ref);
  return {
    kind: 'form',
    form: {
      action: 'away.new',
      context: '',
      title: form.title,
      submit: m.view.form.save,
      cancel: m.view.form.cancel,
      fields: [
        { kind: 'text', name: 'until', label: form.until, hint: form.untilHint, maxLength: 50 },
        people.length > 0 && people.length <= CHOICES_MAX
          ? {
              kind: 'choice',
              name: 'deputy',
              label: form.deputy,
              choices: [
                { value: NOBODY, label: form.nobody },
                ...people.map(({ id, name }) => ({ value: id, label: name })),
              ],
              initial: NOBODY,
            }
          : { kind: 'text', name: 'deputy', label: form.deputy, hint: form.deputyHint, optional: true, maxLength: 100 },
        { kind: 'text', name: 'from', label: form.from, optional: true, maxLength: 50 },
        {
          kind: 'choice',
          name: 'transfer',
          label: form.transfer,
          choices: [
            { value: 'no', label: form.keep },
            { value: 'yes', label: form.hand },
          ],
          initial: 'no',
        },
      ],
    },
  };
}
