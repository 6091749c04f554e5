/** What the bot says when it comes to a channel. */
export const greeting = {
  title: "Hello, I'm Huiyin: no customer's word gets lost here",
  about: 'Write down what a customer says; I watch every deadline, remind whoever has it, and call for help in time.',
  callMe: 'In a group, call me by @ before a command; in a direct chat with me it needs nothing before it.',
  writeAlone: 'I cannot read along here: type commands in a chat with me.',
  tryThese: 'Three things to try:',
  one: (p: { example: string }) => `1. ${p.example}`,
  two: (p: { example: string }) => `2. ${p.example}`,
  three: (p: { example: string }) => `3. ${p.example}`,
  teamOf: (p: { team: string }) => `This is the channel of ${p.team}: its cards and reminders come here.`,
  makeTeams: 'To make this the channel of a team, an administrator puts this under the team in policy.yaml:',
};
