import { followUpNumber, takeContactNumber } from '../../domain/contact/number.ts';
import { snoozePromise } from '../../usecases/contact/move-promise.ts';
import type { Verb } from '../command.ts';
import { readUntil } from '../contact/hold.ts';
import { changeAndTell, formAbout, type Named, refuse, withClicked, withContactNumber } from '../contact/on-contact.ts';
import { readTime } from '../read-time.ts';
import { remarkOf } from '../ticket/on-ticket.ts';

/** 推迟: another date. The customer is to be told of it; what was missed stays missed. */
export const snooze: Verb = {
  name: 'snooze',
  aliases: ['推迟', '延期', '改期'],
  takesNumber: true,
  typed: (context, rest) =>
    withContactNumber(context, 'followup', 'snooze', rest, ({ number, n }, words) => {
      const found = readUntil(context, words);
      if (found === null) return refuse(context, 'followup', 'snooze', context.card.m.contact.reply.missingUntil);
      if (!found.time.ok) return refuse(context, 'followup', 'snooze', found.time.fault);
      const input = { n, dueAt: found.time.at, remark: remarkOf(found.rest) };
      return changeAndTell(context, number, snoozePromise, input);
    }),
  clicked: (context, value) =>
    withClicked(context, value, (named) => {
      const { m } = context.card;
      const { form } = m.contact.reply;
      return formAbout(context, written(named), {
        action: 'followup.snooze',
        title: form.snoozeTitle,
        fields: [
          { kind: 'text', name: 'until', label: form.until, hint: m.view.form.whenHint, maxLength: 50 },
          { kind: 'text', name: 'words', label: form.words, optional: true, multiline: true, maxLength: 1_000 },
        ],
      });
    }),
  submitted: (context, about, values) => {
    const named = takeContactNumber(about);
    const text = values['until']?.trim() ?? '';
    const { reply } = context.card.m.contact;
    if (named === null || text === '') return { kind: 'form-errors', errors: { until: reply.missingUntil } };
    const time = readTime(context, text, 'future');
    if (!time.ok) return { kind: 'form-errors', errors: { until: time.fault } };
    const input = { n: named.n, dueAt: time.at, remark: remarkOf(values['words'] ?? '') };
    return changeAndTell(context, named.number, snoozePromise, input);
  },
};

/** A contact or promise as it is typed. */
export function written({ number, n }: Named): string {
  return n === null ? number : followUpNumber(number, n);
}
