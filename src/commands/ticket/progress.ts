import { reportProgress } from '../../usecases/verbs/report-progress.ts';
import { verbWithWords } from './on-ticket.ts';

export const progress = verbWithWords({
  name: 'progress',
  aliases: ['进展', '跟进', '记进展'],
  isNeeded: true,
  title: (form) => form.progressTitle,
  verb: reportProgress,
  input: (remark) => ({ remark: remark ?? '' }),
});
