import { expect } from 'vitest';
import type { StoryClock } from '../../support/story-clock.ts';
import { type Card, type CardDeps, createCard, untilBelow } from './card.ts';
import { createPerson, type Person } from './person.ts';
import type { Abilities, Sight, SurfaceDriver, Team, Who } from './surface.ts';
import { listed, until } from './until.ts';

/** What a story is told with: people, places, time. The same on every surface. */
export interface Desk {
  readonly can: Abilities;
  readonly clock: StoryClock;
  person(who: Who): Person;
  place(team: Team): Place;
  /** Everything that may be delivered now was delivered. */
  settle(): Promise<void>;
}

/** Where a team is: its channel, or its group. */
export interface Place {
  /** Waits for a message that matches; of several the newest. */
  card(about: RegExp): Promise<Card>;
  /** Messages of the bot that match, oldest first. */
  messages(wanted?: RegExp): Promise<readonly Sight[]>;
  /** Waits for an answer below a message. */
  below(message: Sight, wanted: RegExp): Promise<Sight>;
}

/** Seats people and places on a surface. */
export function createDesk(
  driver: SurfaceDriver,
  can: Abilities,
  clock: StoryClock,
  settle: () => Promise<void>,
): Desk {
  let last: Person | undefined;
  const deps: CardDeps = {
    hasThreads: can.threads,
    below: (sight) => driver.below(sight),
    lastActor: () => last ?? expect.unreachable('nobody has acted'),
  };

  function person(who: Who): Person {
    const one = createPerson(who, {
      ...deps,
      driver,
      can,
      acts: () => {
        last = one;
      },
    });
    return one;
  }

  function place(team: Team): Place {
    const messages = async (wanted = /[^]/) => (await driver.inPlace(team)).filter(({ text }) => wanted.test(text));
    return {
      messages,
      below: (message, wanted) => untilBelow(deps, message, wanted),
      async card(about) {
        const first = await until(
          async () => (await messages(about)).at(-1) ?? null,
          async () => `a message matching ${about} in ${team} among:\n${listed(await messages())}`,
        );
        const look = async () => (await messages()).find(({ id }) => id === first.id) ?? null;
        return createCard(deps, first.text, look, { follows: can.placesFollow });
      },
    };
  }

  return { can, clock, settle, person, place };
}
