/** A customer's number: K and at least five digits. */
const NUMBER = /^#?k ?(\d{1,9})$/iu;

/** The number as it is shown: `K00001`. */
export function customerNumber(n: number): string {
  return `K${String(n).padStart(5, '0')}`;
}

/** Reads a number as typed, in any case or width, with or without its zeros; `null` for anything else. */
export function readCustomerNumber(text: string): number | null {
  const match = NUMBER.exec(text.normalize('NFKC').trim());
  const n = Number(match?.[1] ?? 0);
  return n > 0 && n <= 2_147_483_647 ? n : null;
}
