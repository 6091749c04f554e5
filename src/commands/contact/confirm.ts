import { CHANNEL_BY_SPELLING } from '../../domain/contact/lexicon-contact.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { CHANNELS } from '../../domain/vocabulary.ts';
import { confirmContact } from '../../usecases/contact/confirm-contact.ts';
import type { Verb } from '../command.ts';
import { remarkOf } from '../ticket/on-ticket.ts';
import { changeAndTell, formAbout, refuse, withClicked, withContactNumber, withVisibleContact } from './on-contact.ts';

/** 确认: what was agreed is confirmed over another channel too (C8). */
export const confirm: Verb = {
  name: 'confirm',
  aliases: ['确认', '双渠道', '双渠道确认'],
  takesNumber: true,
  typed: (context, rest) =>
    withContactNumber(context, 'contact', 'confirm', rest, ({ number }, words) => {
      const [word = '', ...others] = words.split(/\s+/u);
      const channel = CHANNEL_BY_SPELLING.get(foldWord(word));
      const { reply } = context.card.m.contact;
      if (channel === undefined) return refuse(context, 'contact', 'confirm', reply.badChannel({ value: word }));
      return changeAndTell(context, number, confirmContact, { channel, remark: remarkOf(others.join(' ')) });
    }),
  clicked: (context, value) =>
    withClicked(context, value, ({ number }) => {
      // A talk that was just logged over that channel: nothing is left to be asked.
      const told = CHANNELS.find((one) => value.endsWith(` ${one}`));
      if (told !== undefined) return changeAndTell(context, number, confirmContact, { channel: told, remark: null });
      return withVisibleContact(context, number, (view) => {
        const { m } = context.card;
        const { form } = m.contact.reply;
        const left = CHANNELS.filter((one) => !view.confirmedOn.includes(one));
        return formAbout(context, number, {
          action: 'contact.confirm',
          title: form.confirmTitle,
          fields: [
            {
              kind: 'choice',
              name: 'channel',
              label: form.channel,
              choices: left.map((one) => ({ value: one, label: m.contact.channel(one) })),
              ...(left.includes('email') ? { initial: 'email' } : {}),
            },
            { kind: 'text', name: 'words', label: form.words, optional: true, multiline: true, maxLength: 1_000 },
          ],
        });
      });
    }),
  submitted: (context, number, values) => {
    const channel = CHANNELS.find((one) => one === values['channel']);
    if (channel === undefined) {
      return { kind: 'form-errors', errors: { channel: context.card.m.contact.reply.badChannel({ value: '' }) } };
    }
    return changeAndTell(context, number, confirmContact, { channel, remark: remarkOf(values['words'] ?? '') });
  },
};
