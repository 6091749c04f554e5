import { dayOrNull } from './civil.ts';
import type { Meaning } from './meaning.ts';
import { type Rule, rule } from './scan.ts';

/** A full instant with its offset, as programs write it: `2026-12-03T14:30Z`, `2026-12-03T14:30:00+08:00`. */
export const ISO_INSTANT: Rule<Meaning> = rule(
  '(\\d{4})-(\\d\\d)-(\\d\\d)[t ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.\\d{1,9})?)? ?(z|([+-])(\\d\\d):?(\\d\\d))(?![\\da-z])',
  (capture) => {
    const number = (index: number): number => Number(capture(index));
    const day = dayOrNull(number(1), number(2), number(3));
    const exists =
      day !== null && number(4) <= 23 && number(5) <= 59 && number(6) <= 59 && number(9) <= 14 && number(10) <= 59;
    if (!exists) return { kind: 'instant', at: () => null };
    const offsetMinutes = (capture(8) === '-' ? -1 : 1) * (number(9) * 60 + number(10));
    const local = Date.UTC(number(1), number(2) - 1, number(3), number(4), number(5), number(6));
    return { kind: 'instant', at: () => local - offsetMinutes * 60_000 };
  },
);
