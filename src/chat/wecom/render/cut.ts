/** How much fits: UTF-16 units and bytes of UTF-8, both at once. */
export interface Room {
  readonly characters: number;
  readonly bytes: number;
}

/** Room that only counts bytes. */
export function bytesOnly(bytes: number): Room {
  return { characters: Number.POSITIVE_INFINITY, bytes };
}

/** Room that only counts characters. */
export function charactersOnly(characters: number): Room {
  return { characters, bytes: Number.POSITIVE_INFINITY };
}

/** What is left after this text. */
export function without(room: Room, text: string): Room {
  return { characters: room.characters - text.length, bytes: room.bytes - byteLength(text) };
}

/** As if this text had not been there. */
export function withText(room: Room, text: string): Room {
  return { characters: room.characters + text.length, bytes: room.bytes + byteLength(text) };
}

/** A part of the room, between 0 and 1. */
export function share({ characters, bytes }: Room, part: number): Room {
  return { characters: Math.floor(characters * part), bytes: Math.floor(bytes * part) };
}

/** What both allow. */
export function least(one: Room, other: Room): Room {
  return { characters: Math.min(one.characters, other.characters), bytes: Math.min(one.bytes, other.bytes) };
}

/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text);
}

export function fits(text: string, room: Room): boolean {
  return text.length <= room.characters && byteLength(text) <= room.bytes;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * The text within its room, cut between two characters as people see them and with `marker` at the cut, so that nobody
 * takes a part for the whole. A marker that does not fit itself leaves nothing. The text must be well formed.
 */
export function cutText(text: string, room: Room, marker = '…'): string {
  if (fits(text, room)) return text;
  const left = without(room, marker);
  if (left.characters < 0 || left.bytes < 0) return '';
  return startOf(text, left).trimEnd() + marker;
}

function startOf(text: string, room: Room): string {
  let characters = 0;
  let bytes = 0;
  for (const { segment } of graphemes.segment(text)) {
    const size = byteLength(segment);
    if (characters + segment.length > room.characters || bytes + size > room.bytes) {
      // A tower of combining marks can be one "character" of any length: then a code point must do.
      return text.slice(0, characters) + (segment.length > 100 ? codePoints(segment, room, characters, bytes) : '');
    }
    characters += segment.length;
    bytes += size;
  }
  return text;
}

function codePoints(segment: string, room: Room, characters: number, bytes: number): string {
  let taken = '';
  let [length, size] = [characters, bytes];
  for (const one of segment) {
    length += one.length;
    size += byteLength(one);
    if (length > room.characters || size > room.bytes) break;
    taken += one;
  }
  return taken;
}
