/** What speaks for losing a customer, as short as a line of a digest needs it: every sign with its numbers. */
export const careSign = {
  'events-down': (p: { now: number; before: number; days: number }) =>
    `business in ${p.days} days: ${p.now} (before: ${p.before})`,
  unanswered: (p: { reached: number; tried: number; share: string }) =>
    `answered ${p.reached} of ${p.tried} (${p.share})`,
  'spending-down': (p: { now: string; before: string; days: number }) =>
    `spent in ${p.days} days: ${p.now} (before: ${p.before})`,
  displeased: (p: { now: number; before: number; days: number }) =>
    `displeased in ${p.days} days: ${p.now} (before: ${p.before})`,
  silent: (p: { days: number; months: number }) =>
    p.months < 2 ? `no talk for ${p.days} days` : `no talk for ${p.months} months (${p.days} days)`,
  /** The warning stands, though what it was raised for is not seen any more. */
  gone: (p: { names: string }) => `raised for: ${p.names}; not seen any more`,
  name: {
    'events-down': 'less business',
    unanswered: 'few answers',
    'spending-down': 'less spent',
    displeased: 'displeased more often',
    silent: 'no talk',
    other: 'signs',
  },
  join: '; ',
  more: (count: number) => `and ${count} more`,
};
