/** Days between the two beginnings that spreadsheets count from. */
const DAYS_OF_1904 = 1_462;
const DAY_MS = 86_400_000;
/** Day 0 of 1900's count, in days since 1970. Its 29th of February 1900 never was; every later day counts with it. */
const DAY_ZERO = -25_569;
/** Number formats that show a day, by their letters; 年 and 日 in Chinese ones. */
const DAY_FORMAT = /(?:^|[^\\])[yd\u5e74\u65e5]/iu;
/** Formats that every workbook has without saying so, and that show a day (ECMA-376, 18.8.30). */
const BUILT_IN_DAYS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

/** Whether numbers in this format are days. `code` is its text, when the workbook has one. */
export function isDayFormat(id: number, code: string | null): boolean {
  if (code === null) return BUILT_IN_DAYS.has(id);
  return DAY_FORMAT.test(code.replaceAll(/\[[^\]]*\]|"[^"]*"/g, ''));
}

/** A number of a spreadsheet as text: a day as `YYYY-MM-DD`, anything else with all its digits. */
export function numberText(value: number, isDay: boolean, is1904: boolean): string {
  if (isDay && value >= 1 && value < 110_000) {
    const day = Math.floor(value) + (is1904 ? DAYS_OF_1904 : 0);
    return new Date((day + DAY_ZERO) * DAY_MS).toISOString().slice(0, 10);
  }
  // A phone number must keep its digits, where a number would be shortened.
  return Number.isInteger(value) ? BigInt(value).toString() : String(Math.round(value * 1e6) / 1e6);
}
