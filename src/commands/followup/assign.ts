import { takeContactNumber } from '../../domain/contact/number.ts';
import { readCommandText } from '../../domain/intake/tokenize.ts';
import { handOverPromise } from '../../usecases/contact/move-promise.ts';
import type { CommandContext, Verb } from '../command.ts';
import { changeAndTell, formAbout, refuse, withClicked, withContactNumber } from '../contact/on-contact.ts';
import { readPerson } from '../read-person.ts';
import { readTimeAtEnd } from '../read-time.ts';
import { remarkOf } from '../ticket/on-ticket.ts';
import { written } from './snooze.ts';

/** People that a form can offer; in a larger company the name is typed. */
const CHOICES_MAX = 100;

/** 转交: in other hands, perhaps another team's, by the same time unless another one is named. */
export const assign: Verb = {
  name: 'assign',
  aliases: ['转交', '指派', '移交'],
  takesNumber: true,
  typed: (context, rest) =>
    withContactNumber(context, 'followup', 'assign', rest, ({ number, n }, words) => {
      const line = readCommandText(words);
      const [mentioned] = line.mentions;
      const name = mentioned ?? line.text.split(/\s+/u)[0] ?? '';
      const { m } = context.card;
      if (name === '') return refuse(context, 'followup', 'assign', m.reply.missingPerson);
      const to = readPerson(context.policy.policy, name, context.inbound.who);
      if (to === null) {
        return refuse(context, 'followup', 'assign', m.reply.unknownPerson({ name }), [knownPeople(context)]);
      }
      const rest = mentioned === undefined ? line.text.slice(name.length) : line.text;
      const found = readTimeAtEnd(context, rest);
      if (found !== null && !found.time.ok) return refuse(context, 'followup', 'assign', found.time.fault);
      const dueAt = found?.time.ok === true ? found.time.at : null;
      return changeAndTell(context, number, handOverPromise, { n, to, dueAt, remark: remarkOf(found?.rest ?? rest) });
    }),
  clicked: (context, value) =>
    withClicked(context, value, (named) => {
      const { form } = context.card.m.contact.reply;
      const people = [...context.policy.policy.people.values()];
      return formAbout(context, written(named), {
        action: 'followup.assign',
        title: form.assignTitle,
        fields: [
          people.length > 0 && people.length <= CHOICES_MAX
            ? {
                kind: 'choice',
                name: 'to',
                label: form.to,
                choices: people.map((one) => ({ value: one.id, label: one.name })),
              }
            : { kind: 'text', name: 'to', label: form.to, hint: form.toHint, maxLength: 100 },
          { kind: 'text', name: 'words', label: form.words, optional: true, multiline: true, maxLength: 1_000 },
        ],
      });
    }),
  submitted: (context, about, values) => {
    const named = takeContactNumber(about);
    const name = values['to']?.trim() ?? '';
    const { reply } = context.card.m;
    const to = readPerson(context.policy.policy, name.replace(/^[@＠]/u, ''), context.inbound.who);
    if (named === null || name === '') return { kind: 'form-errors', errors: { to: reply.missingPerson } };
    if (to === null) return { kind: 'form-errors', errors: { to: reply.unknownPerson({ name }) } };
    const input = { n: named.n, to, dueAt: null, remark: remarkOf(values['words'] ?? '') };
    return changeAndTell(context, named.number, handOverPromise, input);
  },
};

function knownPeople({ policy, card }: CommandContext): string {
  const names = [...policy.policy.people.values()].slice(0, 20).map((one) => one.name);
  return card.m.reply.unknownPersonHint({ names: names.join(card.m.view.listJoin) });
}
