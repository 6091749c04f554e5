import { resolveTicket } from '../../usecases/verbs/resolve-ticket.ts';
import { verbWithWords } from './on-ticket.ts';

export const resolve = verbWithWords({
  name: 'resolve',
  aliases: ['解决', '已解决', '完成'],
  isNeeded: false,
  title: (form) => form.resolveTitle,
  verb: resolveTicket,
  input: (remark) => ({ remark }),
});
