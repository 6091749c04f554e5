import { cleanText, foldWord } from '../intake/clean.ts';
import { customerName } from '../intake/customer-name.ts';
import type { PersonRef, Tier } from '../vocabulary.ts';
import { TIERS } from '../vocabulary.ts';
import type { ContactPerson, IsoDay, Profile } from './customer.ts';
import {
  AROUND_TIER,
  CHANNEL_BY_SPELLING,
  CLEAR_WORDS,
  CUSTOMER_KIND_BY_SPELLING,
  type FieldKey,
  NO_WORDS,
  PERIOD,
  PHONE,
  TIER_BASIC_WORDS,
  YES_WORDS,
} from './lexicon-customer.ts';
import { readAmount } from './read-amount.ts';
import { readBirthday } from './read-birthday.ts';
import { readDay } from './read-day.ts';

/** Longest value of a short field and of a text, in characters. */
export const FIELD_MAX = 100;
export const TEXT_MAX = 2_000;
export const TAG_MAX = 30;
export const TAGS_MAX = 30;

export type FieldProblem =
  | 'bad-name'
  | 'long-name'
  | 'bad-amount'
  | 'bad-day'
  | 'no-such-day'
  | 'ambiguous-day'
  | 'period-backwards'
  | 'bad-kind'
  | 'bad-yes-no'
  | 'bad-channel'
  | 'bad-phone'
  | 'bad-mail'
  | 'bad-tier'
  | 'unknown-person';

/** What is wrong with one value. */
export interface FieldFault {
  readonly field: FieldKey;
  readonly problem: FieldProblem;
  readonly value: string;
  /** Of an ambiguous date. */
  readonly choices?: readonly IsoDay[];
}

/** Values to set; `null` clears one, what is absent stays as it is. */
export type ProfilePatch = { -readonly [K in keyof Profile]?: Profile[K] };
export type PersonPatch = { -readonly [K in keyof ContactPerson]?: ContactPerson[K] };

export interface ReadFields {
  readonly profile: ProfilePatch;
  readonly person: PersonPatch;
  /** A tier pinned with the entry. */
  readonly tier: Tier | null;
  readonly faults: readonly FieldFault[];
}

type TextField = 'short' | 'industry' | 'size' | 'product' | 'needs' | 'hidden-needs' | 'demands';
type DayField = 'since' | 'from' | 'until';
type StaffField = 'manager' | 'success';

const TEXTS: Readonly<
  Record<
    TextField,
    keyof Pick<ProfilePatch, 'shortName' | 'industry' | 'size' | 'product' | 'needs' | 'hiddenNeeds' | 'demands'>
  >
> = {
  short: 'shortName',
  industry: 'industry',
  size: 'size',
  product: 'product',
  needs: 'needs',
  'hidden-needs': 'hiddenNeeds',
  demands: 'demands',
};
const DAYS = { since: 'firstCooperation', from: 'contractFrom', until: 'contractUntil' } as const satisfies Record<
  DayField,
  keyof ProfilePatch
>;
const STAFF = { manager: 'accountManager', success: 'successManager' } as const satisfies Record<
  StaffField,
  keyof ProfilePatch
>;
const LONG = new Set<FieldKey>(['needs', 'hidden-needs', 'demands']);

/** Where values go as they are read. */
interface Reading {
  readonly profile: ProfilePatch;
  readonly person: PersonPatch;
  tier: Tier | null;
  readonly personOf: (written: string) => PersonRef | null;
  readonly fault: (field: FieldKey, problem: FieldProblem, value: string, choices?: readonly IsoDay[]) => void;
}

/** One value of a field, `null` when it is to be cleared. */
type FieldReader = (value: string | null, reading: Reading, written: string) => void;

const textOf =
  (field: TextField): FieldReader =>
  (value, { profile }) => {
    profile[TEXTS[field]] = value === null ? null : LONG.has(field) ? cleanText(value, TEXT_MAX).text : short(value);
  };

const dayOf =
  (field: DayField): FieldReader =>
  (value, { profile, fault }) => {
    if (value === null) profile[DAYS[field]] = null;
    else readDayInto(field, value, fault, (day) => (profile[DAYS[field]] = day));
  };

const staffOf =
  (field: StaffField): FieldReader =>
  (value, { profile, personOf, fault }) => {
    const found = value === null ? null : personOf(value.replace(/^[@＠]/u, ''));
    if (value !== null && found === null) fault(field, 'unknown-person', value);
    else profile[STAFF[field]] = found;
  };

