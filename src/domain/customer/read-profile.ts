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

const PLAIN = {
  industry: 'industry',
  size: 'size',
  product: 'product',
  needs: 'needs',
  'hidden-needs': 'hiddenNeeds',
  demands: 'demands',
} as const;

/** Reads values of a profile and of a contact person, as typed or out of a table. Faults leave their field out. */
export function readFields(
  fields: ReadonlyMap<FieldKey, string>,
  personOf: (written: string) => PersonRef | null,
): ReadFields {
  const profile: ProfilePatch = {};
  const person: PersonPatch = {};
  const faults: FieldFault[] = [];
  let tier: Tier | null = null;
  const fault = (field: FieldKey, problem: FieldProblem, value: string, choices?: readonly IsoDay[]) =>
    void faults.push({ field, problem, value: value.slice(0, 60), ...(choices === undefined ? {} : { choices }) });
  const day = (field: FieldKey, written: string, set: (day: IsoDay) => void) => {
    const read = readDay(written);
    if (read.ok) return set(read.day);
    if (read.reason === 'ambiguous') return fault(field, 'ambiguous-day', written, read.choices);
    return fault(field, read.reason === 'does-not-exist' ? 'no-such-day' : 'bad-day', written);
  };
  const ref = (field: FieldKey, written: string, set: (ref: PersonRef) => void) => {
    const found = personOf(written.replace(/^[@＠]/u, ''));
    return found === null ? fault(field, 'unknown-person', written) : set(found);
  };

  for (const [field, raw] of fields) {
    const value = raw.trim();
    if (value === '') continue;
    const word = foldWord(value);
    const isClear = CLEAR_WORDS.has(word);
    switch (field) {
      case 'name': {
        const read = customerName(value);
        if (read.ok) profile.name = read.name;
        else fault(field, read.reason === 'empty' ? 'bad-name' : 'long-name', value);
        break;
      }
      case 'short':
        profile.shortName = isClear ? null : short(value);
        break;
      case 'kind': {
        const kind = CUSTOMER_KIND_BY_SPELLING.get(word);
        if (kind === undefined) fault(field, 'bad-kind', value);
        else profile.kind = kind;
        break;
      }
      case 'industry':
      case 'size':
      case 'product':
        profile[PLAIN[field]] = isClear ? null : short(value);
        break;
      case 'needs':
      case 'hidden-needs':
      case 'demands':
        profile[PLAIN[field]] = isClear ? null : cleanText(value, TEXT_MAX).text;
        break;
      case 'amount': {
        const amount = isClear ? null : readAmount(value);
        if (amount === null && !isClear) fault(field, 'bad-amount', value);
        else profile.amount = amount;
        break;
      }
      case 'since':
        if (isClear) profile.firstCooperation = null;
        else day(field, value, (one) => (profile.firstCooperation = one));
        break;
      case 'from':
        if (isClear) profile.contractFrom = null;
        else day(field, value, (one) => (profile.contractFrom = one));
        break;
      case 'until':
        if (isClear) profile.contractUntil = null;
        else day(field, value, (one) => (profile.contractUntil = one));
        break;
      case 'contract': {
        const [from = '', until = ''] = value.split(PERIOD);
        if (from !== '') day(field, from, (one) => (profile.contractFrom = one));
        if (until !== '') day(field, until, (one) => (profile.contractUntil = one));
        break;
      }
      case 'vip':
        if (YES_WORDS.has(word)) profile.vip = true;
        else if (NO_WORDS.has(word)) profile.vip = false;
        else fault(field, 'bad-yes-no', value);
        break;
      case 'manager':
        if (isClear) profile.accountManager = null;
        else ref(field, value, (one) => (profile.accountManager = one));
        break;
      case 'success':
        if (isClear) profile.successManager = null;
        else ref(field, value, (one) => (profile.successManager = one));
        break;
      case 'tier': {
        const read = readTier(value);
        if (read === null) fault(field, 'bad-tier', value);
        else tier = read;
        break;
      }
      case 'person':
        person.name = short(value);
        break;
      case 'post':
        person.post = isClear ? null : short(value);
        break;
      case 'channel': {
        const channel = CHANNEL_BY_SPELLING.get(word);
        if (isClear) person.channel = null;
        else if (channel === undefined) fault(field, 'bad-channel', value);
        else person.channel = channel;
        break;
      }
      case 'phone': {
        const phone = isClear ? null : readPhone(value);
        if (phone === null && !isClear) fault(field, 'bad-phone', value);
        else person.phone = phone;
        break;
      }
      case 'mail':
        if (isClear) person.mail = null;
        else if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(value)) person.mail = short(value);
        else fault(field, 'bad-mail', value);
        break;
      case 'birthday': {
        const read = isClear ? null : readBirthday(value);
        if (read === null) person.birthday = null;
        else if (read.ok) person.birthday = read.birthday;
        else {
          const problem = {
            'not-a-date': 'bad-day',
            'does-not-exist': 'no-such-day',
            ambiguous: 'ambiguous-day',
          } as const;
          fault(field, problem[read.reason], value);
        }
        break;
      }
      case 'number':
      case 'stage':
      case 'tags':
      case 'type':
      case 'date':
      case 'remark':
        break;
    }
  }
  const { contractFrom: from, contractUntil: until } = profile;
  if (from && until && from > until) fault('contract', 'period-backwards', `${from} ~ ${until}`);
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
