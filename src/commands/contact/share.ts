import { shareContact, unshareContact } from '../../usecases/contact/share-contact.ts';
import type { Verb } from '../command.ts';
import { REMARK_MAX, remarkOf } from '../ticket/on-ticket.ts';
import { changeAndTell, formAbout, withClicked, withContactNumber, withVisibleContact } from './on-contact.ts';

/** 分享: a good case for the team to learn from, with what is sensitive left out (V4). */
export const share: Verb = {
  name: 'share',
  aliases: ['分享', '好案例', '分享案例'],
  takesNumber: true,
  typed: (context, rest) =>
    withContactNumber(context, 'contact', 'share', rest, ({ number }, words) =>
      changeAndTell(context, number, shareContact, { remark: remarkOf(words) }),
    ),
  clicked: (context, value) =>
    withClicked(context, value, ({ number }) =>
      withVisibleContact(context, number, () => {
        const words = context.card.m.contact.case;
        return formAbout(context, number, {
          action: 'contact.share',
          title: words.formTitle,
          fields: [
            {
              kind: 'text',
              name: 'words',
              label: words.words,
              hint: words.sharedHint,
              optional: true,
              multiline: true,
              maxLength: REMARK_MAX - 1_000,
            },
          ],
        });
      }),
    ),
  submitted: (context, number, values) =>
    changeAndTell(context, number, shareContact, { remark: remarkOf(values['words'] ?? '') }),
};

/** 撤回分享: it is no longer shown. */
export const unshare: Verb = {
  name: 'unshare',
  aliases: ['撤回分享', '取消分享'],
  takesNumber: true,
  typed: (context, rest) =>
    withContactNumber(context, 'contact', 'unshare', rest, ({ number }, words) =>
      changeAndTell(context, number, unshareContact, { remark: remarkOf(words) }),
    ),
  clicked: (context, value) =>
    withClicked(context, value, ({ number }) => changeAndTell(context, number, unshareContact, { remark: null })),
};