/** A field that has no reader belongs to another kind of row. */
const READERS: Readonly<Partial<Record<FieldKey, FieldReader>>> = {
  short: textOf('short'),
  industry: textOf('industry'),
  size: textOf('size'),
  product: textOf('product'),
  needs: textOf('needs'),
  'hidden-needs': textOf('hidden-needs'),
  demands: textOf('demands'),
  since: dayOf('since'),
  from: dayOf('from'),
  until: dayOf('until'),
  manager: staffOf('manager'),
  success: staffOf('success'),
  // A customer and a person of theirs always have a name, a kind and a mark: these cannot be cleared.
  name(_, { profile, fault }, written) {
    const read = customerName(written);
    if (read.ok) profile.name = read.name;
    else fault('name', read.reason === 'empty' ? 'bad-name' : 'long-name', written);
  },
  kind(_, { profile, fault }, written) {
    const kind = CUSTOMER_KIND_BY_SPELLING.get(foldWord(written));
    if (kind === undefined) fault('kind', 'bad-kind', written);
    else profile.kind = kind;
  },
  vip(_, { profile, fault }, written) {
    const word = foldWord(written);
    if (!YES_WORDS.has(word) && !NO_WORDS.has(word)) fault('vip', 'bad-yes-no', written);
    else profile.vip = YES_WORDS.has(word);
  },
  amount(value, { profile, fault }) {
    const amount = value === null ? null : readAmount(value);
    if (value !== null && amount === null) fault('amount', 'bad-amount', value);
    else profile.amount = amount;
  },
  contract(value, { profile, fault }) {
    const [from = '', until = ''] = value === null ? [] : value.split(PERIOD);
    if (from !== '') readDayInto('contract', from, fault, (day) => (profile.contractFrom = day));
    if (until !== '') readDayInto('contract', until, fault, (day) => (profile.contractUntil = day));
    if (value === null) Object.assign(profile, { contractFrom: null, contractUntil: null });
  },
  tier(_, reading, written) {
    reading.tier = readTier(written);
    if (reading.tier === null) reading.fault('tier', 'bad-tier', written);
  },
  person(_, { person }, written) {
    person.name = short(written);
  },
  post(value, { person }) {
    person.post = value === null ? null : short(value);
  },
  channel(value, { person, fault }) {
    const channel = value === null ? null : CHANNEL_BY_SPELLING.get(foldWord(value));
    if (channel === undefined) fault('channel', 'bad-channel', value ?? '');
    else person.channel = channel;
  },
  phone(value, { person, fault }) {
    const phone = value === null ? null : readPhone(value);
    if (value !== null && phone === null) fault('phone', 'bad-phone', value);
    else person.phone = phone;
  },
  mail(value, { person, fault }) {
    if (value === null) person.mail = null;
    else if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(value)) person.mail = short(value);
    else fault('mail', 'bad-mail', value);
  },
  birthday(value, { person, fault }) {
    const read = value === null ? null : readBirthday(value);
    if (read === null) person.birthday = null;
    else if (read.ok) person.birthday = read.birthday;
    else fault('birthday', DAY_PROBLEMS[read.reason], value ?? '');
  },
};

const DAY_PROBLEMS = {
  'not-a-date': 'bad-day',
  'does-not-exist': 'no-such-day',
  ambiguous: 'ambiguous-day',
} as const;

function readDayInto(field: FieldKey, value: string, fault: Reading['fault'], set: (day: IsoDay) => void): void {
  const read = readDay(value);
  if (read.ok) set(read.day);
  else fault(field, DAY_PROBLEMS[read.reason], value, read.reason === 'ambiguous' ? read.choices : undefined);
}

/** Reads values of a profile and of a contact person, as typed or out of a table. Faults leave their field out. */
export function readFields(
  fields: ReadonlyMap<FieldKey, string>,
  personOf: (written: string) => PersonRef | null,
): ReadFields {
  const faults: FieldFault[] = [];
  const reading: Reading = {
    profile: {},
    person: {},
    tier: null,
    personOf,
    fault(field, problem, value, choices) {
      faults.push({ field, problem, value: value.slice(0, 60), ...(choices === undefined ? {} : { choices }) });
    },
  };
  for (const [field, raw] of fields) {
    const value = raw.trim();
    if (value !== '') READERS[field]?.(CLEAR_WORDS.has(foldWord(value)) ? null : value, reading, value);
  }
  const { profile, person, tier } = reading;
  const { contractFrom: from, contractUntil: until } = profile;
  if (from && until && from > until) reading.fault('contract', 'period-backwards', `${from} ~ ${until}`);
  return { profile, person, tier, faults };
}

/** A tier by its letter or word; `null` for none. */
export function readTier(written: string): Tier | null {
  const word = foldWord(written).replace(AROUND_TIER, '').trim();
  if (TIER_BASIC_WORDS.has(word)) return 'basic';
  return TIERS.find((tier) => tier.toLowerCase() === word) ?? null;
}

/** A phone as it is dialled: digits, a plus, gaps; a spreadsheet's guard against formulas is taken off. */
export function readPhone(written: string): string | null {
  const phone = written
    .normalize('NFKC')
    .trim()
    .replace(/^['=]+(?=[+\d("])/u, '')
    .replaceAll('"', '')
    .replace(/\s+/gu, ' ')
    .trim();
  const digits = phone.replace(/\D/g, '').length;
  return digits >= 5 && digits <= 20 && PHONE.test(phone) ? phone : null;
}

/** Tags of one cell or mark, each clean and once. */
export function readTags(written: readonly string[]): readonly string[] {
  const tags = written
    .flatMap((one) => one.split(/[,，;；、|/\n]/u))
    .map((one) => cleanText(one.replace(/^[#＃]/u, ''), TAG_MAX).text);
  return [...new Map(tags.filter((tag) => tag !== '').map((tag) => [foldWord(tag), tag])).values()].slice(0, TAGS_MAX);
}

function short(value: string): string {
  return cleanText(value.replace(/\s+/gu, ' '), FIELD_MAX).text;
}
