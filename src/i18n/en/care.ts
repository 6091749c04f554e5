import type { RecoveryStep } from '../../domain/care/churn.ts';
import type { DateTaken } from '../../domain/care/reason.ts';
import type { CampaignAnswer, CareAsk, CareRule, ChurnCause, Festival } from '../../domain/care/vocabulary.ts';
import { careHelp } from './care-help.ts';

const rule: Record<CareRule, string> = {
  welcome: 'Welcome',
  questions: 'Questions',
  kit: 'Welcome kit',
  'second-talk': 'Second talk',
  cadence: 'Regular talk',
  dates: 'Their day',
  festivals: 'Festival',
  mending: 'After a complaint',
  churn: 'May be leaving',
  'light-touch': 'Light touch',
  campaigns: 'Invitation',
  periods: 'Contract',
};
const ask: Record<CareAsk, string> = {
  'welcome-call': 'first call (thanks, promise, needs, support)',
  'send-guide': 'send the service guide',
  'answer-questions': 'answer what they asked in the first call',
  'send-kit': 'send the welcome kit and say that it comes',
  'second-talk': 'call about the first days, the kit, new needs and the survey',
  visit: 'visit them',
  'deep-talk': 'a deep talk',
  call: 'call them',
  interaction: 'one more exchange, any channel',
  news: 'send news of their trade',
  touch: 'get in touch',
  'prepare-greeting': 'prepare a greeting',
  greet: 'send the greeting today',
  'festival-greeting': 'send the season’s greeting',
  mend: 'ask how they feel after the complaint',
  'mend-again': 'ask once more whether all is well',
  'cause-talk': 'an open talk about why',
  'light-touch': 'something useful, no advertising',
  invite: 'invite them',
  'confirm-coming': 'confirm the details: they are coming',
  'talk-again': 'talk again: they hesitate',
  'thank-declined': 'thank them, though they declined',
  survey: 'ask for the survey',
  'renewal-talk': 'talk about renewal',
  'delivery-check': 'check the delivery with them',
};
const festival: Record<Festival, string> = {
  'new-year': 'New Year',
  'spring-festival': 'Spring Festival',
  lantern: 'Lantern Festival',
  qingming: 'Qingming',
  'labour-day': 'Labour Day',
  'dragon-boat': 'Dragon Boat Festival',
  'mid-autumn': 'Mid-Autumn Festival',
  'national-day': 'National Day',
  'double-ninth': 'Double Ninth',
};
const taken: Record<DateTaken, string> = {
  'leap-month-missing': 'this year has no such leap month: the plain month',
  'short-month': 'the month has 29 days this year: its last day',
  'no-29-february': 'no 29 February this year: the 28th',
};
const answer: Record<CampaignAnswer, string> = { coming: 'coming', hesitating: 'hesitating', declined: 'declined' };
const cause: Record<ChurnCause, string> = {
  service: 'service',
  'need-changed': 'needs changed',
  competitor: 'a competitor',
  price: 'price',
  other: 'something else',
};
/** What wins a customer back, step by step (R9). */
const step: Record<RecoveryStep['step'], string> = {
  'apologise-and-name-one-contact': 'say sorry, and name one person who answers for everything',
  'fix-with-date': 'mend what went wrong, each point with a date',
  'report-result': 'tell them what was mended, before they ask',
  'review-needs': 'write down what they need now, in their own words',
  'propose-fitting-product': 'show what fits, and say honestly what does not',
  'try-out': 'a small trial before any new contract',
  'compare-honestly': 'compare both offers for their own case, without arguing',
  'show-own-results': 'show what we did for them, in figures',
  'manager-visit': 'our manager visits or calls',
  'explain-value': 'go through what they use and what it is worth',
  'propose-package': 'a smaller package or a longer term',
  'agree-price-review': 'agree a date to look at the price again',
  'ask-again': 'somebody else asks once more',
  'check-in': 'ask how it goes now',
};

