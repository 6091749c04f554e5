import type { Card } from '../../chat/card.ts';
import type { Catalogue } from '../../chat/catalogue.ts';
import type { Dispatch } from '../../chat/inbound.ts';
import type { Playground } from '../../chat/playground/playground.ts';
import type { Instant, Ms } from '../../domain/time.ts';
import type { Locale, Role } from '../../domain/vocabulary.ts';

/** How far the playground's clock can be moved in one go. */
export const CLOCK_STEPS = ['1m', '15m', '1h', 'next-working-morning'] as const;
export type ClockStep = (typeof CLOCK_STEPS)[number];

/** Somebody the visitor can speak as; `id` is the account on the playground. */
export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly team: string | null;
  readonly locale: Locale | null;
}

/** A team channel; `id` is the team's channel on the playground. */
export interface DemoChannel {
  readonly id: string;
  readonly name: string;
}

/** Business time, and the way to move it. */
export interface PlaygroundClock {
  now(): Instant;
  /** How far business time is ahead of the real one. */
  offset(): Ms;
  /** Moves on, ticking and delivering on the way; settles when all is delivered. Throws when it cannot. */
  forward(step: ClockStep): Promise<{ readonly from: Instant; readonly to: Instant; readonly ticks: number }>;
  readonly timezone: string;
}

/** What somebody owes, as cards from top to bottom. */
export interface PersonsHome {
  readonly cards: readonly Card[];
  /** Of their own work: how much, and how much of it is late. */
  readonly total: number;
  readonly late: number;
}

/** What the playground's pages need. */
export interface PlaygroundPages {
  readonly playground: Playground;
  readonly dispatch: Dispatch;
  readonly catalogue: Catalogue;
  /** In the order they are shown; never empty. */
  people(): readonly DemoPerson[];
  channels(): readonly DemoChannel[];
  /** What this person owes just now; `null` for nobody who is known. */
  home(personId: string, locale: Locale): Promise<PersonsHome | null>;
  readonly clock: PlaygroundClock;
  /** Called when a visitor changes the language, before the page is shown in it. */
  readonly setLocale?: (locale: Locale) => Promise<void>;
  /** Somebody has opened the page, and its language is settled. Never rejects. */
  readonly opened?: () => Promise<void>;
  /** Language of a visitor whose browser names none of ours. */
  readonly locale: Locale;
  /** Address of the playground without a trailing slash, for links to messages. */
  readonly baseUrl: string;
  /** Aborted when the process stops: open streams end, so that the server can close. */
  readonly stopping: AbortSignal;
  /** Reports what went wrong while answering; `id` is what the person is told. */
  onError(id: string, error: unknown): void;
}

/** Everything a view needs to know about who reads and when. */
export interface Reading {
  readonly locale: Locale;
  readonly timezone: string;
  readonly people: ReadonlyMap<string, DemoPerson>;
}

/** What views need, taken anew for each request because people can change with the policy. */
export function reading(pages: PlaygroundPages, locale: Locale): Reading {
  return {
    locale,
    timezone: pages.clock.timezone,
    people: new Map(pages.people().map((person) => [person.id, person])),
  };
}
