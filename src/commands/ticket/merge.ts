import type { Reply } from '../../chat/inbound.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { takeTicketNumber } from '../../domain/intake/ticket-number.ts';
import type { CommandContext, Verb } from '../command.ts';
import { refuseInput, showOutcome } from '../replies.ts';
import { REMARK_MAX, remarkOf, withNumber } from './on-ticket.ts';

/** Little words that people put between the two numbers; the longer spelling first, since one begins another. */
const BETWEEN = ['into', 'with', 'to', '合并到', '并入', '到', '至', '进', '入'];

/** 合并: the first ticket goes on in the second; the first number alone asks for the other. */
export const merge: Verb = {
  name: 'merge',
  aliases: ['合并', '并单'],
  takesNumber: true,
  typed: (context, rest) =>
    withNumber(context, 'merge', rest, (number, words) => {
      if (words === '') return askInto(context, number);
      const between = BETWEEN.find((word) => foldWord(words).startsWith(word)) ?? '';
      const other = takeTicketNumber(words.slice(between.length).trimStart());
      if (other !== null) return carryOut(context, number, other.number, other.rest);
      const { m } = context.card;
      return refuseInput(context, m.reply.missingOther({ number }), m.help.verb.merge.example);
    }),
  clicked: askInto,
  submitted: (context, number, values) => {
    const other = takeTicketNumber(values['into'] ?? '');
    if (other === null) {
      return { kind: 'form-errors', errors: { into: context.card.m.reply.missingOther({ number }) } };
    }
    return carryOut(context, number, other.number, values['words'] ?? '');
  },
};

async function carryOut(context: CommandContext, number: string, into: string, words: string): Promise<Reply> {
  const { inbound, actor, budgetMs, services } = context;
  const request = { dedupeKey: inbound.dedupeKey, number, into, actor, budgetMs, remark: remarkOf(words) };
  return showOutcome(context, await services.mergeTickets(request));
}

function askInto({ card }: CommandContext, number: string): Reply {
  const { form } = card.m.view;
  return {
    kind: 'form',
    form: {
      action: 'ticket.merge',
      context: number,
      title: form.mergeTitle,
      intro: form.about(number),
      submit: form.save,
      cancel: form.cancel,
      fields: [
        { kind: 'text', name: 'into', label: form.mergeInto, hint: form.mergeHint, maxLength: 40 },
        {
          kind: 'text',
          name: 'words',
          label: form.words,
          multiline: true,
          optional: true,
          maxLength: REMARK_MAX - 1_000,
        },
      ],
    },
  };
}
