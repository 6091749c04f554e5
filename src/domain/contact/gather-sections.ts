import type { DateContext } from '../dates/date-reading.ts';
import { findDateAtStart } from '../dates/find-date.ts';
import { readDate } from '../dates/read-date.ts';
import { foldWord } from '../intake/clean.ts';
import { takeTicketNumber } from '../intake/ticket-number.ts';
import { type Gathered, nothingGathered } from './gathered.ts';
import {
  AND,
  CHANNEL_BY_SPELLING,
  MOOD_BY_SPELLING,
  PURPOSE_BY_SPELLING,
  STARRED_FACT,
  TIME_RANGE,
  YES_NO,
} from './lexicon-contact.ts';
import { beginningName, firstValue, unquoted } from './opening-words.ts';
import { readPromises } from './read-promises.ts';
import type { SectionText } from './split-sections.ts';
import type { ContactTextContext, WrittenTime } from './written-contact.ts';

/** Reads the sections of a text in order; what has no meaning of its own is what was said. */
export function gatherSections(sections: readonly SectionText[], context: ContactTextContext): Gathered {
  const draft = nothingGathered();

  const { dates, isPerson } = context;
  const promiseContext = isPerson === undefined ? dates : { ...dates, isPerson };

  function take({ section, text }: SectionText): void {
    if (text === '') return;
    switch (section) {
      case 'head':
        return takeHead(text);
      case 'customer': {
        const { word, rest } = firstValue(text);
        draft.customer = { name: word, isMarked: true };
        return takeOpening(rest);
      }
      case 'channel': {
        const { word, rest } = firstValue(text);
        draft.channel = CHANNEL_BY_SPELLING.get(foldWord(word)) ?? draft.channel;
        if (!CHANNEL_BY_SPELLING.has(foldWord(word))) draft.badChannel = word;
        return takeOpening(rest);
      }
      case 'content':
        return say(text);
      case 'feedback':
        draft.feedback.push(unquoted(text));
        return;
      case 'mood':
        return takeMood(text);
      case 'purpose':
        return takePurpose(text);
      case 'purposeOrAim':
        return isPurpose(text) ? takePurpose(text) : takeAim(text);
      case 'aim':
        return takeAim(text);
      case 'materials':
        draft.materials = text;
        return;
      case 'aimReached':
        draft.aimReached = takeYesNo(text, draft.aimReached);
        return;
      case 'readBack':
        draft.readBack = takeYesNo(text, draft.readBack);
        return;
      case 'time':
        return takeTime(text);
      case 'ticket': {
        const taken = takeTicketNumber(text);
        if (taken === null) return say(text);
        draft.ticket = taken.number;
        return takeOpening(taken.rest);
      }
      case 'participants':
        draft.participants = text;
        return;
      case 'next':
        return takeNext(text, false);
      case 'star': {
        const [line = '', ...others] = text.split('\n');
        if (STARRED_FACT.test(line)) draft.facts.push(line.trim());
        else takeNext(line, true);
        return say(others.join('\n'));
      }
    }
  }

  /** The customer first, then how and when, then what was said. */
  function takeHead(text: string): void {
    // C202611001 电话 …: the ticket knows its customer.
    if (context.hasCustomer === true || takeTicketNumber(text) !== null) return takeOpening(text);
    const known = beginningName(text, context.knownCustomers);
    if (known !== null) {
      draft.customer = { name: known.name, isMarked: true };
      return takeOpening(known.rest);
    }
    // 昨天下午 云帆科技 电话 …: a time that stands apart is no name.
    const time = draft.start === null ? pastTimeAt(text) : null;
    if (time !== null && time.rest !== '') {
      draft.start = time.written;
      return takeHead(time.rest);
    }
    const { word, rest, isQuoted } = firstValue(text);
    const channel = isQuoted ? undefined : CHANNEL_BY_SPELLING.get(foldWord(word));
    if (channel !== undefined && draft.channel === null && rest !== '') {
      draft.channel = channel;
      return takeHead(rest);
    }
    draft.customer = { name: word, isMarked: isQuoted };
    const before = draft.start;
    takeOpening(rest);
    // 云帆科技 电话 …: what stands before how and when is a name.
    if (draft.channel !== null || draft.start !== before) draft.customer = { name: word, isMarked: true };
  }

  /** A channel and a past time that stand apart before what was said. */
  function takeOpening(text: string): void {
    const { word, rest } = firstValue(text);
    const channel = CHANNEL_BY_SPELLING.get(foldWord(word));
    if (channel !== undefined && draft.channel === null) {
      draft.channel = channel;
      return takeOpening(rest);
    }
    if (draft.start === null) {
      const time = pastTimeAt(text);
      if (time !== null) {
        draft.start = time.written;
        return takeOpening(time.rest);
      }
    }
    const ticket = takeTicketNumber(text);
    if (ticket !== null && draft.ticket === null) {
      draft.ticket = ticket.number;
      return takeOpening(ticket.rest);
    }
    say(text);
  }

  /** A time at the beginning that stands apart from what follows. */
  function pastTimeAt(text: string): { readonly written: WrittenTime; readonly rest: string } | null {
    const found = findDateAtStart(text, { ...dates, prefer: 'past', wholeDay: 'opening' });
    if (found === null) return null;
    const after = text.trimStart().slice(found.phrase.length);
    if (after !== '' && !/^[\s，,]/u.test(after)) return null;
    return { written: { phrase: found.phrase.trim(), reading: found.reading }, rest: found.rest };
  }

  function takeMood(text: string): void {
    const { word, rest } = firstValue(text);
    const words = listed(word);
    const unknown = words.filter((one) => !MOOD_BY_SPELLING.has(foldWord(one)));
    for (const one of words) {
      const mood = MOOD_BY_SPELLING.get(foldWord(one));
      if (mood !== undefined) draft.moods.add(mood);
    }
    if (unknown.length > 0) {
      draft.badMood = unknown.join('、');
      draft.feedback.push(unknown.join('、'));
    }
    if (rest !== '') draft.feedback.push(unquoted(rest));
  }

  function takePurpose(text: string): void {
    const { word, rest } = firstValue(text);
    for (const one of listed(word)) {
      const purpose = PURPOSE_BY_SPELLING.get(foldWord(one));
      if (purpose === undefined) draft.badPurpose = one;
      else draft.purposes.add(purpose);
    }
    say(rest);
  }

  function takeAim(text: string): void {
    draft.aim = unquoted(text);
  }

  /** The answer; what follows it was said. An answer that is none leaves what was known. */
  function takeYesNo(text: string, known: boolean | null): boolean | null {
    const { word, rest } = firstValue(text);
    const answer = YES_NO.get(foldWord(word));
    if (answer === undefined) draft.badYesNo = word;
    say(rest);
    return answer ?? known;
  }

  function takeTime(text: string): void {
    const dates = { ...context.dates, prefer: 'past', wholeDay: 'opening' } as const;
    const range = TIME_RANGE.exec(text);
    if (range?.groups !== undefined) {
      const { day = '', from = '', to = '', rest = '' } = range.groups;
      draft.start = readWritten(`${day} ${from}`.trim(), dates);
      draft.end = readWritten(`${day} ${to}`.trim(), dates);
      return takeOpening(rest);
    }
    const found = findDateAtStart(text, dates);
    draft.start =
      found === null
        ? { phrase: firstValue(text).word, reading: { ok: false, reason: 'not-a-date' } }
        : { phrase: found.phrase.trim(), reading: found.reading };
    takeOpening(found === null ? firstValue(text).rest : found.rest);
  }

  function takeNext(text: string, starred: boolean): void {
    const { promises, nothing } = readPromises(text, promiseContext, starred);
    draft.promises.push(...promises);
    if (nothing) draft.nothingNext = true;
  }

  function say(text: string): void {
    if (text !== '') draft.content.push(text);
  }

  for (const section of sections) take(section);
  return draft;
}

/** Whether the first value names nothing but kinds of talk. */
function isPurpose(text: string): boolean {
  const words = listed(firstValue(text).word);
  return words.length > 0 && words.every((one) => PURPOSE_BY_SPELLING.has(foldWord(one)));
}

/** Several words in one value; in quotes there may be blanks between them. */
function listed(value: string): readonly string[] {
  return value
    .split(AND)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function readWritten(phrase: string, dates: DateContext): WrittenTime {
  return { phrase, reading: readDate(phrase, dates) };
}
