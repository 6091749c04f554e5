import type { Reply } from '../../chat/inbound.ts';
import { holdContact, takeUpContact } from '../../usecases/contact/hold-contact.ts';
import type { CommandContext, Verb } from '../command.ts';
import { type ReadTime, readTime, readTimeAtEnd, readTimeAtStart } from '../read-time.ts';
import { remarkOf } from '../ticket/on-ticket.ts';
import { changeAndTell, formAbout, refuse, withClicked, withContactNumber } from './on-contact.ts';

/** 暂缓: until the next talk, whose date is watched. */
export const hold: Verb = {
  name: 'hold',
  aliases: ['暂缓', '搁置'],
  takesNumber: true,
  typed: (context, rest) =>
    withContactNumber(context, 'contact', 'hold', rest, ({ number }, words) => {
      const found = readUntil(context, words);
      if (found === null) return refuse(context, 'contact', 'hold', context.card.m.contact.reply.missingUntil);
      if (!found.time.ok) return refuse(context, 'contact', 'hold', found.time.fault);
      return changeAndTell(context, number, holdContact, { until: found.time.at, remark: remarkOf(found.rest) });
    }),
  clicked: (context, value) => withClicked(context, value, ({ number }) => askUntil(context, number)),
  submitted: (context, number, values) => {
    const written = values['until']?.trim() ?? '';
    const { reply } = context.card.m.contact;
    if (written === '') return { kind: 'form-errors', errors: { until: reply.missingUntil } };
    const time = readTime(context, written, 'future');
    if (!time.ok) return { kind: 'form-errors', errors: { until: time.fault } };
    return changeAndTell(context, number, holdContact, { until: time.at, remark: remarkOf(values['words'] ?? '') });
  },
};

function askUntil(context: CommandContext, number: string): Reply {
  const { m } = context.card;
  const { form } = m.contact.reply;
  return formAbout(context, number, {
    action: 'contact.hold',
    title: form.holdTitle,
    fields: [
      { kind: 'text', name: 'until', label: form.until, hint: m.view.form.whenHint, maxLength: 50 },
      { kind: 'text', name: 'words', label: form.words, optional: true, multiline: true, maxLength: 1_000 },
    ],
  });
}

/** The date that the words are, begin or end with; and the other words. */
export function readUntil(
  context: CommandContext,
  words: string,
): { readonly time: ReadTime; readonly rest: string } | null {
  if (words.trim() === '') return null;
  const whole = readTime(context, words, 'future');
  if (whole.ok) return { time: whole, rest: '' };
  return readTimeAtStart(context, words) ?? readTimeAtEnd(context, words) ?? { time: whole, rest: '' };
}

/** 恢复: taken up again. */
export const resume: Verb = {
  name: 'resume',
  aliases: ['恢复', '继续', '恢复跟进'],
  takesNumber: true,
  typed: (context, rest) =>
    withContactNumber(context, 'contact', 'resume', rest, ({ number }, words) =>
      changeAndTell(context, number, takeUpContact, { remark: remarkOf(words) }),
    ),
  clicked: (context, value) =>
    withClicked(context, value, ({ number }) => changeAndTell(context, number, takeUpContact, { remark: null })),
};
