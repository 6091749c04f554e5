import type { Messages } from './messages.ts';

/** What one verb is for, with a whole line that works when typed. */
export interface VerbWords {
  readonly summary: string;
  readonly example: string;
}

/** Everything that help, manifest and completion say about a command; verbs without words are not offered. */
export interface CommandWords {
  readonly description: string;
  readonly usage: string;
  /** Two lines above the list of verbs: what the command is good for, and its marks. */
  readonly intro: string;
  readonly marks: string;
  readonly verb: Readonly<Record<string, VerbWords>>;
}

/** To add a command: its catalogue's `help`, and a line here. */
const WORDS: Readonly<Record<string, (m: Messages) => CommandWords>> = {
  ticket: (m) => ({
    ...m.help.command.ticket,
    intro: m.view.help.intro,
    marks: m.view.help.marks,
    verb: m.help.verb,
  }),
  admin: (m) => ({ ...m.admin.help, verb: { ...m.admin.help.verb, noise: m.noise.help } }),
  away: (m) => m.duty.away,
  duty: (m) => m.duty.duty,
  care: (m) => m.care.help,
  customer: (m) => m.customer.help,
  contact: (m) => m.contact.help,
  followup: (m) => m.contact.followup,
  todo: (m) => m.todo.help,
};

/** The words of a command in the registry; a command without any is a mistake of ours and throws. */
export function commandWords(m: Messages, command: string): CommandWords {
  const words = WORDS[command];
  if (words === undefined) throw new Error(`the command ${command} has no words`);
  return words(m);
}
