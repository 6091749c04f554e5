import type { Reply } from '../../chat/inbound.ts';
import { saysNotReached } from '../../domain/intake/not-reached.ts';
import { logContact } from '../../usecases/verbs/log-contact.ts';
import type { CommandContext, Verb } from '../command.ts';
import { changeAndTell, REMARK_MAX, remarkOf, withNumber } from './on-ticket.ts';

/** 已联系: meets the clock of first contact, unless nobody was reached (C11). */
export const contacted: Verb = {
  name: 'contacted',
  aliases: ['已联系', '联系', '已响应', '响应'],
  takesNumber: true,
  typed: (context, rest) =>
    withNumber(context, 'contacted', rest, (number, words) => {
      const remark = remarkOf(words);
      if (remark === null) return askContacted(context, number);
      return changeAndTell(context, number, logContact, { reached: !saysNotReached(words), remark });
    }),
  clicked: askContacted,
  submitted: (context, number, values) => {
    const words = values['words'] ?? '';
    // The choice left as it was is no assertion where the words say otherwise.
    const reached = values['reached'] !== 'no' && !saysNotReached(words);
    return changeAndTell(context, number, logContact, { reached, remark: remarkOf(words) });
  },
};

/** Nothing said is no assertion: taken as one it would meet the clock also where nobody was reached. */
function askContacted({ card }: CommandContext, number: string): Reply {
  const { form } = card.m.view;
  return {
    kind: 'form',
    form: {
      action: 'ticket.contacted',
      context: number,
      title: form.contactedTitle,
      intro: form.about(number),
      submit: form.save,
      cancel: form.cancel,
      fields: [
        {
          kind: 'choice',
          name: 'reached',
          label: form.reached,
          choices: [
            { value: 'yes', label: form.yes },
            { value: 'no', label: form.no },
          ],
          initial: 'yes',
        },
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
