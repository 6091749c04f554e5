import { cutText, fits, least, type Room, share, without, withText } from './cut.ts';

/** A part of a text, as much of it as found room. */
export interface Written {
  readonly text: string;
  readonly isWhole: boolean;
}

export interface Section {
  /** Who takes room first: 0 before 1. Reading order is the order of the list. */
  readonly rank: number;
  /** Part of all room that it may take before the others have had theirs. */
  readonly share: number;
  /** Nobody misses it where there is no room. */
  readonly isSpare?: boolean;
  readonly write: (room: Room) => Written;
}

/** Sections joined within the room. Where something found no room, `note` says so at the end. */
export function flow(sections: readonly Section[], room: Room, note: string): Written {
  const whole = place(sections, room);
  if (whole.isWhole) return whole;
  const said = cutText(note, share(room, 0.5));
  const { text } = place(sections, without(room, `\n${said}`));
  return { text: [text, said].filter((one) => one !== '').join('\n'), isWhole: false };
}

/** Whoever ranks first takes its share first; what is left over then goes round once more. */
function place(sections: readonly Section[], room: Room): Written {
  const byRank = [...sections].sort((a, b) => a.rank - b.rank);
  const written = new Map<Section, Written>();
  // Each text pays for the line feed behind it; the last one has none.
  let left = withText(room, '\n');
  for (const section of byRank) {
    const first = section.write(least(without(left, '\n'), share(room, section.share)));
    written.set(section, first);
    left = without(left, priced(first));
  }
  for (const section of byRank) {
    const before = written.get(section);
    if (before === undefined || before.isWhole) continue;
    left = withText(left, priced(before));
    const again = section.write(without(left, '\n'));
    written.set(section, again);
    left = without(left, priced(again));
  }
  const parts = sections.flatMap((section) => {
    const one = written.get(section);
    return one === undefined ? [] : [{ ...one, isWhole: one.isWhole || section.isSpare === true }];
  });
  return {
    text: parts.flatMap(({ text }) => (text === '' ? [] : [text])).join('\n'),
    isWhole: parts.every((one) => one.isWhole),
  };
}

function priced({ text }: Written): string {
  return text === '' ? '' : `${text}\n`;
}

/** One text that is cut where it must be. */
export function textSection(rank: number, part: number, text: string): Section {
  return { rank, share: part, write: (room) => ({ text: cutText(text, room), isWhole: fits(text, room) }) };
}

/**
 * Rows that stand or fall whole, below a title: half a command would be a wrong one. `more` counts those that found no
 * room.
 */
export function rowsSection(
  rank: number,
  part: number,
  rows: readonly string[],
  more: ((count: number) => string) | null = null,
  title = '',
): Section {
  const head = title === '' ? [] : [title];
  const write = (room: Room): Written => {
    let shown = '';
    for (let count = 0; count <= rows.length; count += 1) {
      const left = rows.length - count;
      const tail = more === null || left === 0 ? [] : [more(left)];
      const text = count === 0 && tail.length === 0 ? '' : [...head, ...rows.slice(0, count), ...tail].join('\n');
      if (fits(text, room)) shown = text;
      else if (count > 0) return { text: shown, isWhole: false };
    }
    return { text: shown, isWhole: true };
  };
  return { rank, share: part, write };
}
