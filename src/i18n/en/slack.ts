import { reply } from './reply.ts';

/** What only the Slack adapter says: see SlackTexts in chat/slack/texts.ts. */
export const slack = {
  cutAt: (characters: number) => `… (cut: ${characters} characters in all)`,
  moreItems: (count: number) => `… and ${count} more that found no room here`,
  moreChoices: (count: number) => `… and ${count} more choices that found no room here`,
  moreButtons: (count: number) => `${count} more buttons found no room: type the command instead`,
  formCouldNotOpen: () => 'Slack did not open the form in time. Nothing was saved: please try again.',
  formNotHere: (command: string) => `A form cannot open here: type ${command} in any channel.`,
  askedBack: () => ({ title: reply.vagueSummary, hint: reply.vagueHint }),
  notUnderstood: (commands: readonly string[]) => `I did not understand that. Commands: ${commands.join(', ')}`,
  windowTitle: () => 'Huiyin',
  close: () => 'Close',
};
