import type { Card } from '../chat/card.ts';
import { type CardContext, cardContext } from '../chat/cards/context.ts';
import { homeCards, homeScopes } from '../chat/cards/home-cards.ts';
import { said } from '../chat/cards/outcome-card.ts';
import { TODO_ROWS } from '../chat/cards/todo-card.ts';
import type { ChatPort, HomeOutcome } from '../chat/port.ts';
import type { Actor } from '../domain/people.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { type Instant, MINUTE_MS, type Ms, SECOND_MS } from '../domain/time.ts';
import type { PersonRef } from '../domain/vocabulary.ts';
import type { HomeDesk } from '../usecases/home/desk.ts';
import type { HomeStore, StaleHome } from '../usecases/home/ports.ts';
import type { Clock } from '../usecases/ports.ts';

/** Marks of what changed are looked for this often: what changes meanwhile is shown together. */
const LOOK_MS: Ms = 2 * SECOND_MS;
/** Where no surface has such pages, only marks of a surface that is gone are swept away. */
const IDLE_LOOK_MS: Ms = MINUTE_MS;
/** Pages shown by one look: with the pause between looks, less than the hundred a minute that Slack lets pass. */
const PAGES_PER_LOOK = 3;
/** A page rests so long once it was shown, whatever changes. */
const REST_MS: Ms = 5 * SECOND_MS;
const SHOW_TIMEOUT_MS: Ms = 10 * SECOND_MS;
const FIRST_BACKOFF_MS: Ms = 2 * SECOND_MS;
const LAST_BACKOFF_MS: Ms = 5 * MINUTE_MS;

export interface HomePumpDeps {
  readonly store: Pick<HomeStore, 'gatherMarks' | 'claim' | 'record' | 'forget'>;
  readonly desk: HomeDesk;
  readonly ports: () => readonly ChatPort[];
  readonly policy: () => Policy;
  readonly clock: Clock;
  readonly nameOf: (ref: PersonRef) => string;
  /** What somebody may do just now, for those too for whom they stand in; `null`: nothing. */
  readonly actorOf: (ref: PersonRef, at: Instant) => Actor | null;
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
  readonly count: (delivery: { platform: string; kind: string; outcome: string }) => void;
  /** How long a page rests after it was shown, where the usual time is not wanted (tests). */
  readonly restMs?: Ms;
}

/** Keeps the pages of people shown. What is to be shown is in the database: restarts and replicas lose and double nothing. */
export interface HomePump {
  start(): void;
  /** Somebody waits for their page. */
  wake(): void;
  /** Resolves when every page shows what it should, as far as it may be shown now. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

/** One loop: gathers marks, leases what is stale, renders it as things stand now, shows it, records that. */
export function createHomePump(deps: HomePumpDeps): HomePump {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<number> | null = null;
  let isAwake = false;
  let isRunning = false;

  const served = () => deps.ports().filter((port) => port.showHome !== undefined && port.isServing?.() !== false);

  function lookIn(ms: Ms): void {
    clearTimeout(timer);
    if (isRunning) timer = setTimeout(() => void look(), ms);
  }

  /** Returns how many pages were taken. */
  function look(): Promise<number> {
    if (looking !== null) {
      isAwake = true;
      return looking;
    }
    isAwake = false;
    looking = showStale().then((taken) => {
      looking = null;
      if (isAwake && isRunning) void look();
      else lookIn(served().length === 0 ? IDLE_LOOK_MS : LOOK_MS);
      return taken;
    });
    return looking;
  }

  async function showStale(): Promise<number> {
    try {
      await deps.store.gatherMarks();
      const ports = served();
      if (ports.length === 0) return 0;
      const homes = await deps.store.claim(ports, PAGES_PER_LOOK);
      for (const home of homes) await showOne(home, ports);
      return homes.length;
    } catch (error) {
      deps.log.warn({ err: error }, "people's pages could not be brought up to date; trying again");
      return 0;
    }
  }

  async function showOne(home: StaleHome, ports: readonly ChatPort[]): Promise<void> {
    const port = ports.find((one) => one.platform === home.platform && one.workspace === home.workspace);
    if (port?.showHome === undefined) return;
    const outcome = await show(home, port);
    deps.count({ platform: home.platform, kind: 'home', outcome: outcome.outcome });
    switch (outcome.outcome) {
      case 'shown':
        return deps.store.record(home, true, deps.restMs ?? REST_MS);
      case 'retry-later':
        return deps.store.record(home, false, outcome.afterMs ?? backoff(home));
      case 'rejected':
        deps.log.warn(
          { reason: outcome.reason },
          "somebody's page cannot be shown; it is forgotten until they open it",
        );
        return deps.store.forget(home);
    }
  }

  async function show(home: StaleHome, port: ChatPort): Promise<HomeOutcome> {
    try {
      const policy = deps.policy();
      const locale = policy.people.get(home.person)?.locale ?? home.locale ?? policy.locale;
      const { nameOf } = deps;
      const context = cardContext({ locale, now: deps.clock.now(), policy, nameOf });
      const cards = await cardsOf(home, policy, context);
      const page = { account: home.account, cards, locale };
      return (await port.showHome?.(page, AbortSignal.timeout(SHOW_TIMEOUT_MS))) ?? GONE;
    } catch (error) {
      deps.log.error({ err: error }, "somebody's page could not be made");
      return { outcome: 'retry-later', reason: 'could not be made', afterMs: null };
    }
  }

  async function cardsOf(home: StaleHome, policy: Policy, context: CardContext): Promise<readonly Card[]> {
    const actor = deps.actorOf(home.person, context.now);
    if (actor === null) return [said(context.m.reply.stranger, 'warn')];
    const page = { offset: 0, limit: TODO_ROWS };
    const parts = await Promise.all(
      homeScopes(actor, context).map(async (scope) => ({
        scope,
        owed: await deps.desk.owed({ actor, policy, scope, now: context.now }, page),
      })),
    );
    return homeCards(parts, actor, context, true);
  }

  return {
    start() {
      isRunning = true;
      void look();
    },
    wake: () => {
      if (isRunning) void look();
    },
    async drain() {
      for (;;) {
        while (looking !== null) await looking;
        if ((await look()) === 0) return;
      }
    },
    async stop() {
      isRunning = false;
      clearTimeout(timer);
      await looking;
    },
  };
}

const GONE: HomeOutcome = { outcome: 'rejected', reason: 'no such pages here' };

function backoff({ attempts }: StaleHome): Ms {
  return Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(attempts, 10), LAST_BACKOFF_MS);
}
