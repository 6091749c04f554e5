import type { Channel } from '../vocabulary.ts';
import type { Mood, Purpose } from './contact.ts';
import type { WrittenPromise } from './read-promises.ts';
import type { WrittenContact, WrittenTime } from './written-contact.ts';

/** What the sections of a text say, before anything is concluded from it. */
export interface Gathered {
  readonly content: string[];
  readonly feedback: string[];
  readonly facts: string[];
  readonly moods: Set<Mood>;
  readonly purposes: Set<Purpose>;
  readonly promises: WrittenPromise[];
  customer: WrittenContact['customer'];
  channel: Channel | null;
  badChannel: string | null;
  badMood: string | null;
  badPurpose: string | null;
  start: WrittenTime | null;
  end: WrittenTime | null;
  ticket: string | null;
  participants: string | null;
  nothingNext: boolean;
  aim: string | null;
  aimReached: boolean | null;
  materials: string | null;
  readBack: boolean | null;
  badYesNo: string | null;
}

/** Before anything was read. */
export function nothingGathered(): Gathered {
  return {
    content: [],
    feedback: [],
    facts: [],
    moods: new Set(),
    purposes: new Set(),
    promises: [],
    customer: null,
    channel: null,
    badChannel: null,
    badMood: null,
    badPurpose: null,
    start: null,
    end: null,
    ticket: null,
    participants: null,
    nothingNext: false,
    aim: null,
    aimReached: null,
    materials: null,
    readBack: null,
    badYesNo: null,
  };
}
