import { cardContext } from '../chat/cards/context.ts';
import { homeCards, homeScopes } from '../chat/cards/home-cards.ts';
import { TODO_ROWS } from '../chat/cards/todo-card.ts';
import type { Dispatch } from '../chat/inbound.ts';
import { createPlayground } from '../chat/playground/playground.ts';
import { PLAYGROUND_WORKSPACE } from '../chat/playground/port.ts';
import { commandCatalogue } from '../commands/catalogue.ts';
import { refOf } from '../commands/read-person.ts';
import { type Instant, MINUTE_MS } from '../domain/time.ts';
import type { Locale } from '../domain/vocabulary.ts';
import type { Log } from '../observe/log.ts';
import type { DemoChannel, DemoPerson, PersonsHome, PlaygroundPages } from '../web/playground/deps.ts';
import { playgroundRoutes } from '../web/playground/routes.ts';
import type { Storage } from './open-storage.ts';
import type { PlaygroundLanguage } from './playground-language.ts';
import { wireGreeting } from './wire-greeting.ts';
import type { Homes } from './wire-home.ts';

const AHEAD_MS = { '1m': MINUTE_MS, '15m': 15 * MINUTE_MS, '1h': 60 * MINUTE_MS };

/** The chat in the browser: its port for delivery, and its pages. */
export async function wirePlayground(options: {
  readonly storage: Storage;
  readonly language: PlaygroundLanguage;
  readonly dispatch: Dispatch;
  readonly log: Log;
  readonly baseUrl: () => string;
  /** What people owe. */
  readonly home: Pick<Homes, 'desk' | 'actorAt'>;
  readonly stopping: AbortSignal;
  /** Moves business time on; resolves with how many moments were visited. */
  readonly moveClock: (to: Instant) => Promise<number>;
}) {
  const { storage, log } = options;
  const { clock } = storage;
  const { policies } = options.language;
  const policy = () => policies.active().policy;

  function people(): DemoPerson[] {
    return [...policy().people.values()].flatMap(({ accounts, name, role, team, locale }) =>
      accounts.playground === undefined
        ? []
        : [{ id: accounts.playground, name, role, team: policy().teams.get(team ?? '')?.name ?? null, locale }],
    );
  }

  async function showHome(id: string, locale: Locale): Promise<PersonsHome | null> {
    if (!people().some((one) => one.id === id)) return null;
    const person = refOf(policy(), { platform: 'playground', workspace: PLAYGROUND_WORKSPACE, id });
    const actor = options.home.actorAt(person, clock.now());
    if (actor === null) return null;
    const { nameOf } = options.language;
    const context = cardContext({ locale, now: clock.now(), policy: policy(), nameOf });
    const page = { offset: 0, limit: TODO_ROWS };
    const parts = await Promise.all(
      homeScopes(actor, context).map(async (scope) => ({
        scope,
        owed: await options.home.desk.owed({ actor, policy: policy(), scope, now: context.now }, page),
      })),
    );
    const [mine] = parts;
    return {
      cards: homeCards(parts, actor, context, false),
      total: mine?.owed.total ?? 0,
      late: mine?.owed.late ?? 0,
    };
  }

  const greet = wireGreeting(storage, log, 'new');

  function channels(): DemoChannel[] {
    return [...policy().teams.values()].flatMap((team) =>
      team.channels.playground === undefined ? [] : [{ id: team.channels.playground, name: team.name }],
    );
  }

  const playground = await createPlayground({
    store: storage.playground,
    clock,
    isConversation: (id) =>
      id.startsWith('@') ? people().some((one) => one.id === id.slice(1)) : channels().some((one) => one.id === id),
  });
  const pages: PlaygroundPages = {
    playground,
    dispatch: options.dispatch,
    catalogue: commandCatalogue,
    people,
    channels,
    home: showHome,
    // Nobody invites us here: the first visitor does.
    opened: async () => {
      for (const { id } of channels()) await greet({ platform: 'playground', workspace: PLAYGROUND_WORKSPACE, id });
    },
    clock: {
      now: () => clock.now(),
      offset: () => clock.offsetMs(),
      timezone: policy().timezone,
      forward: async (step) => {
        const from = clock.now();
        const to =
          step === 'next-working-morning'
            ? policies.active().calendarOf('').nextWorkingMorning(from)
            : from + AHEAD_MS[step];
        return { from, to, ticks: await options.moveClock(to) };
      },
    },
    locale: storage.policies.active().policy.locale,
    setLocale: (locale) => options.language.change(locale),
    get baseUrl() {
      return options.baseUrl();
    },
    stopping: options.stopping,
    onError: (id, error) => log.error({ err: error, reference: id }, 'a page failed'),
  };
  return { port: playground.port, routes: playgroundRoutes(pages) };
}
