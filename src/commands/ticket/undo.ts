import { undoDeed } from '../../usecases/verbs/undo-deed.ts';
import type { Verb } from '../command.ts';
import { changeAndTell, withNumber } from './on-ticket.ts';

/** 撤销: what one did a moment ago. The button names the very deed; typed, it is the last one. */
export const undo: Verb = {
  name: 'undo',
  aliases: ['撤销', '撤回', '回退'],
  takesNumber: true,
  typed: (context, rest) =>
    withNumber(context, 'undo', rest, (number) => changeAndTell(context, number, undoDeed, { seq: null })),
  clicked: (context, value) => {
    const [number = '', seq = ''] = value.split('|');
    return changeAndTell(context, number, undoDeed, { seq: /^\d{1,9}$/u.test(seq) ? Number(seq) : null });
  },
};
