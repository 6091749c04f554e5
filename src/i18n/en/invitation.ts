/** Words of what a campaign asks its owners for: their list, and a line of it. */
export const invitation = {
  asked: 'Invite today',
  asks: 'Invite',
  atRisk: 'at risk',
  list: {
    verb: 'list',
    title: (p: { number: string; title: string }) => `${p.number} · ${p.title}`,
    mine: (p: { count: number; open: number }) =>
      `Yours: ${p.count}, ${p.open} to hear from, the ones that matter most first`,
    team: (p: { count: number; open: number }) =>
      `Your team's: ${p.count}, ${p.open} to hear from, the ones that matter most first`,
    none: 'Nobody here is yours to invite',
    ended: 'This campaign has ended; nobody new is invited.',
    onDay: (p: { day: string }) => `asked for on ${p.day}`,
    noOwner: 'nobody has it',
    example: '/care campaign H00001 list',
  },
  button: {
    list: 'Whole list',
    team: "My team's",
  },
};
