import type { ClosingWord } from '../../domain/ticket/ticket.ts';
import type { Kind, Role, Status, Tier, Urgency } from '../../domain/vocabulary.ts';

const status: Record<Status, string> = {
  pending: 'Pending',
  'in-progress': 'In progress',
  waiting: 'Waiting',
  resolved: 'Resolved',
  closed: 'Closed',
  cancelled: 'Cancelled',
  merged: 'Merged',
};
const kind: Record<Kind, string> = {
  inquiry: 'Inquiry',
  complaint: 'Complaint',
  request: 'Request',
  suggestion: 'Suggestion',
};
const urgency: Record<Urgency, string> = { urgent: 'Urgent', important: 'Important', normal: 'Normal' };
const role: Record<Role, string> = { agent: 'agent', lead: 'lead', manager: 'manager', admin: 'admin' };
const word: Record<ClosingWord, string> = {
  satisfied: 'satisfied',
  'no-objection': 'no objection',
  unanswered: 'not reached',
};
const tier: Record<Tier, string> = { A: 'A', B: 'B', C: 'C', basic: 'basic' };
const rules: Record<string, string> = {
  'first-contact': 'First contact',
  start: 'Start of work',
  plan: 'Plan',
  'plan-step': 'Plan step',
  progress: 'Progress update',
  resolve: 'Resolution',
  delay: 'Notice of delay',
  'wait-end': 'End of waiting',
  tell: 'Tell the customer',
  revisit: 'Revisit',
  escalation: 'Raised',
  'follow-up': 'Follow-up',
  'complete-contact': 'Completing the record',
  'double-confirm': 'Confirmation over a second channel',
  care: 'Care',
  invitation: 'Invitation',
  'next-talk': 'Next talk',
};

const ENDINGS: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const nth = (n: number) => `${n}${ENDINGS[ordinals.select(n)] ?? 'th'}`;

