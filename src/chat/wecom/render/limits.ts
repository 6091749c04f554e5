/**
 * What the platform takes, as data (D/90236 for the app, D/101463 for the AI bot, D/91770 for the webhook). Lengths in
 * characters are what the vendor calls suggested: beyond them the client hides the rest without a sign, so they are kept
 * as if they were hard. Lengths in bytes are refused, or cut by the platform in the middle of a sentence.
 */
export interface CardLimits {
  readonly title: number;
  readonly desc: number;
  readonly subTitle: number;
  readonly facts: number;
  readonly factLabel: number;
  readonly factValue: number;
  readonly buttons: number;
  readonly buttonLabel: number;
  readonly buttonKeyBytes: number;
  readonly taskIdBytes: number;
  /** Drop-down lists of one card, and what each may hold. */
  readonly selects: number;
  /** ? Only the AI bot's page names a length. */
  readonly selectTitle: number;
  readonly options: number;
  readonly optionLabel: number;
  readonly optionIdBytes: number;
}

const COMMON = {
  facts: 6,
  // The vendor suggests five ideographs; this is the room that they take in Latin letters.
  factLabel: 10,
  buttons: 6,
  buttonLabel: 10,
  buttonKeyBytes: 1_024,
  taskIdBytes: 128,
  selects: 3,
  options: 10,
  optionIdBytes: 128,
} as const;

/** Template cards of the self-built app. */
export const APP_CARD: CardLimits = {
  ...COMMON,
  title: 36,
  desc: 44,
  subTitle: 160,
  factValue: 30,
  selectTitle: 26,
  optionLabel: 16,
};

/** Template cards of the AI bot. */
export const BOT_CARD: CardLimits = {
  ...COMMON,
  title: 26,
  desc: 30,
  subTitle: 112,
  factValue: 26,
  selectTitle: 13,
  optionLabel: 10,
};

/** Bytes of a text or markdown message of the app, and of the passive reply to a callback. */
export const APP_TEXT_BYTES = 2_048;
/** Bytes of a markdown message of the AI bot. */
export const BOT_TEXT_BYTES = 20_480;
/** Bytes of a markdown message through a group webhook; a longer one is refused whole. */
export const WEBHOOK_TEXT_BYTES = 4_096;

/** Looks of a button: 1 is the platform's default. ? The vendor shows them as pictures only. */
export const BUTTON_STYLES = { primary: 1, plain: 2, danger: 3 } as const;
