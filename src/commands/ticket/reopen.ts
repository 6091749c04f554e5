import { reopenTicket } from '../../usecases/verbs/reopen-ticket.ts';
import { verbWithWords } from './on-ticket.ts';

export const reopen = verbWithWords({
  name: 'reopen',
  aliases: ['重开', '重新打开'],
  isNeeded: false,
  title: (form) => form.reopenTitle,
  verb: reopenTicket,
  input: (remark) => ({ remark }),
});
