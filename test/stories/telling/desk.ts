import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { numberOf } from '../../support/product.ts';
import type { StoryClock } from '../../support/story-clock.ts';
import type { Abilities, Filled, OpenForm, Sight, SurfaceDriver, Team, Who } from './surface.ts';

/** What a story is told with: people, places, time. The same on every surface. */
export interface Desk {
  readonly can: Abilities;
  readonly clock: StoryClock;
  person(who: Who): Person;
  place(team: Team): Place;
  /** Everything that may be delivered now was delivered. */
  settle(): Promise<void>;
}

export interface Person {
  types(line: string): Deed;
  /** Presses a button; on a card, the newest message that shows it. */
  presses(label: string, on: Card): Deed;
  /** A double click: the second one before anything came of the first. */
  pressesTwice(label: string, on: Card): Deed;
  fills(form: OpenForm, values?: Filled): Deed;
  says(team: Team, text: string): Promise<Sight>;
  makesTicketOf(message: Sight): Deed;
  /** What this person alone was shown so far that matches. */
  shown(wanted: RegExp): Promise<readonly Sight[]>;
  /** Waits for something shown to this person alone; of several the newest. */
  reads(wanted: RegExp): Promise<Card>;
}

/** Something that somebody did. It is over once one of these resolves: a story always names what came of it. */
export interface Deed {
  /** The private answer that matches. Fails with all that was said instead. */
  reads(wanted: RegExp): Promise<Card>;
  /** The form that opened, or that lies open still. */
  opens(): Promise<OpenForm>;
  /** Nothing is looked for. */
  done(): Promise<void>;
}

export interface Place {
  /** Waits for a message that matches and stays with the newest one that does. */
  card(about: RegExp): Promise<Card>;
  /** Messages of the bot that match, oldest first. */
  messages(wanted?: RegExp): Promise<readonly Sight[]>;
  /** Waits for an answer below a message. */
  below(message: Sight, wanted: RegExp): Promise<Sight>;
}

/** A message, looked at anew each time. */
export interface Card {
  /** The number of the ticket that it names first. */
  readonly number: string;
  /** What it said when it was found. */
  readonly text: string;
  now(): Promise<Sight>;
  /** What stands below it, oldest first. */
  thread(): Promise<readonly Sight[]>;
  /** Waits until it has the button. */
  withButton(label: string): Promise<Sight>;
  /** Waits until it says so. */
  shows(wanted: RegExp): Promise<Sight>;
  /** Waits until it is told below the message; where there are no threads, this person looks into the details. */
  tells(wanted: RegExp, reader: Person): Promise<void>;
}

/** How long a message may take, in real milliseconds; business time stands still meanwhile. */
const PATIENCE_MS = 8_000;
const LOOK_MS = 10;

