/** A contact shown to the team as a good case (V4). */
export const goodCase = {
  title: (p: { customer: string; by: string }) => `Good case: ${p.by} with ${p.customer}`,
  summary: (p: { customer: string; by: string; text: string }) => `${p.by} with ${p.customer}: ${p.text}`,
  why: (p: { by: string; words: string }) => `${p.by}: ${p.words}`,
  ledTo: 'Led to',
  kept: (p: { kept: number; all: number }) => `${p.kept} of ${p.all} promises kept`,
  takenBack: (p: { number: string }) => `${p.number}: this case was taken back`,
  masked: 'What is sensitive is left out here.',
  figure: '[figure]',
  shared: (p: { number: string; team: string }) => `${p.number} is shown to ${p.team} as a good case`,
  sharedHint: 'Phones, mails, identity numbers, figures of money and starred facts are left out.',
  unshared: (p: { number: string }) => `${p.number} is no longer shown as a good case`,
  unsharedHint: 'Where a chat cannot change old messages, what was said stays: ask an administrator there.',
  alreadyShared: (p: { number: string; by: string; at: string }) => `${p.number} was shared already (${p.by}, ${p.at})`,
  notShared: (p: { number: string }) => `${p.number} is not shared`,
  nobodyReached: (p: { number: string }) => `${p.number} reached nobody: there is nothing to learn from yet`,
  mayNotShare: (p: { number: string; author: string }) =>
    `Only ${p.author} or a lead of the team decides whether ${p.number} is shared`,
  noTeamChannel: (p: { number: string }) => `The team of ${p.number} has no channel of its own to show it in`,
  formTitle: 'Share as a good case',
  words: 'What others can learn from it',
  deed: {
    shared: (p: { who: string }) => `${p.who} shared it with the team`,
    unshared: (p: { who: string }) => `${p.who} took the shared case back`,
  },
  button: { share: 'Share', unshare: 'Take back' },
};
