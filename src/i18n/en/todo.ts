/** What somebody owes: the list, and the page that shows it. */
export const todo = {
  help: {
    description: 'What you owe, soonest first',
    usage: '[mine|team] [page]',
    intro: 'Everything that you owe, of tickets, talks and care alike. What is late comes first.',
    marks: '"team" shows what your team owes; to agents, what nobody has taken yet.',
    verb: {
      list: { summary: 'what you owe, or your team does', example: '/todo team' },
      help: { summary: 'show this help', example: '/todo help' },
    },
  },
  mine: 'You owe',
  team: 'Your team owes',
  unowned: 'Not taken yet',
  title: (p: { what: string; count: string; late: number }) =>
    `${p.what}: ${p.count}${p.late === 0 ? '' : `, ${p.late} late`}`,
  nothingMine: 'You owe nothing just now',
  nothing: (p: { what: string }) => `${p.what}: nothing`,
  tryNew: 'A customer said something? Type /ticket and it will not be forgotten.',
  lateMark: '‼ ',
  more: (p: { count: number; typed: string }) => `+ ${p.count} more: ${p.typed}`,
  button: { mine: 'My work', team: "Team's work", unowned: 'Not taken yet' },
  pageTitle: 'My work',
  asOf: (p: { at: string }) => `As of ${p.at}; shown anew when something changes`,
};
