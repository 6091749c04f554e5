import { cancelTicket } from '../../usecases/verbs/cancel-ticket.ts';
import { verbWithWords } from './on-ticket.ts';

export const cancel = verbWithWords({
  name: 'cancel',
  aliases: ['取消', '作废'],
  isNeeded: true,
  title: (form) => form.cancelTitle,
  verb: cancelTicket,
  input: (remark) => ({ remark: remark ?? '' }),
});
