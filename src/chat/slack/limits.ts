export { cleanText, isBlank } from '../clean-text.ts';

/**
 * The one guard of Slack's lengths and counts (docs.slack.dev, Block Kit reference). No type catches them: a text that
 * is one character too long costs the whole message.
 */
export const LIMITS = {
  blocksPerMessage: 50,
  blocksPerView: 100,
  /** Slack refuses a message near 13,000 characters; identifiers count too. */
  charactersPerMessage: 12_000,
  header: 150,
  sectionText: 3_000,
  richTextElement: 3_000,
  contextText: 2_000,
  buttonsPerBlock: 25,
  buttonLabel: 75,
  buttonValue: 2_000,
  modalTitle: 24,
  modalButton: 24,
  privateMetadata: 3_000,
  callbackId: 255,
  inputLabel: 2_000,
  inputHint: 2_000,
  inputText: 3_000,
  placeholder: 150,
  options: 100,
  optionLabel: 75,
  optionValue: 150,
  fieldError: 500,
  /** Notification text: `chat.update` refuses more than 4,000, and an escaped character can take five. */
  notification: 700,
} as const;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * The text within `max` UTF-16 units, cut between two characters as people see them and with `marker` at the cut, so
 * that nobody takes a part for the whole.
 */
export function cutText(text: string, max: number, marker = '…'): string {
  if (text.length <= max) return text;
  const room = max - marker.length;
  if (room <= 0) return marker.slice(0, max);
  let end = graphemes.segment(text).containing(room)?.index ?? room;
  // A tower of combining marks can be one "character" of any length: then a code point must do.
  if (end < room - 100) end = isLowSurrogate(text, room) ? room - 1 : room;
  return text.slice(0, end).trimEnd() + marker;
}

/** Pieces of at most `max` units that make up the text, none of them ending inside a code point. */
export function splitText(text: string, max: number): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length; ) {
    let to = Math.min(from + max, text.length);
    if (to < text.length && isLowSurrogate(text, to)) to -= 1;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

/** How many characters a value adds to a message: all its strings, identifiers included, types left out. */
export function textSize(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let size = 0;
  for (const [key, each] of Object.entries(value)) if (key !== 'type') size += textSize(each);
  return size;
}