/** Seats people and places on a surface. */
export function createDesk(
  driver: SurfaceDriver,
  can: Abilities,
  clock: StoryClock,
  settle: () => Promise<void>,
): Desk {
  function person(who: Who): Person {
    const privately = () => driver.privateTo(who);
    const fresh = (before: readonly Sight[], wanted: RegExp) => async () => {
      const known = new Set(before.map(keyOf));
      return (await privately()).findLast((sight) => !known.has(keyOf(sight)) && wanted.test(sight.text)) ?? null;
    };

    function deed(work: () => Promise<void>): Deed {
      const begun = begin(work);
      // Whoever waits for what came of it hears of a failure; without this it would also count as unhandled.
      begun.catch(() => undefined);
      return {
        async reads(wanted) {
          const { sights, forms } = await begun;
          const look = fresh(sights, wanted);
          const sight = await until(look, async () => {
            const news = (await privately()).filter((one) => !sights.some((old) => keyOf(old) === keyOf(one)));
            const opened = (await driver.formsOf(who)).filter((one) => !forms.has(formKey(one)));
            return `an answer to ${who} matching ${wanted} among:\n${listed([...news, ...opened])}`;
          });
          return fixedCard(sight, privately);
        },
        async opens() {
          const { sights, forms } = await begun;
          return until(
            async () => (await driver.formsOf(who)).findLast((form) => !forms.has(formKey(form))) ?? null,
            async () => {
              const news = (await privately()).filter((one) => !sights.some((old) => keyOf(old) === keyOf(one)));
              return `a form for ${who}; said was:\n${listed(news)}`;
            },
          );
        },
        done: async () => void (await begun),
      };
    }

    async function begin(work: () => Promise<void>) {
      const sights = await privately();
      const forms = new Set((await driver.formsOf(who)).map(formKey));
      await work();
      return { sights, forms };
    }

    return {
      types: (line) => deed(() => driver.type(who, line)),
      presses: (label, on) => deed(async () => driver.press(who, await on.withButton(label), label)),
      pressesTwice: (label, on) =>
        deed(async () => {
          const sight = await on.withButton(label);
          await Promise.all([driver.press(who, sight, label), driver.press(who, sight, label)]);
        }),
      fills: (form, values = {}) => deed(() => driver.fill(who, form, values)),
      says: (team, text) => driver.say(who, team, text),
      makesTicketOf: (message) => deed(() => driver.makeTicketOf(who, message)),
      shown: async (wanted) => (await privately()).filter((sight) => wanted.test(sight.text)),
      async reads(wanted) {
        const sight = await until(
          async () => (await privately()).findLast((one) => wanted.test(one.text)) ?? null,
          async () => `something private to ${who} matching ${wanted} among:\n${listed(await privately())}`,
        );
        return fixedCard(sight, privately);
      },
    };
  }

  function untilBelow(message: Sight, wanted: RegExp): Promise<Sight> {
    return until(
      async () => (await driver.below(message)).find((one) => wanted.test(one.text)) ?? null,
      async () => `a reply that tells ${wanted} among:\n${listed(await driver.below(message))}`,
    );
  }

  /** One message that stays the same message: a reminder, an answer. */
  function fixedCard(first: Sight, all: () => Promise<readonly Sight[]>): Card {
    return cardOf(first.text, async () => (await all()).find(({ id }) => id === first.id) ?? null);
  }

  function cardOf(text: string, look: () => Promise<Sight | null>): Card {
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
    return {
      text,
      get number() {
        return numberOf(text);
      },
      now,
      thread: async () => driver.below(await now()),
      shows: (wanted) => seen((sight) => wanted.test(sight.text), `a message that shows ${wanted}`),
      withButton: (label) => seen(({ buttons }) => buttons.includes(label), `a message with the button ${label}`),
      async tells(wanted, reader) {
        if (!can.threads) {
          await reader.types(`/ticket 查看 ${numberOf(text)}`).reads(wanted);
          return;
        }
        await untilBelow(await now(), wanted);
      },
    };
  }

  return {
    can,
    clock,
    settle,
    person,
    place(team) {
      const messages = async (wanted = /[^]/) => (await driver.inPlace(team)).filter(({ text }) => wanted.test(text));
      return {
        messages,
        below: untilBelow,
        async card(about) {
          const look = async () => (await messages(about)).at(-1) ?? null;
          const first = await until(
            look,
            async () => `a message matching ${about} in ${team} among:\n${listed(await messages())}`,
          );
          return can.updatesInPlaces ? fixedCard(first, messages) : cardOf(first.text, look);
        },
      };
    },
  };
}

/** A message that says something else now is news, too. */
function keyOf({ id, text }: Sight): string {
  return `${id}\n${text}`;
}

function formKey({ id, text, errors }: OpenForm): string {
  return JSON.stringify([id, text, errors]);
}

function listed(sights: readonly { readonly text: string }[]): string {
  return sights.map(({ text }) => `- ${text.replaceAll('\n', '\n  ')}`).join('\n') || '(nothing)';
}

async function until<T>(look: () => Promise<T | null>, what: () => Promise<string>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > deadline) throw new Error(`waited in vain for ${await what()}`);
    await sleep(LOOK_MS);
  }
}
