import { customerKey } from '../intake/customer-name.ts';
import { COMPANY_SUFFIX } from '../intake/lexicon.ts';
import { PLACE_PREFIX, TRADE_WORDS } from './lexicon-customer.ts';

/** Shorter remains of a name would fit half of all customers. */
const SHORTEST_HAN = 2;
const SHORTEST_LATIN = 3;

/**
 * What people call a company, as a key: without its legal form, its trade and its town (杭州云帆科技有限公司 is 云帆).
 * Where too little would remain, the word that made it too short stays.
 */
export function coreName(name: string): string {
  const named = withoutLegalForm(name);
  const bare = without(named, TRADE_WORDS);
  // A bank of a town is called by its town: only a name that had a trade to lose has one of its own.
  return bare === named ? named : without(bare, PLACE_PREFIX);
}

/** The name as a key without its legal form: 云帆科技有限公司 is 云帆科技. */
export function withoutLegalForm(name: string): string {
  return without(customerKey(name).replace(/[()]/gu, ''), COMPANY_SUFFIX);
}

function without(name: string, words: RegExp): string {
  const rest = name.replace(words, '').trim();
  return isTelling(rest) ? rest : name;
}

/** Whether so short a key can be meant for a name at all. */
export function isTelling(key: string): boolean {
  return /\p{sc=Han}/u.test(key) ? [...key].length >= SHORTEST_HAN : key.length >= SHORTEST_LATIN;
}
