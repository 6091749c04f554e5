import type { Purpose } from '../../domain/contact/contact.ts';

const aim: Record<Purpose, string> = {
  lead: 'find out what they need and who decides',
  discovery: 'understand the need, its size and its date',
  proposal: 'hear what is missing in the proposal, and agree the next date',
  complaint: 'calm, understand what happened, agree a plan and a time',
  delivery: 'agree where the delivery stands and what comes next',
  renewal: 'agree scope, price and term of the next period',
  care: 'hear how it goes and whether anything is missing',
  survey: 'get a score and the reason for it',
  invitation: 'get a clear answer: coming, hesitating or declined',
  upsell: 'find out whether more of it would help them',
};
const materials: Record<Purpose, string> = {
  lead: 'short introduction, a case from their industry',
  discovery: 'list of questions, what they told us before',
  proposal: 'the proposal, the price list, what they asked last time',
  complaint: 'history of the tickets, what is known of the cause, a plan with times',
  delivery: 'delivery plan, acceptance list',
  renewal: 'the contract, a page on this year, the price list',
  care: 'what was promised, tips for their product',
  survey: 'the questionnaire',
  invitation: 'the programme with date and place',
  upsell: 'how they use it today, price list',
};

/** What a talk is for, what to take along, and what was read back or confirmed by it (C8–C10). */
export const talkAims = {
  fact: {
    aim: 'Aim',
    aimReached: 'Aim reached',
    materials: 'Materials',
    readBack: 'Read back to the customer',
    shared: 'Shared as a good case',
  },
  yes: 'yes',
  no: 'no',
  sharedBy: (p: { by: string; at: string }) => `by ${p.by}, ${p.at}`,
  readBackInList: 'read back',
  aimInList: (reached: boolean): string => (reached ? 'aim reached' : 'aim not reached'),
  badYesNo: (p: { value: string }) => `"${p.value}" is neither yes nor no: left out.`,
  notReadBack: 'Not read back yet: repeat to the customer what was agreed and have them confirm it.',

  confirmed: (p: { number: string; channels: string }) =>
    `That was the second channel for ${p.number}: confirmed over ${p.channels}.`,
  mayConfirm: (p: { numbers: string }) =>
    `Does it also confirm what was agreed in ${p.numbers}? If so, press its button.`,
  wantsWord: "The revisit still wants the customer's word: satisfied? Their score closes the ticket or reopens it.",
  confirmButton: (number: string) => `Confirms ${number.slice(-3)}`,

  prep: {
    title: (p: { customer: string }) => `Before you talk with ${p.customer}`,
    aim: (purpose: Purpose) => aim[purpose],
    materials: (purpose: Purpose) => materials[purpose],
    usualAim: 'know what you want to have agreed at the end',
    usualMaterials: 'the last talk and what is still promised, below',
    afterwards: 'Afterwards:',
    whom: 'Whom to talk to',
    button: 'Prepare',
    track: 'What to say',
    keys: { aim: 'aim', materials: 'materials', aimReached: 'aim-reached', readBack: 'read-back' },
    likely: (p: { purpose: string; aim: string; materials: string }) =>
      `Next talk: ${p.purpose}. Aim: ${p.aim}. Materials: ${p.materials}.`,
  },
  form: {
    aim: 'Aim of the talk',
    aimReached: 'Was the aim reached?',
    materials: 'Materials taken along',
    readBack: 'Read back, and confirmed by the customer?',
    notSaid: 'not said',
  },
};
