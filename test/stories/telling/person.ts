import { expect } from 'vitest';
import { type Card, type CardDeps, createCard } from './card.ts';
import type { Abilities, Filled, OpenForm, Sight, SurfaceDriver, Team, Who } from './surface.ts';
import { listed, until } from './until.ts';

/** Somebody of the company, and what they do and see. */
export interface Person {
  types(line: string): Deed;
  /** The same alone with the bot: for what is shown to nobody else. */
  typesAlone(line: string): Deed;
  /**
   * Presses a button as soon as the message has it. Where a message cannot follow its ticket, or has no buttons, the
   * person looks the ticket up and presses there, or types the command that is spelled out.
   */
  presses(label: string, on: Card): Deed;
  /** A double click: the second one before anything came of the first. */
  pressesTwice(label: string, on: Card): Deed;
  fills(form: OpenForm, values?: Filled): Deed;
  says(team: Team, text: string): Promise<Sight>;
  makesTicketOf(message: Sight): Deed;
  /** Asks for the details of a ticket, alone with the bot, and reads in them what is wanted. */
  looksUp(number: string, wanted: RegExp): Promise<string>;
  /** What this person alone was shown so far that matches. */
  shown(wanted: RegExp): Promise<readonly Sight[]>;
  /** Waits for something shown to this person alone; of several the newest. */
  reads(wanted: RegExp): Promise<Card>;
}

/** Something that somebody did. It is over once one of these resolves: a story always names what came of it. */
export interface Deed {
  /** The private answer that matches. Fails with all that was said instead. */
  reads(wanted: RegExp): Promise<Card>;
  /** The card that was pressed shows it then; the person is answered, unless the card itself answers everybody. */
  changes(card: Card, shows: RegExp, answer: RegExp): Promise<void>;
  /** The form that opened, or that lies open still. */
  opens(): Promise<OpenForm>;
  /** Nothing is looked for. */
  done(): Promise<void>;
}

export interface PersonDeps extends CardDeps {
  readonly driver: SurfaceDriver;
  readonly can: Abilities;
  /** This person acts. */
  readonly acts: () => void;
}

/** Buttons whose command needs no further words: spelled out, it is as good as the button. */
const NEED_NO_WORDS = [
  '认领',
  'Take',
  '知道了',
  'Seen',
  '恢复',
  '修改',
  '再建一单',
  '去掉漏墨',
  '确认 2 个',
  '撤销',
  '仍要新建',
];

/** Commands that open the button's own form when they are typed without words. */
const ASKS_FOR_WORDS = /^\/care /;

export function createPerson(who: Who, deps: PersonDeps): Person {
  const { driver, can } = deps;
  const privately = () => driver.privateTo(who);
  const cardOf = (sight: Sight): Card =>
    createCard(deps, sight.text, async () => (await privately()).find(({ id }) => id === sight.id) ?? null, {
      follows: can.directFollows,
    });

  function act(work: () => Promise<Sight | null>): Deed {
    deps.acts();
    const begun = begin(work);
    // Whoever waits for what came of it hears of a failure; without this it would also count as unhandled.
    begun.catch(() => undefined);

    const deed: Deed = {
      async reads(wanted) {
        const { isNews } = await begun;
        const sight = await until(
          async () => (await privately()).findLast((one) => isNews(one) && wanted.test(one.text)) ?? null,
          async () =>
            `an answer to ${who} matching ${wanted} among:\n${listed([...(await privately()).filter(isNews), ...(await driver.formsOf(who))])}`,
        );
        return cardOf(sight);
      },
      async changes(card, shows, answer) {
        const { pressed } = await begun;
        if (can.clicksAnswered) await deed.reads(answer);
        const isPressed = pressed !== null && pressed.id === (await card.now()).id;
        // A card that was pressed shows what came of it on every surface, also where it cannot change later.
        if (isPressed) await card.seen(({ text }) => shows.test(text), `a pressed card that shows ${shows}`);
        else await card.shows(shows);
      },
      async opens() {
        const { isNews, isNewForm } = await begun;
        return until(
          async () => (await driver.formsOf(who)).findLast(isNewForm) ?? null,
          async () => `a form for ${who}; said was:\n${listed((await privately()).filter(isNews))}`,
        );
      },
      done: async () => void (await begun),
    };
    return deed;
  }

  async function begin(work: () => Promise<Sight | null>) {
    const sights = new Set((await privately()).map(sightKey));
    const forms = new Set((await driver.formsOf(who)).map(formKey));
    const pressed = await work();
    return {
      pressed,
      isNews: (sight: Sight) => !sights.has(sightKey(sight)),
      isNewForm: (form: OpenForm) => !forms.has(formKey(form)),
    };
  }

  /** Where this person finds the button, now or after looking the ticket up. */
  async function findButton(label: string, on: Card): Promise<Sight> {
    const standing = await on.now();
    if (standing.buttons.includes(label)) return standing;
    const spelled = standing.spelled?.get(label);
    if (spelled !== undefined && (NEED_NO_WORDS.includes(label) || ASKS_FOR_WORDS.test(spelled))) return standing;
    if (on.follows) return on.seen(({ buttons }) => buttons.includes(label), `a message with the button ${label}`);
    const { isNews } = await begin(async () => {
      await driver.type(who, `/ticket 查看 ${on.number}`, 'alone');
      return null;
    });
    return until(
      async () =>
        (await privately()).findLast(
          (sight) => isNews(sight) && sight.text.includes(on.number) && sight.buttons.includes(label),
        ) ?? null,
      async () =>
        `details of ${on.number} with the button ${label} among:\n${listed((await privately()).filter(isNews))}`,
    );
  }

  /** The message that was pressed; `null` where the command was typed instead. */
  async function press(sight: Sight, label: string): Promise<Sight | null> {
    if (sight.buttons.includes(label)) {
      await driver.press(who, sight, label);
      return sight;
    }
    await driver.type(who, sight.spelled?.get(label) ?? expect.unreachable(`no button ${label}`), 'alone');
    return null;
  }

  const nothingPressed = (work: () => Promise<void>) => async () => {
    await work();
    return null;
  };

  return {
    types: (line) => act(nothingPressed(() => driver.type(who, line, 'at-work'))),
    typesAlone: (line) => act(nothingPressed(() => driver.type(who, line, 'alone'))),
    presses: (label, on) => act(async () => press(await findButton(label, on), label)),
    pressesTwice: (label, on) =>
      act(async () => {
        const sight = await findButton(label, on);
        const [pressed] = await Promise.all([press(sight, label), press(sight, label)]);
        return pressed;
      }),
    fills: (form, values = {}) => act(nothingPressed(() => driver.fill(who, form, values))),
    says: (team, text) => driver.say(who, team, text),
    makesTicketOf: (message) => act(nothingPressed(() => driver.makeTicketOf(who, message))),
    async looksUp(number, wanted) {
      const { text } = await act(nothingPressed(() => driver.type(who, `/ticket 查看 ${number}`, 'alone'))).reads(
        wanted,
      );
      return text;
    },
    shown: async (wanted) => (await privately()).filter(({ text }) => wanted.test(text)),
    async reads(wanted) {
      const sight = await until(
        async () => (await privately()).findLast(({ text }) => wanted.test(text)) ?? null,
        async () => `something private to ${who} matching ${wanted} among:\n${listed(await privately())}`,
      );
      return cardOf(sight);
    },
  };
}

/** A message that says something else now is news, too. */
function sightKey({ id, text }: Sight): string {
  return `${id}\n${text}`;
}

function formKey({ id, text, errors }: OpenForm): string {
  return JSON.stringify([id, text, errors]);
}
