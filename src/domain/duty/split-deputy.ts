import { readCommandText } from '../intake/tokenize.ts';
import {
  DEPUTY_ANYWHERE,
  DEPUTY_FIRST,
  DEPUTY_NAMED,
  DEPUTY_WORD,
  FOR_SOMEBODY,
  TO_DEPUTY,
  TRANSFER,
} from './lexicon-duty.ts';

/** What somebody typed about an absence, taken apart: names as written, and the words about time. */
export interface AbsenceWords {
  /** About whom, where it is about somebody else. */
  readonly about: string | null;
  readonly deputy: string | null;
  /** The work itself is to change hands. */
  readonly transfer: boolean;
  readonly times: string;
}

/** `为 @小王 …`: the name may be a platform's own, `slack:U123`. */
const ABOUT = /^\s*(\S*?)\s*[@＠]([^\s,，:：]{1,60}(?::[^\s,，]{1,60})?)\s*/u;

/**
 * Takes `[为 @人] 到周五 交给 @人 [移交]` apart, in any order that people type. `isPerson` tells a name from a date: "to Li" names
 * a deputy, "to Friday" an end.
 */
export function splitAbsence(text: string, isPerson: (name: string) => boolean): AbsenceWords {
  const about = ABOUT.exec(text);
  const isAbout = about !== null && FOR_SOMEBODY.test(about[1] ?? '');
  const line = readCommandText(isAbout ? text.slice(about[0].length) : text);
  const transfer = TRANSFER.test(line.text);
  const plain = line.text.replace(TRANSFER, ' ').trim();
  const whom = isAbout ? (about[2] ?? '') : null;
  const [mentioned] = line.mentions;
  if (mentioned !== undefined) {
    const times = plain.replace(DEPUTY_ANYWHERE, ' ').replace(TO_DEPUTY, '').trim();
    return { about: whom, deputy: mentioned, transfer, times };
  }
  for (const pattern of [DEPUTY_NAMED, DEPUTY_FIRST]) {
    const match = pattern.exec(plain);
    if (match === null) continue;
    const [found, name = ''] = match;
    if (!isPerson(name) && !DEPUTY_WORD.test(found)) continue;
    return { about: whom, deputy: name, transfer, times: plain.replace(found, '').trim() };
  }
  return { about: whom, deputy: null, transfer, times: plain };
}
