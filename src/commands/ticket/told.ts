import { foldWord } from '../../domain/intake/clean.ts';
import { tellCustomer } from '../../usecases/verbs/tell-customer.ts';
import type { Verb } from '../command.ts';
import { changeAndTell, REMARK_MAX, remarkOf, withNumber } from './on-ticket.ts';

/** Words that say it was done in writing. */
const WRITTEN = ['written', 'in writing', 'by email', 'by mail', '书面', '邮件', '已发函'];

/** 已告知: the customer knows the result; the three questions of T12 follow. */
export const told: Verb = {
  name: 'told',
  aliases: ['已告知', '告知'],
  takesNumber: true,
  typed: (context, rest) =>
    withNumber(context, 'told', rest, (number, words) => {
      const start = foldWord(words.trim());
      const written = WRITTEN.some((phrase) => start.startsWith(phrase));
      return changeAndTell(context, number, tellCustomer, { written, remark: remarkOf(words) });
    }),
  clicked: ({ card }, number) => {
    const { form } = card.m.view;
    return {
      kind: 'form',
      form: {
        action: 'ticket.told',
        context: number,
        title: form.toldTitle,
        intro: form.about(number),
        submit: form.save,
        cancel: form.cancel,
        fields: [
          {
            kind: 'choice',
            name: 'written',
            label: form.inWriting,
            choices: [
              { value: 'no', label: form.no },
              { value: 'yes', label: form.yes },
            ],
            initial: 'no',
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
  },
  submitted: (context, number, values) =>
    changeAndTell(context, number, tellCustomer, {
      written: values['written'] === 'yes',
      remark: remarkOf(values['words'] ?? ''),
    }),
};
