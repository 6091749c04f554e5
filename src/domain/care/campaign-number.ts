/** A campaign's number: H (活动) and at least five digits. */
const NUMBER = /^#?h ?(\d{1,9})$/iu;

/** The number as it is shown: `H00001`. */
export function campaignNumber(n: number): string {
  return `H${String(n).padStart(5, '0')}`;
}

/** Reads a number as typed, in any case or width, with or without its zeros; `null` for anything else. */
export function readCampaignNumber(text: string): number | null {
  const match = NUMBER.exec(text.normalize('NFKC').trim());
  const n = Number(match?.[1] ?? 0);
  return n > 0 && n <= 2_147_483_647 ? n : null;
}
