import { addNote } from '../../usecases/verbs/add-note.ts';
import { verbWithWords } from './on-ticket.ts';

export const note = verbWithWords({
  name: 'note',
  aliases: ['备注', '留言'],
  isNeeded: true,
  title: (form) => form.noteTitle,
  verb: addNote,
  input: (remark) => ({ remark: remark ?? '' }),
});
