import { expect } from 'vitest';
import { numberOf } from '../../support/product.ts';
import type { Person } from './person.ts';
import type { Sight } from './surface.ts';
import { listed, until } from './until.ts';

/** A message about a ticket, looked at anew each time. */
export interface Card {
  /** The number of the ticket that it names first. */
  readonly number: string;
  /** What it said when it was found. */
  readonly text: string;
  /** It shows what happens to its ticket elsewhere. */
  readonly follows: boolean;
  now(): Promise<Sight>;
  /** Waits until it is as wanted. */
  seen(isWanted: (sight: Sight) => boolean, what: string): Promise<Sight>;
  /** Waits until it says so; where messages cannot follow, the ticket's details say so to whoever acted last. */
  shows(wanted: RegExp): Promise<string>;
  /** Waits until it says so, if it can follow; else it stays as it was. */
  follow(wanted: RegExp): Promise<void>;
  /** What stands below it, oldest first. */
  thread(): Promise<readonly Sight[]>;
  /** Waits until it is told below it; where there are no threads, the details tell it to this person. */
  tells(wanted: RegExp, reader: Person): Promise<void>;
}

export interface CardDeps {
  readonly hasThreads: boolean;
  readonly below: (sight: Sight) => Promise<readonly Sight[]>;
  /** Whoever acted last. */
  readonly lastActor: () => Person;
}

/** A message that was found; `look` finds it as it is now. */
export function createCard(
  deps: CardDeps,
  text: string,
  look: () => Promise<Sight | null>,
  options: { readonly follows: boolean },
): Card {
  const now = async () => (await look()) ?? expect.unreachable(`gone: ${text}`);
  const seen = (isWanted: (sight: Sight) => boolean, what: string) =>
    until(
      async () => {
        const sight = await look();
        return sight !== null && isWanted(sight) ? sight : null;
      },
      async () => {
        const sight = await look();
        return `${what}, now:\n${sight?.text ?? '(gone)'}\n[${sight?.buttons.join('] [') ?? ''}]`;
      },
    );
  const shows = async (wanted: RegExp): Promise<string> => {
    if (!options.follows) return deps.lastActor().looksUp(numberOf(text), wanted);
    return (await seen((sight) => wanted.test(sight.text), `a message that shows ${wanted}`)).text;
  };

  return {
    text,
    get number() {
      return numberOf(text);
    },
    follows: options.follows,
    now,
    seen,
    shows,
    async follow(wanted) {
      if (options.follows) await shows(wanted);
    },
    thread: async () => deps.below(await now()),
    async tells(wanted, reader) {
      if (!deps.hasThreads) {
        await reader.looksUp(numberOf(text), wanted);
        return;
      }
      const message = await now();
      await untilBelow(deps, message, wanted);
    },
  };
}

/** Waits for an answer below a message. */
export function untilBelow({ below }: Pick<CardDeps, 'below'>, message: Sight, wanted: RegExp): Promise<Sight> {
  return until(
    async () => (await below(message)).find((one) => wanted.test(one.text)) ?? null,
    async () => `a reply that tells ${wanted} among:\n${listed(await below(message))}`,
  );
}
