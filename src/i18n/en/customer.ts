import type { CooperationType, CustomerKind } from '../../domain/customer/customer.ts';
import type { FieldKey } from '../../domain/customer/lexicon-customer.ts';
import type { FieldProblem } from '../../domain/customer/read-profile.ts';
import type { Channel, Stage, Tier } from '../../domain/vocabulary.ts';
import { customerHelp } from './customer-help.ts';

const tiers: Record<Tier, string> = { A: 'A', B: 'B', C: 'C', basic: 'basic' };
const stages: Record<Stage, string> = {
  prospect: 'Prospect',
  new: 'New',
  growing: 'Growing',
  mature: 'Mature',
  'at-risk': 'At risk',
};
const channels: Record<Channel, string> = {
  phone: 'phone',
  visit: 'visit',
  wecom: 'WeChat',
  email: 'e-mail',
  sms: 'SMS',
  online: 'online service',
};
const cooperations: Record<CooperationType, string> = {
  order: 'order',
  payment: 'payment',
  delivery: 'delivery',
  renewal: 'renewal',
};
const kinds: Record<CustomerKind, string> = { enterprise: 'Company', individual: 'Person' };
const fields: Record<FieldKey, string> = {
  name: 'Name',
  number: 'Number',
  short: 'Short name',
  kind: 'Kind',
  industry: 'Industry',
  size: 'Size',
  product: 'Product',
  amount: 'Amount a year',
  since: 'First cooperation',
  from: 'Contract from',
  until: 'Contract until',
  contract: 'Contract',
  needs: 'Needs',
  'hidden-needs': 'Unspoken needs',
  demands: 'Special demands',
  vip: 'VIP',
  manager: 'Account manager',
  success: 'Success manager',
  tags: 'Tags',
  tier: 'Tier',
  stage: 'Stage',
  person: 'Contact person',
  post: 'Post',
  channel: 'Preferred channel',
  phone: 'Phone',
  mail: 'E-mail',
  birthday: 'Birthday',
  type: 'Event',
  date: 'Date',
  remark: 'Remark',
};
const problems: Record<FieldProblem, (p: { value: string; choices: string }) => string> = {
  'bad-name': () => 'The name is empty',
  'long-name': () => 'The name is longer than 100 characters',
  'bad-amount': (p) => `"${p.value}" is no amount. Write 300000`,
  'bad-day': (p) => `"${p.value}" is no date. Write 2024-03-01`,
  'no-such-day': (p) => `"${p.value}" does not exist`,
  'ambiguous-day': (p) => `"${p.value}" can mean two days${p.choices === '' ? '' : `: ${p.choices}`}. Write 2024-03-01`,
  'period-backwards': (p) => `The contract ends before it begins: ${p.value}`,
  'bad-kind': (p) => `"${p.value}" is neither company nor person`,
  'bad-yes-no': (p) => `"${p.value}" is neither yes nor no`,
  'bad-channel': (p) => `"${p.value}" is no channel. Channels: phone, visit, wechat, email, sms, online`,
  'bad-phone': (p) => `"${p.value}" is no phone number. Write +86 13800138000`,
  'bad-mail': (p) => `"${p.value}" is no e-mail address`,
  'bad-tier': (p) => `"${p.value}" is no tier. Tiers: A, B, C, basic`,
  'unknown-person': (p) => `"${p.value}" is nobody I know. Write @ and a colleague's name`,
};

