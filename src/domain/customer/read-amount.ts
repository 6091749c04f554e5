import { foldWord } from '../intake/clean.ts';
import { AMOUNT, AMOUNT_UNITS } from './lexicon-customer.ts';

/** More than that is a slip of the keyboard, and would not fit its column. */
const LARGEST = 99_999_999_999_999;

/** An amount of money as people write it: 300000, 300,000.50, ¥30万, 1.2亿, 50k; `null` for anything else. */
export function readAmount(text: string): number | null {
  const match = AMOUNT.exec(foldWord(text).trim());
  if (match === null) return null;
  const [, digits = '', unit = ''] = match;
  // 1,2 is no number that anybody wrote on purpose.
  if (digits.includes(',') && !/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(digits)) return null;
  const value = Math.round(Number(digits.replaceAll(',', '')) * (AMOUNT_UNITS.get(unit) ?? 1) * 100) / 100;
  return Number.isFinite(value) && value <= LARGEST ? value : null;
}
