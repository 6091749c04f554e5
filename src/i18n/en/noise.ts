/** What is said in vain. */
export const noise = {
  help: { summary: 'reminders that nobody heeds, and what to change', example: '/admin noise' },
  title: (p: { days: number; sent: number }) => `Reminders of the last ${p.days} days: ${p.sent}`,
  totals: (p: { acknowledged: number; acted: number; ignored: number; merged: number }) =>
    `acknowledged ${p.acknowledged} · done in time for the ladder ${p.acted} · ignored ${p.ignored}${p.merged === 0 ? '' : ` · merged ${p.merged}`}`,
  well: 'No rule is ignored',
  unheeded: (p: { count: number }) => (p.count === 1 ? 'Nobody heeds 1 rule' : `Nobody heeds ${p.count} rules`),
  nothing: 'Nobody was reminded yet',
  rule: (p: { rule: string; step: string; percent: number; sent: number }) =>
    `${p.rule}, ${p.step}: ${p.percent}% of ${p.sent} ignored`,
  step: { warning: 'warnings', ladder: 'after the deadline', morning: 'each morning' },
  change: (p: { line: string }) => `To change in the policy file: ${p.line}`,
  person: (p: { name: string; sent: number; ignored: number }) => `${p.name}: ${p.sent}, of which ignored ${p.ignored}`,
  people: 'By person',
  budget: (p: { daily: number }) => `Daily limit for one person: ${p.daily} (noise.daily)`,
  noBudget: 'No daily limit for one person: noise: { daily: 30 } sets one',
};
