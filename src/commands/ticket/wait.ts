import type { Reply } from '../../chat/inbound.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { markValue, readCommandText } from '../../domain/intake/tokenize.ts';
import type { Waiting } from '../../domain/ticket/ticket.ts';
import { waitFor } from '../../usecases/verbs/wait-for.ts';
import type { CommandContext, Verb } from '../command.ts';
import { readTime, readTimeAtEnd } from '../read-time.ts';
import { refuseInput } from '../replies.ts';
import { changeAndTell, REMARK_MAX, remarkOf, withNumber } from './on-ticket.ts';

/** Whom one waits for, as people begin; nothing said means the customer. */
const WHOM: readonly (readonly [string, Waiting['on']])[] = [
  ['supplier', 'supplier'],
  ['vendor', 'supplier'],
  ['供应商', 'supplier'],
  ['厂家', 'supplier'],
  ['customer', 'customer'],
  ['客户', 'customer'],
];

/** 等待: for whom, why and until when; all three are needed. */
export const wait: Verb = {
  name: 'wait',
  aliases: ['等待', '挂起'],
  takesNumber: true,
  typed: (context, rest) =>
    withNumber(context, 'wait', rest, (number, words) => {
      if (words.trim() === '') return askWait(context, number);
      const line = readCommandText(words);
      const { m } = context.card;
      const { example } = m.help.verb.wait;
      const marked = markValue(line, 'due');
      const ending = marked === null ? readTimeAtEnd(context, line.text) : null;
      const time = marked === null ? (ending?.time ?? null) : readTime(context, marked, 'future');
      if (time === null) return refuseInput(context, m.reply.missingUntil, example);
      if (!time.ok) return refuseInput(context, time.fault, example);
      const { on, reason } = whomAndWhy(ending?.rest ?? line.text);
      const remark = remarkOf(reason);
      if (remark === null) return refuseInput(context, m.reply.needsReason, example);
      return changeAndTell(context, number, waitFor, { on, until: time.at, remark });
    }),
  clicked: askWait,
  submitted: (context, number, values) => {
    const { reply } = context.card.m;
    const time = readTime(context, values['until'] ?? '', 'future');
    const remark = remarkOf(values['words'] ?? '');
    if (!time.ok || remark === null) {
      return {
        kind: 'form-errors',
        errors: { ...(time.ok ? {} : { until: time.fault }), ...(remark === null ? { words: reply.needsReason } : {}) },
      };
    }
    const on = values['on'] === 'supplier' ? 'supplier' : 'customer';
    return changeAndTell(context, number, waitFor, { on, until: time.at, remark });
  },
};

function askWait({ card }: CommandContext, number: string): Reply {
  const { form } = card.m.view;
  return {
    kind: 'form',
    form: {
      action: 'ticket.wait',
      context: number,
      title: form.waitTitle,
      intro: form.about(number),
      submit: form.save,
      cancel: form.cancel,
      fields: [
        {
          kind: 'choice',
          name: 'on',
          label: form.waitOn,
          choices: [
            { value: 'customer', label: form.theCustomer },
            { value: 'supplier', label: form.supplier },
          ],
          initial: 'customer',
        },
        { kind: 'text', name: 'until', label: form.until, hint: form.whenHint, maxLength: 50 },
        { kind: 'text', name: 'words', label: form.words, multiline: true, maxLength: REMARK_MAX - 1_000 },
      ],
    },
  };
}

function whomAndWhy(text: string): { on: Waiting['on']; reason: string } {
  const start = foldWord(text.trim());
  const found = WHOM.find(([word]) => start.startsWith(word));
  if (found === undefined) return { on: 'customer', reason: text };
  return { on: found[1], reason: text.trim().slice(found[0].length) };
}
