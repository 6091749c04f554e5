import type { ClosingWord } from '../../domain/ticket/ticket.ts';
import type { Kind, Role, Status, Urgency } from '../../domain/vocabulary.ts';

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
const word: Record<ClosingWord, string> = { satisfied: 'satisfied', 'no-objection': 'no objection' };
const rules: Record<string, string> = {
  'first-contact': 'First contact',
  start: 'Work started',
  resolve: 'Resolution',
  escalation: 'Raised by hand',
};

/** Words of tickets: cards, notices, threads and lists. */
export const ticket = {
  status: (value: Status) => status[value],
  kind: (value: Kind) => kind[value],
  urgency: (value: Urgency) => urgency[value],
  role: (value: Role) => role[value],
  word: (value: ClosingWord) => word[value],
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
    due: 'Due',
    source: 'Source',
    reason: 'Reason',
  },
  dueIn: (p: { rule: string; left: string; at: string }) => `${p.rule}: ${p.left} left, by ${p.at}`,
  overdueBy: (p: { rule: string; late: string; at: string }) => `${p.rule}: ${p.late} overdue, was due ${p.at}`,
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
    again: 'Create another',
    anyway: 'Create anyway',
    edit: 'Correct',
    more: 'Next page',
    help: 'Help',
  },

  notice: {
    warned: (p: { rule: string; left: string }) => `${p.rule} is due in ${p.left}`,
    breached: (p: { rule: string; late: string }) => `${p.rule} is ${p.late} overdue`,
    due: (p: { rule: string }) => `${p.rule} is due now`,
    morning: (p: { rule: string; late: string }) => `Still open: ${p.rule} is ${p.late} overdue`,
    raised: 'Raised by hand',
    tellLate: (p: { late: string }) => `This reminder itself is ${p.late} late: the service was not running.`,
    apologise:
      'The promised time has passed: apologise to the customer of your own accord, say why, and name the next time.',
    toLead: 'You are told as the lead: nobody has answered yet.',
    toManager: 'You are told as the manager: the team has not answered yet.',
    toHead: 'You are told as head of the department.',
    noOwner: 'Nobody has taken it yet.',
    ackedBy: (p: { name: string; at: string }) => `Seen by ${p.name}, ${p.at}`,
    heldUntil: (p: { at: string }) => `Reminding goes on at ${p.at} if nothing has happened.`,
    met: (p: { rule: string }) => `${p.rule}: done`,
    cancelled: (p: { rule: string }) => `${p.rule}: no longer owed`,
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
    escalated: (p: { who: string }) => `${p.who} raised it`,
    noticed: (p: { rule: string; audiences: string }) => `Reminder sent about "${p.rule}" to ${p.audiences}`,
    policyChanged: 'Deadlines recomputed under a new policy',
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
    ({ owner: 'the owner', team: 'the team', lead: 'the lead', manager: 'the manager', head: 'the head' })[value] ??
    name ??
    value,
};
