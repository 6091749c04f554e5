/** What is put right after it was done: taken back, chosen anew, or meant otherwise than typed. */
export const correction = {
  button: { undo: 'Undo' },
  menu: (p: { what: string; is: string }) => `${p.what}: ${p.is}`,
  corrected: (p: { number: string; what: string; is: string; team: string }) =>
    `${p.number}: ${p.what} is now ${p.is}; ${p.team} has it`,
  correctedSince: (p: { number: string; who: string }) =>
    `${p.who} has corrected that on ${p.number} since: have a look before you change it again`,
  customerCorrected: (p: { number: string; is: string }) => `${p.number}: the customer is now ${p.is}`,
  leftOver: (p: { name: string; number: string }) =>
    `The new customer "${p.name}" (${p.number}) has nothing else in it: a lead can merge it into this one.`,
  newCustomer: (typed: string) => `"${typed}" was not known and is a new customer now. Is it one of these?`,
  asWritten: (typed: string) => `New customer "${typed}"`,
  whichCustomer: 'Which customer',
  customersLike: (typed: string) =>
    `No customer is called "${typed}", but some are called alike: choose one, or a new one. Nothing was saved yet.`,
  alike: 'A colleague has an open ticket of this customer that says nearly the same. Nothing was saved yet.',
  alikeHint: 'Is it the same? Open it and add a note. Is it another one? Create it anyway.',
  anyway: 'Create anyway',
  nearest: 'Did you mean one of these? A press does it.',
  what: {
    taken: 'taking it',
    assigned: 'the assignment',
    cancelled: 'the cancellation',
    resolved: 'the resolution',
  },
  undone: (p: { number: string; what: string }) => `${p.number}: ${p.what} is undone`,
  undoneHint: 'Everything is as it was before; the clocks went on meanwhile. Colleagues see it in the history.',
  deed: (p: { who: string; what: string }) => `${p.who} took back ${p.what}`,
  nothingToUndo: (p: { number: string }) =>
    `There is nothing to undo on ${p.number}. Taking, assigning, cancelling and resolving can be undone for 5 minutes.`,
  tooLate: (p: { number: string }) => `Too late to undo on ${p.number}: that goes for 5 minutes`,
  tooLateHint: (p: { number: string }) => `Reopen it, or assign it anew: /ticket reopen ${p.number} …`,
  notYours: (p: { number: string; who: string }) => `That was ${p.who}'s deed on ${p.number}: only they can undo it`,
  actedSince: (p: { number: string; who: string }) =>
    `${p.who} has done something on ${p.number} since: it cannot be undone any more`,
};
