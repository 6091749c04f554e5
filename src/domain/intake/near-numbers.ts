import { readTicketNumber } from './ticket-number.ts';

/**
 * Ticket numbers that may have been meant by something that is none, or is nobody's, likeliest first: a running number
 * alone is of this month (`YYYYMM`) or the one before; else one slip of the keyboard, or the month beside:
 * some two hundred at most.
 */
export function nearNumbers(written: string, month: string): readonly string[] {
  const digits = written
    .normalize('NFKC')
    .replace(/^[\s#]*[cC]?/u, '')
    .trim();
  if (!/^\d{1,15}$/u.test(digits)) return [];
  const guesses =
    digits.length <= 4
      ? [month, monthBeside(month, -1)].map((one) => one + String(Number(digits)).padStart(3, '0'))
      : slipsOf(digits, month);
  const numbers = guesses.flatMap((guess) => readTicketNumber(guess) ?? []);
  return [...new Set(numbers)].filter((number) => number !== `C${digits}`);
}

function slipsOf(digits: string, month: string): readonly string[] {
  const at = (i: number) => [digits.slice(0, i), digits.slice(i)] as const;
  const places = Array.from({ length: digits.length + 1 }, (_, i) => i);
  const all = Array.from('0123456789');
  // The month is copied; the running number is what people type.
  const running = places.filter((i) => i >= 6);
  return [
    ...places.map((i) => swapAt(digits, i)),
    ...running.flatMap((i) => all.map((digit) => at(i)[0] + digit + digits.slice(i + 1))),
    ...places.map((i) => at(i)[0] + digits.slice(i + 1)),
    ...places.flatMap((i) => all.map((digit) => at(i).join(digit))),
    ...[month, monthBeside(digits.slice(0, 6), -1), monthBeside(digits.slice(0, 6), 1)].map(
      (one) => one + digits.slice(6),
    ),
  ];
}

function swapAt(digits: string, i: number): string {
  const [first = '', second = ''] = digits.slice(i, i + 2);
  return digits.slice(0, i) + second + first + digits.slice(i + 2);
}

function monthBeside(month: string, by: number): string {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(4)) - 1 + by;
  return `${Math.floor(months / 12)}${String((months % 12) + 1).padStart(2, '0')}`;
}