/** Words of customers: help, cards, answers and forms. */
export const customer = {
  help: customerHelp,
  tier: (value: Tier) => tiers[value],
  stage: (value: Stage) => stages[value],
  channel: (value: Channel) => channels[value],
  cooperation: (value: CooperationType) => cooperations[value],
  kind: (value: CustomerKind) => kinds[value],
  field: (value: FieldKey) => fields[value],
  problem: (problem: FieldProblem, p: { value: string; choices: string }) => problems[problem](p),
  amount: (value: number) => new Intl.NumberFormat('en', { maximumFractionDigits: 2 }).format(value),
  percent: (share: number) => `${Math.round(share * 100)} %`,
  solarDay: (p: { year: number | null; month: number; day: number }) =>
    `${p.day} ${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][p.month - 1]}${p.year === null ? '' : ` ${p.year}`}`,
  lunarDay: (p: { year: number | null; month: number; day: number }) =>
    `lunar ${p.month < 0 ? 'leap ' : ''}${Math.abs(p.month)}-${p.day}${p.year === null ? '' : ` (${p.year})`}`,

  card: {
    title: (p: { name: string; number: string }) => `${p.name} · ${p.number}`,
    summary: (p: { name: string; tier: string; tickets: number }) =>
      `${p.name}: tier ${p.tier}, ${p.tickets === 1 ? '1 open ticket' : `${p.tickets} open tickets`}`,
    vip: 'VIP',
    highValue: 'high value',
    tier: 'Tier',
    noTier: 'not computed yet',
    pinned: (p: { tier: string; by: string; reason: string }) => `${p.tier}, pinned by ${p.by}: ${p.reason}`,
    why: (p: { tier: string; amount: string; time: string; interactions: number; days: number }) =>
      `${p.tier}: ${p.amount} a year, ${p.time}, ${p.interactions === 1 ? '1 interaction' : `${p.interactions} interactions`} in ${p.days} days`,
    together: (p: { years: number; months: number }) =>
      p.years === 0 ? `${p.months} months together` : `${p.years} y ${p.months} m together`,
    notYet: 'no cooperation yet',
    stage: 'Stage',
    manager: 'Account manager',
    success: 'Success manager',
    profile: 'Profile',
    contract: 'Contract',
    until: (day: string) => `until ${day}`,
    since: (day: string) => `customer since ${day}`,
    product: 'Product',
    tags: 'Tags',
    nobody: 'nobody yet',
    warnings: 'Watch out:',
    silent: (days: number) => `• no word for ${days} days`,
    eventsDown: (p: { share: string; before: number; now: number; days: number }) =>
      `• orders and payments down ${p.share}: ${p.now} in ${p.days} days, ${p.before} in those before`,
    unanswered: (p: { share: string; reached: number; tried: number; days: number }) =>
      `• hardly answers: ${p.reached} of ${p.tried} attempts in ${p.days} days (${p.share})`,
    spendingDown: (p: { share: string; before: string; now: string; days: number }) =>
      `• spending down ${p.share}: ${p.now} in ${p.days} days, ${p.before} in those before`,
    displeased: (p: { now: number; before: number; days: number }) =>
      `• more displeasure: ${p.now} times in ${p.days} days, ${p.before} in those before`,
    contractEnds: (p: { day: string; days: number }) => `• the contract ends on ${p.day}, in ${p.days} days`,
    advice: (p: { channels: string; why: string }) => `Reach them by: ${p.channels} (${p.why})`,
    orElse: ', then ',
    adviceWhy: {
      preferred: 'their own preference',
      urgent: 'an urgent ticket is open',
      formal: 'a formal matter',
      light: 'a light matter',
      industry: 'usual in their trade',
    },
    tickets: (n: number) => (n === 0 ? 'Open tickets: none' : `Open tickets: ${n}`),
    ticket: (p: { number: string; what: string; status: string; team: string; owner: string }) =>
      `• ${p.number} · ${p.what} · ${p.status} · ${p.team} · ${p.owner}`,
    untitled: 'no type yet',
    contacts: 'Last talks:',
    contact: (p: { at: string; channel: string; by: string; mood: string; gist: string }) =>
      `• ${[p.at, p.channel, p.mood, p.gist, p.by].filter((one) => one !== '').join(' · ')}`,
    inVain: 'nobody reached',
    promises: 'Promised and still open:',
    promise: (p: { due: string; owner: string; body: string }) => `• ${p.body} · ${p.owner} · by ${p.due}`,
    care: (p: { what: string; at: string }) => `Next care: ${p.what}, ${p.at}`,
    demands: (text: string) => `Special demands: ${text}`,
    needs: (text: string) => `Needs: ${text}`,
    events: 'Last events:',
    event: (p: { day: string; what: string; amount: string }) =>
      `• ${[p.day, p.what, p.amount].filter((one) => one !== '').join(' · ')}`,
    person: (p: { name: string; post: string; channel: string }) =>
      [p.name, p.post, p.channel === '' ? '' : `prefers ${p.channel}`].filter((one) => one !== '').join(' · '),
    left: (name: string) => `${name} (left)`,
    birthday: (day: string) => `birthday ${day}`,
    noPeople: 'Nobody to talk to is on record yet.',
    masked: 'Phones and mail are hidden. "Show in full" is recorded.',
    revealed: 'You see full values; this look is recorded. Do not pass them on.',
  },

  button: {
    show: 'Card',
    edit: 'Edit',
    people: 'Add person',
    event: 'Add event',
    reveal: 'Show in full',
    tier: 'Tier',
    anyway: 'Create anyway',
    use: (name: string) => `Use ${name}`,
    more: 'More',
    merge: 'Merge',
    list: 'All customers',
    new: 'New customer',
  },

  reply: {
    created: (p: { name: string; number: string }) => `${p.name} is customer ${p.number}`,
    changed: (p: { name: string }) => `${p.name}: saved`,
    tierMoved: (p: { from: string; to: string }) => `Tier ${p.from} is now ${p.to}: deadlines of open tickets follow.`,
    tagged: (p: { name: string; tags: string }) => `${p.name}: tags are now ${p.tags}`,
    noTags: 'none',
    personKept: (p: { person: string; name: string }) => `${p.person} is on record at ${p.name}`,
    personLeft: (p: { person: string; name: string }) => `${p.person} does not work at ${p.name} any more`,
    cooperated: (p: { name: string; what: string; day: string }) => `${p.name}: ${p.what} of ${p.day} recorded`,
    pinned: (p: { name: string; tier: string }) => `${p.name}: tier ${p.tier}, pinned`,
    unpinned: (p: { name: string; tier: string }) => `${p.name}: tier ${p.tier}, by rule again`,
    merged: (p: { from: string; name: string; tickets: number }) =>
      `${p.from} is now ${p.name}: its history went along (${p.tickets === 1 ? '1 ticket' : `${p.tickets} tickets`}), its name still leads here`,
    resembles: (name: string) => `Somebody like "${name}" is there already: is it one of these?`,
    resemblesHint: 'Nothing was saved yet.',
    taken: (p: { name: string; number: string }) => `"${p.name}" is there already: ${p.number}`,
    several: (p: { text: string; count: number }) =>
      p.count === 1 ? `"${p.text}": is this the one?` : `"${p.text}" may be one of ${p.count}: which one?`,
    unknown: (text: string) => `No customer like "${text}" is known`,
    unknownHint: 'Check the spelling, try pinyin or initials, or add them.',
    missing: 'Which customer? The name is missing',
    missingPerson: 'Who? The person is missing',
    missingEvent: 'What happened, and when? For example: order 2026-11-02',
    badEvent: (value: string) => `"${value}" is no event. Events: order, payment, delivery, renewal`,
    missingTags: 'Which tags? For example: #price-aware',
    missingTier: 'Which tier? A, B, C, basic or auto',
    missingReason: 'A pinned tier needs a reason',
    missingInto: 'Into whom? Write: K00002 into K00001',
    nothing: 'Nothing would change',
    needsRole: (role: string) => `Only a ${role} or above may do this`,
    needsRoleReveal: (role: string) =>
      `Only the account manager, whoever has an open ticket of theirs, or a ${role} may see this`,
    sameCustomer: 'They are one customer already',
    noSuchPerson: (p: { person: string; count: number }) =>
      p.count === 0 ? `"${p.person}": nobody is on record there yet` : `"${p.person}" is nobody on record there`,
    unknownMark: (key: string) => `"${key}:" is no field I know; it was left out.`,
    tierByRule: 'The tier is computed; to pin it: /customer tier',
    found: (p: { text: string; total: number }) => `"${p.text}": ${p.total} found`,
    list: (p: { what: string; total: number }) => `${p.what}: ${p.total}`,
    listEmpty: (what: string) => `${what}: none`,
    scope: {
      mine: 'My customers',
      all: 'All customers',
      vip: 'VIP customers',
      value: 'High value customers',
      tier: (tier: string) => `Tier ${tier}`,
      stage: (stage: string) => stage,
      tag: (tag: string) => `#${tag}`,
    },
    exported: (p: { rows: number }) =>
      `${p.rows === 1 ? '1 customer' : `${p.rows} customers`}: copy the table below; the export is recorded`,
    mergeConfirm: (p: { from: string; into: string }) =>
      `Make "${p.from}" and "${p.into}" one customer? This cannot be undone.`,
    mergeButton: 'Merge now',
    ticketCustomer: (p: { typed: string; name: string }) => `"${p.typed}" was read as ${p.name}.`,
    ticketOffer: (typed: string) => `Several customers are called "${typed}": it stays as typed. Is it one of these?`,
  },

  form: {
    newTitle: 'New customer',
    editTitle: 'Edit customer',
    peopleTitle: 'Contact person',
    eventTitle: 'Event',
    tierTitle: 'Tier',
    create: 'Create',
    save: 'Save',
    cancel: 'Cancel',
    about: (name: string) => `Customer ${name}`,
    resembles: (names: string) =>
      `Like these, which are there already: ${names}. Choose one of them below, or send again to create another.`,
    which: 'Create or use',
    another: 'Create another customer',
    nameExample: 'Acme Trading Ltd',
    amountHint: 'For example 300000.',
    dayHint: 'For example 2024-03-01.',
    tagsHint: 'Separated by commas.',
    managerHint: "A colleague's name.",
    birthdayHint: 'For example 3-8, 1988-03-08 or lunar 8-15.',
    unsaid: 'not said',
    reason: 'Reason',
    byRule: 'computed by rule',
    amount: 'Amount',
  },
};
