import type { DateContext, DateReading } from '../dates/date-reading.ts';
import { findDateAtStart } from '../dates/find-date.ts';
import { readDate } from '../dates/read-date.ts';
import { cutVisibly, foldWord, stripUnseen } from '../intake/clean.ts';
import { customerKey } from '../intake/customer-name.ts';
import { saysNotReached } from '../intake/not-reached.ts';
import { takeTicketNumber } from '../intake/ticket-number.ts';
import type { Channel } from '../vocabulary.ts';
import type { Element, Mood, Purpose } from './contact.ts';
import {
  AND,
  CHANNEL_BY_SPELLING,
  CHANNELS_IN_TEXT,
  CONFIRM_MARK,
  FEEDBACK,
  MOOD_BY_SPELLING,
  NEEDS_CONFIRMATION,
  NOTHING_NEXT_IN_TEXT,
  PURPOSE_BY_SPELLING,
  PURPOSES_IN_TEXT,
  STARRED_FACT,
  TIME_RANGE,
} from './lexicon-contact.ts';
import { readPromises, type WrittenPromise } from './read-promises.ts';
import { type SectionText, splitSections } from './split-sections.ts';

/** Longest text of a talk that is kept, in characters; what is over is cut visibly. */
export const CONTENT_MAX = 4_000;
/** Longest of the smaller texts. */
const PART_MAX = 1_000;

/** A time as it was written, and what it means, which may be a refusal. */
export interface WrittenTime {
  readonly phrase: string;
  readonly reading: DateReading;
}

/** A talk as somebody wrote it down. */
export interface WrittenContact {
  /** `isMarked`: by a key, by quotes, or by how and when that follow it, so it is certainly a name. */
  readonly customer: { readonly name: string; readonly isMarked: boolean } | null;
  readonly channel: Channel | null;
  /** Named after its key, and none of the channels. */
  readonly badChannel: string | null;
  readonly isReached: boolean;
  readonly content: string;
  readonly isCut: boolean;
  readonly feedback: string | null;
  readonly moods: readonly Mood[];
  /** Named after its key, and none of the moods. */
  readonly badMood: string | null;
  readonly purposes: readonly Purpose[];
  readonly badPurpose: string | null;
  readonly start: WrittenTime | null;
  readonly end: WrittenTime | null;
  readonly ticket: string | null;
  readonly participants: string | null;
  readonly facts: string | null;
  readonly promises: readonly WrittenPromise[];
  readonly nothingNext: boolean;
  readonly twoChannels: boolean;
  /** Elements of a full record that are not there (C1, C2). */
  readonly missing: readonly Element[];
}

/** What the reader needs to know of the world. */
export interface ContactTextContext {
  readonly dates: DateContext;
  /** Names of customers that may stand at the beginning, spaces and all. */
  readonly knownCustomers: readonly string[];
  /** The text is about a customer that is known already: its first word is no name. */
  readonly hasCustomer?: boolean;
}

/**
 * Reads a talk written in one line or many: 云帆科技 电话 讨论续约 情绪:犹豫 下一步:周五前发报价 ★安排演示 下周三. Total: what is
 * no mark is what was said.
 */
export function readContact(text: string, context: ContactTextContext): WrittenContact {
  const source = stripUnseen(text).trim();
  const twoMarked = CONFIRM_MARK.test(source);
  const sections = splitSections(source.replace(CONFIRM_MARK, ' '));
  // Where the customer has a mark, the first word is what was said.
  const isMarked = sections.some(({ section, text: value }) => section === 'customer' && value !== '');
  const draft = new Draft(isMarked ? { ...context, hasCustomer: true } : context);
  for (const section of sections) draft.take(section);
  return draft.finish(twoMarked);
}

/** What has been understood so far. A class for what changes while reading, never handed out. */
class Draft {
  readonly #context: ContactTextContext;
  readonly #content: string[] = [];
  readonly #feedback: string[] = [];
  readonly #facts: string[] = [];
  readonly #moods = new Set<Mood>();
  readonly #purposes = new Set<Purpose>();
  readonly #promises: WrittenPromise[] = [];
  #customer: WrittenContact['customer'] = null;
  #channel: Channel | null = null;
  #badChannel: string | null = null;
  #badMood: string | null = null;
  #badPurpose: string | null = null;
  #start: WrittenTime | null = null;
  #end: WrittenTime | null = null;
  #ticket: string | null = null;
  #participants: string | null = null;
  #nothingNext = false;

  constructor(context: ContactTextContext) {
    this.#context = context;
  }