/** Words of tickets: cards, notices, threads and lists. */
export const ticket = {
  status: (value: Status) => status[value],
  kind: (value: Kind) => kind[value],
  urgency: (value: Urgency) => urgency[value],
  role: (value: Role) => role[value],
  word: (value: ClosingWord) => word[value],
  tier: (value: Tier) => tier[value],
  rule: (value: string) => rules[value] ?? value,
  nobody: 'nobody yet',
  system: 'Huiyin',
  noCustomer: 'not named',
  vip: 'VIP',
  complex: 'complex',
  round: (n: number) => `round ${n}`,

  cardTitle: (p: { number: string; problem: string }) => `${p.number} · ${p.problem}`,
  cardSummary: (p: { number: string; customer: string; urgency: string; text: string }) =>
    `${p.urgency} · ${p.customer}: ${p.text} (${p.number})`,
  fact: {
    customer: 'Customer',
    kind: 'Kind',
    urgency: 'Urgency',
    status: 'Status',
    team: 'Team',
    owner: 'Owner',
    opener: 'Opened by',
    spokenAt: 'Customer spoke',
    problemType: 'Problem type',
    score: 'Score',
    eta: 'Expected finish',
    seen: 'Seen',
    waiting: 'Waiting for',
    due: 'Due',
    author: 'Written by',
    source: 'Source',
    reason: 'Reason',
    repeat: 'Repeated',
    mergedInto: 'Goes on in',
    absorbed: 'Merged into it',
  },
  repeated: (p: { times: number; since: string; number: string }) =>
    `${p.times} times since ${p.since}, last time ${p.number}`,
  repeatedLine: (p: { what: string }) => `The same problem again: ${p.what}. Look at what was done then.`,
  commonCause: {
    title: (p: { problem: string; customers: number }) => `"${p.problem}" at ${p.customers} customers within a day`,
    since: (p: { at: string; ago: string }) => `First reported ${p.at}, ${p.ago} ago.`,
    advice: 'Look for a common cause; tell the customers together, before more of them ask.',
    more: (p: { count: number }) => `… and ${p.count} more`,
  },
  goesOnIn: (p: { number: string }) => `${p.number}, which owes the customer the result`,
  waitingFor: (p: { on: 'customer' | 'supplier'; until: string }) => `${p.on}, until ${p.until}`,
  hurry: (title: string) => `URGENT · ${title}`,
  dueIn: (p: { rule: string; left: string; at: string }) => `${p.rule}: ${p.left} left, by ${p.at}`,
  overdueBy: (p: { rule: string; late: string; at: string }) => `${p.rule}: ${p.late} overdue, was due ${p.at}`,
  dueBy: (p: { rule: string; at: string }) => `${p.rule}: by ${p.at}`,
  wasDue: (p: { rule: string; at: string }) => `${p.rule}: overdue, was due ${p.at}`,
  pausedClock: (p: { rule: string }) => `${p.rule}: paused`,
  allMet: 'Nothing is owed',

  button: {
    take: 'Take',
    ack: 'Seen',
    contacted: 'Contacted',
    progress: 'Progress',
    resolve: 'Resolve',
    escalate: 'Escalate',
    reopen: 'Reopen',
    rate: 'Rate',
    show: 'Details',
    why: 'Why',
    told: 'Told',
    plan: 'Plan',
    wait: 'Wait',
    resume: 'Go on',
    step: 'Step done',
    otherNeed: 'Other need',
    again: 'Create another',
    anyway: 'Create anyway',
    edit: 'Edit',
    more: 'Next page',
    earlier: 'Earlier',
    help: 'Help',
    overdue: 'All overdue',
  },

  notice: {
    warned: (p: { rule: string; left: string }) => `${p.rule} is due in ${p.left}`,
    breached: (p: { rule: string; late: string }) => `${p.rule} is ${p.late} overdue`,
    due: (p: { rule: string }) => `${p.rule} is due now`,
    morning: (p: { rule: string; late: string }) => `Still open: ${p.rule} is ${p.late} overdue`,
    raised: 'Raised',
    tellLate: (p: { late: string }) => `This reminder itself is ${p.late} late: the service was not running.`,
    policyChanged: (p: { at: string }) => `Late because the policy changed ${p.at}: the deadlines follow the new one.`,
    apologise:
      'The promised time has passed: apologise before the customer asks, say why, and when they will hear from you next.',
    apology: (p: { customer: string; problem: string; me: string }) =>
      `Dear ${p.customer}, about "${p.problem}": we promised to be back to you by now and are not yet. I am sorry. ` +
      `We are working on it and I will call you again at [time]. ${p.me}`,
    delayed: 'The date moved: tell the customer the new one before they ask, and why.',
    delayText: (p: { customer: string; problem: string; eta: string; me: string }) =>
      `Dear ${p.customer}, about "${p.problem}": it will take longer than we said, because [reason]. I am sorry. ` +
      `The new date is ${p.eta}. ${p.me}`,
    toLeader: 'For you as direct leader: not done in time.',
    toLead: 'For you as lead: not done in time.',
    toManager: 'For you as manager: still not done.',
    toHead: 'For you as head of the department.',
    ackedBy: (p: { name: string; at: string }) => `Seen by ${p.name}, ${p.at}`,
    heldUntil: (p: { at: string }) => `Reminding goes on at ${p.at} if nothing has happened.`,
    met: (p: { rule: string }) => `${p.rule}: done`,
    cancelled: (p: { rule: string }) => `${p.rule}: no longer owed`,
  },

  digest: {
    title: (count: number) => (count === 1 ? '1 reminder' : `${count} reminders`),
    done: (count: number) => (count === 1 ? '1 reminder, answered' : `${count} reminders, all answered`),
    summary: (p: { count: number; number: string; customer: string; what: string }) =>
      `${p.count === 1 ? '1 reminder' : `${p.count} reminders`}, most urgent: ${p.customer}, ${p.what} (${p.number})`,
    more: (p: { count: number; typed: string }) => `… and ${p.count} more: ${p.typed}`,
  },
  mayRepeat: 'This message may be a repeat: sending it the first time got no answer.',
  masked: (p: { typed: string }) => `Personal data is hidden here. In full, for you alone: ${p.typed}`,
  /** The same where everybody would read the answer. */
  maskedHere: (p: { typed: string }) => `Personal data is hidden here. In full in a direct chat with me: ${p.typed}`,
  mask: {
    credential: '[credential]',
    email: '[e-mail]',
    identity: '[identity number]',
    card: '[bank card]',
    phone: '[phone]',
  },

  deed: {
    created: (p: { who: string }) => `${p.who} opened the ticket`,
    edited: (p: { who: string; what: string }) => `${p.who} corrected ${p.what}`,
    taken: (p: { who: string }) => `${p.who} took it`,
    assigned: (p: { who: string; to: string }) => `${p.who} assigned it to ${p.to}`,
    acknowledged: (p: { who: string }) => `${p.who} has seen it`,
    reached: (p: { who: string }) => `${p.who} reached the customer`,
    notReached: (p: { who: string }) => `${p.who} tried to reach the customer: no answer`,
    noted: (p: { who: string }) => `Note by ${p.who}`,
    progressed: (p: { who: string }) => `Progress by ${p.who}`,
    resolved: (p: { who: string }) => `${p.who} resolved it`,
    rated: (p: { who: string; score: number }) => `${p.who} recorded the customer's score: ${p.score} of 5`,
    reopened: (p: { who: string }) => `${p.who} reopened it: the work starts again`,
    closed: (p: { who: string; word: string }) => `${p.who} closed it: the customer is ${p.word}`,
    cancelled: (p: { who: string }) => `${p.who} cancelled it`,
    planned: (p: { who: string; eta: string }) => `${p.who} planned it, expected finish ${p.eta}`,
    stepDone: (p: { who: string; n: number }) => `${p.who} finished step ${p.n}`,
    waited: (p: { who: string; on: 'customer' | 'supplier'; until: string }) =>
      `${p.who}: waiting for the ${p.on} until ${p.until}`,
    resumed: (p: { who: string }) => `${p.who}: work goes on`,
    told: (p: { who: string }) => `${p.who} told the customer the result`,
    toldInWriting: (p: { who: string }) => `${p.who} told the customer the result in writing`,
    revisitUnanswered: (p: { who: string }) => `${p.who} revisited: nobody answered`,
    escalated: (p: { who: string }) => `${p.who} raised it`,
    noticed: (p: { rule: string; audiences: string }) => `Reminder sent about "${p.rule}" to ${p.audiences}`,
    policyChanged: 'Deadlines recomputed under a new policy',
    merged: (p: { who: string; into: string }) => `${p.who} merged it into ${p.into}`,
    absorbed: (p: { who: string; from: string }) => `${p.who} merged ${p.from} into this one`,
    linked: (p: { to: string; times: number }) =>
      `Repeated: the customer reports it for the ${nth(p.times)} time, last in ${p.to}`,
    tiered: (p: { tier: string }) => `Customer of tier ${p.tier}: deadlines follow`,
    untiered: 'The customer has no tier any more: deadlines follow',
  },
  part: {
    kind: 'the kind',
    urgency: 'the urgency',
    complex: 'the mark "complex"',
    team: 'the team',
    customer: 'the customer',
    described: 'the description',
    problemType: 'the problem type',
  },
  audience: (value: string, name: string | null) =>
    ({
      owner: 'the owner',
      direct_leader: 'the direct leader',
      team: 'the team',
      duty: 'whoever is on duty',
      lead: 'the lead',
      manager: 'the manager',
      head: 'the head',
    })[value] ??
    name ??
    value,
};