/** Words of customer care: reminders, plans, lists, forms and answers. */
export const care = {
  help: careHelp,
  rule: (value: CareRule) => rule[value],
  ask: (value: CareAsk) => ask[value],
  festival: (value: Festival) => festival[value],
  taken: (value: DateTaken) => taken[value],
  answer: (value: CampaignAnswer) => answer[value],
  cause: (value: ChurnCause) => cause[value],
  step: (value: RecoveryStep['step']) => step[value],
  stepLine: (p: { n: number; what: string; days: number }) =>
    p.days === 1 ? `${p.n}. ${p.what} (within 1 working day)` : `${p.n}. ${p.what} (within ${p.days} working days)`,

  why: {
    'first-payment': (p: { day: string }) => `first payment or delivery ${p.day}`,
    'after-welcome': (p: { day: string }) => `after the first call ${p.day}`,
    questions: 'they had doubts in the first call; answered within 24 hours',
    cadence: (p: { tier: string; days: number; since: string | null; from: string }) =>
      p.since === null
        ? `tier ${p.tier}: every ${p.days} days, none since ${p.from}`
        : `tier ${p.tier}: every ${p.days} days, last ${p.since}`,
    birthday: (p: { name: string; day: string; isLunar: boolean }) =>
      `birthday of ${p.name}, ${p.day}${p.isLunar ? ' (lunar)' : ''}`,
    'founding-day': (p: { years: number; day: string }) =>
      p.years > 0 ? `${p.years} years since founding, ${p.day}` : `founding day, ${p.day}`,
    anniversary: (p: { years: number; day: string }) => `${p.years} years together, ${p.day}`,
    milestone: (p: { title: string; day: string }) => `milestone "${p.title}", ${p.day}`,
    festival: (p: { name: string; day: string }) => `${p.name}, ${p.day}`,
    complaint: (p: { ticket: string; day: string }) => `complaint ${p.ticket} was resolved ${p.day}`,
    warning: (p: { day: string }) => `warning raised ${p.day}`,
    'light-touch': (p: { days: number; since: string | null }) =>
      p.since === null ? `every ${p.days} days` : `every ${p.days} days, last ${p.since}`,
    campaign: (p: { title: string }) => `campaign "${p.title}"`,
    'campaign-answer': (p: { title: string; answer: string }) => `campaign "${p.title}": they are ${p.answer}`,
    'contract-end': (p: { day: string }) => `contract ends ${p.day}`,
    delivery: (p: { day: string }) => `delivery ${p.day}`,
  },
  moved: {
    rest: 'moved off a day of rest',
    late: 'later than its day',
    later: 'put off',
    'gives-way': 'other care comes first',
    held: 'an urgent ticket was open, or that day had its reminder',
  },
  someone: 'a contact person',
  something: 'an entry that was erased',
  /** How a customer is told apart in a reminder: by its tier. */
  tierOf: (tier: string) => `tier ${tier}`,
  item: (p: { rule: string; ask: string; why: string }) => `${p.rule}: ${p.ask} · ${p.why}`,

  notice: {
    asked: 'Care for today',
    held: (p: { ticket: string }) => `Waits: the urgent ticket ${p.ticket} of this customer is open.`,
    released: (p: { ticket: string }) => `The urgent ticket ${p.ticket} is dealt with: this is asked for again.`,
    silence: 'Log the contact and this is done.',
    greeting: 'A short word is enough: log it and this is done.',
    preparation: 'Press Prepared when it is: you are reminded again on the day.',
    signs: 'Why we warn:',
    urgent: 'Speak to them within 24 hours and listen first; Cause (/care cause) then brings a plan.',
  },
  sign: {
    'events-down': (p: { now: number; before: number; days: number; share: string }) =>
      `orders, payments, deliveries: ${p.now} in the last ${p.days} days, ${p.before} in the ${p.days} before (down ${p.share})`,
    unanswered: (p: { reached: number; tried: number; share: string }) =>
      `answered: ${p.reached} of ${p.tried} attempts (${p.share})`,
    'spending-down': (p: { now: string; before: string; days: number; share: string }) =>
      `spending: ${p.now} in the last ${p.days} days, ${p.before} before (down ${p.share})`,
    displeased: (p: { now: number; before: number; days: number }) =>
      `displeased: ${p.now} times in the last ${p.days} days, ${p.before} in the ${p.days} before`,
    silent: (p: { days: number }) => `no talk for ${p.days} days`,
  },

  button: {
    team: 'My team',
    done: 'Done',
    prepared: 'Prepared',
    later: 'Later',
    skip: 'Not needed',
    hand: 'Hand over',
    ack: 'Seen',
    plan: 'Plan',
    today: 'Today',
    week: 'This week',
    more: 'Next page',
    coming: 'Coming',
    hesitating: 'Hesitating',
    declined: 'Declined',
    cause: 'Cause',
    campaign: 'Results',
    start: 'Start',
    end: 'End it',
    retry: 'Try again',
  },

  form: {
    causeTitle: 'Why they draw back',
    laterTitle: 'Care later',
    when: 'Until when',
    oneDay: 'tomorrow',
    threeDays: 'in 3 days',
    otherDay: 'another date (below)',
    date: 'Another date',
    dateHint: 'next Monday, 12 Dec, in 2 weeks',
    skipTitle: 'Not needed',
    reason: 'Why',
    reasonExample: 'they greeted us first',
    handTitle: 'Hand over care',
    to: 'To',
    toHint: 'a name, as in the policy',
    words: 'Remark',
    submit: 'Save',
  },

  reply: {
    milestone: 'milestone',
    lateBy: (p: { late: string }) => `${p.late} late`,
    dueBy: (p: { at: string }) => `by ${p.at}`,
    today: (count: number) => (count === 1 ? 'Care: 1 customer waits' : `Care: ${count} customers wait`),
    nothingToday: 'Nothing to care for now',
    nothingTodayHint: 'What comes: /care week',
    week: (count: number) => (count === 1 ? 'The next 7 days: 1 entry' : `The next 7 days: ${count} entries`),
    nothingWeek: 'Nothing planned for the next 7 days',
    plan: (p: { name: string; count: number }) => `${p.name}: the next twelve months, ${p.count} dates`,
    nothingPlanned: (p: { name: string }) => `${p.name}: nothing planned`,
    nothingPlannedHint: 'A tier, a first payment, a birthday or a contract gives it something to plan with.',
    planOpen: 'Asked for now:',
    projected: 'if what comes before is done on its day',
    heldNow: (p: { ticket: string }) => `Nothing is asked for while the urgent ticket ${p.ticket} is open.`,
    more: (p: { count: number }) => `… and ${p.count} more dates`,
    gone: 'Nobody is cared for here any more: merged, or erased.',

    done: (p: { name: string }) => `${p.name}: done`,
    skipped: (p: { name: string }) => `${p.name}: not needed, noted`,
    later: (p: { name: string; day: string }) => `${p.name}: asked for again on ${p.day}`,
    handed: (p: { name: string; to: string }) => `${p.name}: ${p.to} has it now`,
    acknowledged: (p: { name: string }) => `${p.name}: seen; it still wants to be done`,
    ackHeld: (p: { name: string; until: string }) => `${p.name}: seen, quiet until ${p.until}`,
    left: (count: number) =>
      count === 1 ? 'One more thing stays open for them.' : `${count} more things stay open for them.`,
    doneBy: 'The talk that you log answers the reminder by itself.',
    cause: (p: { name: string; cause: string }) => `${p.name}: cause ${p.cause}. A plan to win them back:`,

    missingCustomer: 'Which customer?',
    missingReason: 'Why is it not needed? One word is enough.',
    missingUntil: 'Until when? "1", "3 days", "next Monday"',
    missingPerson: 'Who takes it over?',
    missingCause: (p: { causes: string }) => `Which cause? ${p.causes}`,
    missingDate: 'Which day? 1998-03-12',
    notLater: (p: { day: string }) => `${p.day} is not after today`,
    nothingAsked: (p: { name: string; day: string | null }) =>
      p.day === null ? `Nothing is asked for ${p.name} now` : `Nothing is asked for ${p.name} now; next is ${p.day}`,
    askOver: (p: { number: string }) => `${p.number} is over already`,
    whichAsk: (p: { name: string; numbers: string }) => `Several reminders are open for ${p.name}: ${p.numbers}`,
    alreadyTheirs: (p: { to: string }) => `${p.to} has it already`,
    noWarning: (p: { name: string }) => `No warning stands for ${p.name}`,
    notInvitedHere: (p: { name: string }) => `${p.name} is not on that list`,
    needsRole: (p: { role: string }) => `That takes a ${p.role}`,
    unknownCustomer: 'There is no such customer',
    dated: (p: { name: string; what: string; day: string }) => `${p.name}: ${p.what} ${p.day}, noted`,
    undated: (p: { name: string; count: number }) => `${p.name}: ${p.count} dates removed`,
    founded: 'founded',
    logged: (p: { name: string }) => `${p.name}: this answers the reminder`,
  },

  list: {
    title: (p: { festival: string; day: string }) => `${p.festival} is on ${p.day}: whom to greet`,
    summary: (p: { festival: string; count: number }) =>
      p.count === 1 ? `${p.festival}: one customer to greet` : `${p.festival}: ${p.count} customers to greet`,
    hint: 'A personal word counts for more than a card sent to all.',
    more: (p: { count: number }) => `… and ${p.count} more`,
  },

  campaign: {
    badFilter: (p: { word: string }) => `"${p.word}" is no tag, tier or stage`,
    missingNumber: 'Which campaign? H00001',
    title: (p: { number: string; title: string }) => `${p.number} · ${p.title}`,
    preview: (p: { title: string; customers: number }) => `"${p.title}" would invite ${p.customers} customers`,
    nobody: 'Nobody is picked by that',
    nobodyHint:
      'Tags that exist: /customer list #tag. Tiers: A, B, C, basic. Stages: prospect, new, growing, mature, at-risk.',
    pace: (p: { owners: number; perDay: number; until: string }) =>
      `${p.owners} owners, at most ${p.perDay} a day each: the last on ${p.until}. Each gets one digest a day.`,
    first: (p: { names: string }) => `First: ${p.names}`,
    nothingYet: 'Nothing is sent yet. Press Start, or type the line with "start".',
    started: (p: { number: string; customers: number; until: string }) =>
      `${p.number} started: ${p.customers} customers until ${p.until}`,
    ended: (p: { number: string }) => `${p.number} ended: nobody else is invited; answers are still followed up`,
    unknown: (p: { number: string }) => `There is no campaign ${p.number}`,
    overAlready: (p: { number: string }) => `${p.number} has ended already`,
    notInvited: (p: { name: string; number: string }) => `${p.name} is not invited to ${p.number}`,
    answered: (p: { name: string; answer: string }) => `${p.name}: ${p.answer}, noted. The follow-up comes by itself.`,
    counts: (p: { customers: number; coming: number; hesitating: number; declined: number; open: number }) =>
      `${p.customers} invited · coming ${p.coming} · hesitating ${p.hesitating} · declined ${p.declined} · open ${p.open}`,
    list: 'Campaigns',
    none: 'No campaigns yet',
    missingTitle: 'What is it called? In quotes.',
    picked: (p: { how: string }) => `Picked by: ${p.how}`,
    everyone: 'every customer',
    whichAnswer: 'What did they say: coming, hesitating or declined?',
  },
};