  take({ section, text }: SectionText): void {
    if (text === '') return;
    switch (section) {
      case 'head':
        return this.#takeHead(text);
      case 'customer': {
        const { word, rest } = firstValue(text);
        this.#customer = { name: word, isMarked: true };
        return this.#takeOpening(rest);
      }
      case 'channel': {
        const { word, rest } = firstValue(text);
        this.#channel = CHANNEL_BY_SPELLING.get(foldWord(word)) ?? this.#channel;
        if (!CHANNEL_BY_SPELLING.has(foldWord(word))) this.#badChannel = word;
        return this.#takeOpening(rest);
      }
      case 'content':
        return this.#say(text);
      case 'feedback':
        this.#feedback.push(unquoted(text));
        return;
      case 'mood':
        return this.#takeMood(text);
      case 'purpose':
        return this.#takePurpose(text);
      case 'time':
        return this.#takeTime(text);
      case 'ticket': {
        const taken = takeTicketNumber(text);
        if (taken === null) return this.#say(text);
        this.#ticket = taken.number;
        return this.#takeOpening(taken.rest);
      }
      case 'participants':
        this.#participants = text;
        return;
      case 'next':
        return this.#takeNext(text, false);
      case 'star': {
        const [line = '', ...others] = text.split('\n');
        if (STARRED_FACT.test(line)) this.#facts.push(line.trim());
        else this.#takeNext(line, true);
        return this.#say(others.join('\n'));
      }
    }
  }

  /** The customer first, then how and when, then what was said. */
  #takeHead(text: string): void {
    // C202611001 电话 …: the ticket knows its customer.
    if (this.#context.hasCustomer === true || takeTicketNumber(text) !== null) return this.#takeOpening(text);
    const known = beginningName(text, this.#context.knownCustomers);
    if (known !== null) {
      this.#customer = { name: known.name, isMarked: true };
      return this.#takeOpening(known.rest);
    }
    const { word, rest, isQuoted } = firstValue(text);
    const channel = isQuoted ? undefined : CHANNEL_BY_SPELLING.get(foldWord(word));
    if (channel !== undefined && this.#channel === null && rest !== '') {
      this.#channel = channel;
      return this.#takeHead(rest);
    }
    this.#customer = { name: word, isMarked: isQuoted };
    this.#takeOpening(rest);
    // 云帆科技 电话 …: what stands before how and when is a name.
    if (this.#channel !== null || this.#start !== null) this.#customer = { name: word, isMarked: true };
  }

  /** A channel and a past time that stand apart before what was said. */
  #takeOpening(text: string): void {
    const { word, rest } = firstValue(text);
    const channel = CHANNEL_BY_SPELLING.get(foldWord(word));
    if (channel !== undefined && this.#channel === null) {
      this.#channel = channel;
      return this.#takeOpening(rest);
    }
    if (this.#start === null) {
      const found = findDateAtStart(text, { ...this.#context.dates, prefer: 'past', wholeDay: 'opening' });
      const after = found === null ? '' : text.trimStart().slice(found.phrase.length);
      if (found !== null && (after === '' || /^[\s，,]/u.test(after))) {
        this.#start = { phrase: found.phrase.trim(), reading: found.reading };
        return this.#takeOpening(found.rest);
      }
    }
    const ticket = takeTicketNumber(text);
    if (ticket !== null && this.#ticket === null) {
      this.#ticket = ticket.number;
      return this.#takeOpening(ticket.rest);
    }
    this.#say(text);
  }

  #takeMood(text: string): void {
    const { word, rest } = firstValue(text);
    const words = word.split(AND).filter((one) => one !== '');
    const unknown = words.filter((one) => !MOOD_BY_SPELLING.has(foldWord(one)));
    for (const one of words) {
      const mood = MOOD_BY_SPELLING.get(foldWord(one));
      if (mood !== undefined) this.#moods.add(mood);
    }
    if (unknown.length > 0) {
      this.#badMood = unknown.join('、');
      this.#feedback.push(unknown.join('、'));
    }
    if (rest !== '') this.#feedback.push(unquoted(rest));
  }

  #takePurpose(text: string): void {
    const { word, rest } = firstValue(text);
    for (const one of word.split(AND).filter((part) => part !== '')) {
      const purpose = PURPOSE_BY_SPELLING.get(foldWord(one));
      if (purpose === undefined) this.#badPurpose = one;
      else this.#purposes.add(purpose);
    }
    this.#say(rest);
  }

  #takeTime(text: string): void {
    const dates = { ...this.#context.dates, prefer: 'past', wholeDay: 'opening' } as const;
    const range = TIME_RANGE.exec(text);
    if (range?.groups !== undefined) {
      const { day = '', from = '', to = '', rest = '' } = range.groups;
      this.#start = readWritten(`${day} ${from}`.trim(), dates);
      this.#end = readWritten(`${day} ${to}`.trim(), dates);
      return this.#takeOpening(rest);
    }
    const found = findDateAtStart(text, dates);
    this.#start =
      found === null
        ? { phrase: firstValue(text).word, reading: { ok: false, reason: 'not-a-date' } }
        : { phrase: found.phrase.trim(), reading: found.reading };
    this.#takeOpening(found === null ? firstValue(text).rest : found.rest);
  }

  #takeNext(text: string, starred: boolean): void {
    const { promises, nothing } = readPromises(text, this.#context.dates, starred);
    this.#promises.push(...promises);
    if (nothing) this.#nothingNext = true;
  }

  #say(text: string): void {
    if (text !== '') this.#content.push(text);
  }

