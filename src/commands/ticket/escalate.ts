import { escalateTicket } from '../../usecases/verbs/escalate-ticket.ts';
import { verbWithWords } from './on-ticket.ts';

export const escalate = verbWithWords({
  name: 'escalate',
  aliases: ['升级', '上报'],
  isNeeded: false,
  title: (form) => form.escalateTitle,
  verb: escalateTicket,
  input: (remark) => ({ remark }),
});
