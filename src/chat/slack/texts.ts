/** The few sentences that only the Slack adapter says, in one language. The catalogues in i18n hold them. */
export interface SlackTexts {
  /** Marker right behind a text that was cut, its ellipsis included; `characters` is how many it had in all. At most 80. */
  cutAt(characters: number): string;
  /** Below a list of which the last `count` rows found no room. */
  moreItems(count: number): string;
  /** Below a choice of which the last `count` options found no room. */
  moreChoices(count: number): string;
  /** Above buttons of which the last `count` found no room. */
  moreButtons(count: number): string;
  /** Slack did not open the form (too slow, or Slack failed): nothing was saved, and what to do instead. */
  formCouldNotOpen(): string;
  /** Somebody typed a command in a talk where no form can open; `command` is the slash command that opens it. */
  formNotHere(command: string): string;
  /** Around the questions of a form that cannot open: that nothing was saved, and how to answer or to go on without. */
  askedBack(): { readonly title: string; readonly hint: string };
  /** Somebody wrote to the bot and no command was recognised; `commands` are those there are, with their slash. */
  notUnderstood(commands: readonly string[]): string;
  /** Above an answer that stands in a window of its own; at most 24 characters. */
  windowTitle(): string;
  /** Button that closes a window that only shows something; at most 24 characters. */
  close(): string;
}