  finish(twoMarked: boolean): WrittenContact {
    const { text: content, cut: isCut } = cutVisibly(this.#content.join('\n'), CONTENT_MAX);
    const feedback = cutVisibly(this.#feedback.join('；'), PART_MAX).text;
    const mentioned = CHANNELS_IN_TEXT.filter(({ words }) => words.test(content));
    const channel = this.#channel ?? (mentioned.length === 1 ? (mentioned[0]?.channel ?? null) : null);
    const isReached = !saysNotReached(content);
    const purposes =
      this.#purposes.size > 0
        ? [...this.#purposes]
        : PURPOSES_IN_TEXT.filter(({ words }) => words.test(content)).map(({ purpose }) => purpose);
    const nothingNext = this.#nothingNext || NOTHING_NEXT_IN_TEXT.test(content);
    const hasFeedback = feedback !== '' || this.#moods.size > 0 || FEEDBACK.test(content);
    const hasNext = this.#promises.length > 0 || nothingNext;
    return {
      customer: this.#customer,
      channel,
      badChannel: this.#badChannel,
      isReached,
      content,
      isCut,
      feedback: feedback === '' ? null : feedback,
      moods: [...this.#moods],
      badMood: this.#badMood,
      purposes: purposes.slice(0, 3),
      badPurpose: this.#badPurpose,
      start: this.#start,
      end: this.#end,
      ticket: this.#ticket,
      participants: this.#participants === null ? null : cutVisibly(this.#participants, PART_MAX).text,
      facts: this.#facts.length === 0 ? null : cutVisibly(this.#facts.join('；'), PART_MAX).text,
      promises: this.#promises,
      nothingNext,
      twoChannels: twoMarked || (isReached && NEEDS_CONFIRMATION.test(content)),
      missing: missingElements({ channel, content, isReached, hasFeedback, hasNext }),
    };
  }
}

/** What a full record lacks (C1). An attempt that reached nobody has nothing to tell but how it was made. */
export function missingElements(record: {
  readonly channel: Channel | null;
  readonly content: string;
  readonly isReached: boolean;
  readonly hasFeedback: boolean;
  readonly hasNext: boolean;
}): readonly Element[] {
  const { channel, content, isReached, hasFeedback, hasNext } = record;
  return [
    ...(channel === null ? (['channel'] as const) : []),
    ...(isReached && !/[\p{L}\p{N}]/u.test(content) ? (['content'] as const) : []),
    ...(isReached && !hasFeedback ? (['feedback'] as const) : []),
    ...(isReached && !hasNext ? (['next'] as const) : []),
  ];
}

function readWritten(phrase: string, dates: DateContext): WrittenTime {
  return { phrase, reading: readDate(phrase, dates) };
}

const QUOTED = /^[“"「『《]([^”"」』》\n]{1,200})[”"」』》]\s*/u;
const WORD = /^([^\s\u3000]+)[\s\u3000]*/u;
const TRAILING = /[，,。；;、]+$/u;

/** The first word, or what stands in quotes there, and the rest. */
function firstValue(text: string): { readonly word: string; readonly rest: string; readonly isQuoted: boolean } {
  const trimmed = text.trim();
  const quoted = QUOTED.exec(trimmed);
  if (quoted !== null) return { word: (quoted[1] ?? '').trim(), rest: trimmed.slice(quoted[0].length), isQuoted: true };
  const match = WORD.exec(trimmed);
  if (match === null) return { word: '', rest: '', isQuoted: false };
  return { word: (match[1] ?? '').replace(TRAILING, ''), rest: trimmed.slice(match[0].length), isQuoted: false };
}

function unquoted(text: string): string {
  const quoted = QUOTED.exec(text);
  return quoted !== null && quoted[0].length >= text.length ? (quoted[1] ?? '').trim() : text.trim();
}

/** A known name that the text begins with, also one with spaces; the longest. */
function beginningName(
  text: string,
  names: readonly string[],
): { readonly name: string; readonly rest: string } | null {
  const words = text
    .trim()
    .split(/(?<=\s)/u)
    .slice(0, 12);
  for (let count = words.length; count > 0; count -= 1) {
    const beginning = words.slice(0, count).join('');
    const name = names.find((one) => customerKey(one) === customerKey(beginning));
    if (name !== undefined)
      return { name, rest: words.slice(count).join('') + text.trim().slice(words.join('').length) };
  }
  return null;
}
