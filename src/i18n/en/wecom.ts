/** What only the WeCom surfaces say. Helped by each surface's own part below. */
export const wecom = {
  /** The self-built app. */
  app: {
    /** Somebody wrote what is no command; `example` works as it stands. */
    notUnderstood: (p: { commands: readonly string[]; example: string }) =>
      `I only understand commands. Try this:\n${p.example}\n\nCommands: ${p.commands.join(', ')}. All of them with examples: /ticket help`,
    /** A picture, a voice message, a file. */
    textOnly: (p: { example: string }) => `I can only read text yet. Describe it in words, like this:\n${p.example}`,
    /** A button of a menu whose command is no more. */
    menuOutdated: 'This menu entry no longer exists: type /ticket help to see what I can do.',
    /** On the card that carries a form's link. */
    openForm: 'Open the form',
    formHint: 'The link is yours alone, works once and for a short time.',
    formNotNow: 'The form cannot be opened just now. Nothing was saved; please try again in a minute.',
    /** On a card that was replaced because it can no longer be changed. */
    superseded: 'Replaced by a newer card below',
    /** At the head of the card that takes its place. */
    replaces: 'Replaces the earlier card',
  },
  menu: {
    tickets: 'Tickets',
    customers: 'Customers',
    more: 'More',
    newTicket: 'New ticket',
    mine: 'My tickets',
    team: "My team's tickets",
    overdue: 'Overdue',
    logContact: 'Log a contact',
    care: "Today's care",
    followups: 'Follow-ups',
    customer: 'Find a customer',
    review: 'Review',
    duty: 'On duty',
    away: 'I am away',
    help: 'Help',
  },
};
