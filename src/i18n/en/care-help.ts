/** What `/care` and its verbs are for. */
export const careHelp = {
  description: 'Customer care: whom to call today, and why',
  usage: '[today|week|plan|done|later|skip|hand|campaign] …',
  intro: 'Nobody is forgotten: what is owed to a relation comes on its day. "/care" alone shows today.',
  marks: 'A customer by name or number (K00001); one of its reminders as K00001-3',
  verb: {
    today: { summary: 'whom to care for now: mine, or team', example: '/care today' },
    week: { summary: 'what comes in the next 7 days', example: '/care week' },
    plan: { summary: 'the next twelve months of a customer, and why', example: '/care plan Acme' },
    done: {
      summary: 'it is done: opens the contact form, filled in; with words it is recorded',
      example: '/care done Acme called, all is well',
    },
    later: { summary: 'ask me later: 1, 3 days or a date', example: '/care later Acme 3 days' },
    skip: { summary: 'not needed, with the reason', example: '/care skip Acme they called us yesterday' },
    hand: { summary: 'somebody else does it', example: '/care hand Acme @Lin' },
    cause: {
      summary: 'after a warning: why they draw back, and what we do about it',
      example: '/care cause Acme price too dear since May',
    },
    date: {
      summary: 'a day of theirs: founded, or a milestone',
      example: '/care date Acme founded 1998-03-12',
    },
    campaign: {
      summary: 'invite many: pick by #tag, tier:, stage:',
      example: '/care campaign "Spring fair" tier:A #price-aware',
    },
    answer: {
      summary: 'what an invited customer said: coming, hesitating, declined',
      example: '/care answer H00001 Acme coming',
    },
    ack: { summary: 'seen', example: '/care ack Acme' },
    help: { summary: 'show this help', example: '/care help' },
  },
};
