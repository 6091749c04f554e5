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
    /** In place of the buttons of a card that was replaced, because it could no longer be changed; at most 10 characters. */
    superseded: 'Replaced',
    /** At the head of the card that takes its place. */
    replaces: 'Replaces the earlier card',
  },
  /** Short forms as cards with drop-down lists. */
  choices: {
    /** Below such a card, as a link to the same form with room for words. */
    withWords: 'Want to add a few words? Open the form instead',
    /** On the button once it was sent; at most 10 characters. */
    done: 'Sent',
    over: 'Expired',
    used: 'This form was sent already. To send another one, press the button or type the command again.',
    expired: 'This form has expired, nothing was saved. Press the button or type the command again.',
    unknown: 'This form is not yours, or no longer exists. Nothing was saved.',
    fault: (p: { field: string; fault: string }) => `${p.field}: ${p.fault}`,
    missing: 'please choose',
    again: 'Nothing was saved yet: choose on the same card and send it again.',
  },
  /** The AI bot in groups and direct chats. */
  bot: {
    /** Somebody called the bot without a command. */
    notUnderstood: (p: { commands: readonly string[]; example: string }) =>
      `I only understand commands. Try this:\n${p.example}\n\nCommands: ${p.commands.join(', ')}. All of them with examples: /ticket help`,
    textOnly: (p: { example: string }) => `I can only read text yet. Describe it in words, like this:\n${p.example}`,
    /** To whoever opens the direct chat for the first time in a day. */
    welcome: (p: { example: string }) =>
      `Hello, I am Huiyin: I keep an eye on everything owed to customers.\n${p.example}`,
    /** An example that works as it stands; in a group the bot has to be called, and clients write its name. */
    example: '/ticket new The printer is jammed customer:Cloudsail !urgent',
    /** In a group that no team has yet. */
    place: (p: { place: string }) => `No team works in this group yet. Its name in the policy file: ${p.place}`,
    /** Below an answer of which a group sees a part. */
    cutHere: (p: { typed: string }) => `(shortened; for all of it send me ${p.typed} in a direct chat)`,
    /** Below an answer in a group from which personal data was left out. */
    hidden: (p: { typed: string }) => `Personal data is hidden here. In full: send me ${p.typed} in a direct chat.`,
    /** In place of an answer that is not for a whole group. */
    elsewhere: (p: { typed: string }) => `This is for you alone: send me ${p.typed} in a direct chat.`,
    doneHere: 'The rest is for you alone: look it up in a direct chat. No need to send this again.',
    /** A link to a form, for one person alone. */
    form: (p: { title: string }) => `${p.title}: open the form`,
    formHint: 'The link is yours alone, works once and for a short time.',
    formSent: 'The form is for you alone: I sent you its link in a direct chat.',
    formNotSent:
      'The form is for you alone, and I cannot write to you yet: send me any word in a direct chat, then try again. Nothing was saved.',
    formNotNow: 'The form cannot be opened just now. Nothing was saved; please try again in a minute.',
  },
  /** What `npm run wecom:menu` says. */
  menuTool: {
    noApp: "WeCom's app is not configured: set the five WECOM_ variables of .env.example first",
    done: (p: { entries: number }) =>
      `The app's menu has ${p.entries} entries now. Members see it within a few minutes.`,
    upToDate: "ok: the app's menu is up to date",
    outOfDate: "The app's menu is out of date: run npm run wecom:menu",
    refused: (p: { said: string }) => `WeCom did not do it: ${p.said}. docs/wecom.md says what common codes mean.`,
  },
  menu: {
    tickets: 'Tickets',
    customers: 'Customers',
    more: 'More',
    newTicket: 'New ticket',
    mine: 'My work',
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
