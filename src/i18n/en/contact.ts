import type { ContactOutcome, ContactStatus, Element, Mood, Purpose } from '../../domain/contact/contact.ts';
import type { Channel } from '../../domain/vocabulary.ts';
import { contactHelp, followupHelp } from './contact-help.ts';
import { contactReply } from './contact-reply.ts';
import { goodCase } from './good-case.ts';
import { talkAims } from './talk-aims.ts';

const channel: Record<Channel, string> = {
  phone: 'Phone',
  visit: 'Visit',
  wecom: 'WeCom / WeChat',
  email: 'E-mail',
  sms: 'SMS',
  online: 'Online service',
};
const outcome: Record<ContactOutcome, string> = {
  reached: 'reached',
  'not-reached': 'nobody reached',
  none: 'promises without a talk',
};
const mood: Record<Mood, string> = {
  keen: 'keen',
  hesitant: 'hesitant',
  worried: 'worried',
  displeased: 'displeased',
};
const purpose: Record<Purpose, string> = {
  lead: 'lead',
  discovery: 'discovery',
  proposal: 'proposal follow-up',
  complaint: 'complaint',
  delivery: 'delivery',
  renewal: 'renewal',
  care: 'care',
  survey: 'survey',
  invitation: 'invitation',
  upsell: 'upsell',
};
const element: Record<Element, string> = {
  channel: 'the channel',
  content: 'what was said',
  feedback: "the customer's reaction",
  next: 'the next step',
};
const status: Record<ContactStatus, string> = {
  'to-follow-up': 'to follow up',
  confirmed: 'confirmed',
  'on-hold': 'on hold',
};

/** Words of contacts and follow-ups: cards, answers, forms and help. */
export const contact = {
  help: contactHelp,
  followup: followupHelp,
  reply: contactReply,
  aims: talkAims,
  case: goodCase,
  channel: (value: Channel) => channel[value],
  outcome: (value: ContactOutcome) => outcome[value],
  mood: (value: Mood) => mood[value],
  purpose: (value: Purpose) => purpose[value],
  element: (value: Element) => element[value],
  status: (value: ContactStatus) => status[value],
  promise: 'Promise',
  starred: (words: string) => `★ ${words}`,

  cardTitle: (p: { number: string; customer: string }) => `${p.number} · ${p.customer}`,
  cardSummary: (p: { number: string; customer: string; text: string }) => `${p.customer}: ${p.text} (${p.number})`,
  fact: {
    customer: 'Customer',
    when: 'When',
    channel: 'Channel',
    mood: 'Mood',
    purpose: 'Purpose',
    status: 'Status',
    author: 'Talked to by',
    feedback: 'Customer said',
    participants: 'Present',
    facts: 'Starred facts',
    ticket: 'Ticket',
    confirmed: 'Confirmed over',
    sameAs: 'Same talk as',
    due: 'Due',
    owner: 'Owner',
    missing: 'Still missing',
    nextTalk: 'Next talk',
  },
  hiddenFacts: '[starred, not shown in groups]',
  followUpLine: (p: { number: string; words: string; owner: string; due: string; state: string }) =>
    `${p.number} ${p.words} · ${p.owner} · ${p.due} · ${p.state}`,
  promiseState: { open: 'open', kept: 'kept', dropped: 'no longer wanted', unwatched: 'not watched' },
  late: 'late',

  button: {
    done: 'Done',
    snooze: 'Later',
    assign: 'Hand over',
    ack: 'Seen',
    edit: 'Complete',
    confirm: 'Confirmed',
    resume: 'Take up',
    show: 'Details',
    why: 'Why',
    same: 'Same talk',
    more: 'Next page',
    retry: 'Try again',
    log: 'Log a contact',
    hold: 'On hold',
    again: 'Log it anyway',
    tag: (tag: string) => `+ ${tag}`,
  },

  notice: {
    promisedBy: (p: { name: string; at: string }) => `Promised by ${p.name}, ${p.at}`,
    missing: (p: { what: string }) => `Still missing: ${p.what}`,
    confirm: (p: { on: string }) => `Confirmed so far over: ${p.on}. A second channel is needed.`,
    nextTalk: 'It was put on hold until now: talk to the customer again.',
    apology: (p: { customer: string; promise: string; me: string }) =>
      `Dear ${p.customer}, we promised you "${p.promise}" by now and have not done it yet. I am sorry. ` +
      `You will have it by [time]. ${p.me}`,
  },

  deed: {
    logged: (p: { who: string }) => `${p.who} logged the talk`,
    completed: (p: { who: string }) => `${p.who} completed the record`,
    promised: (p: { who: string; count: number }) =>
      p.count === 1 ? `${p.who} added a promise` : `${p.who} added ${p.count} promises`,
    kept: (p: { who: string; n: number }) => `${p.who} kept promise ${p.n}`,
    moved: (p: { who: string; n: number; owner: string; due: string }) =>
      `${p.who} moved promise ${p.n}: ${p.owner}, by ${p.due}`,
    dropped: (p: { who: string; n: number }) => `${p.who} dropped promise ${p.n}`,
    held: (p: { who: string; until: string }) => `${p.who} put it on hold until ${p.until}`,
    'taken-up': (p: { who: string }) => `${p.who} took it up again`,
    'confirmed-on': (p: { who: string; channel: string }) => `${p.who} had it confirmed over: ${p.channel}`,
    'same-talk': (p: { who: string }) => `${p.who} marked it as the same talk as another record`,
    acknowledged: (p: { who: string }) => `${p.who} has seen it`,
    noted: (p: { who: string }) => `Note by ${p.who}`,
    policyChanged: 'Deadlines recomputed under a new policy',
  },
};
