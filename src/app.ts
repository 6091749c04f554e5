import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import path from 'node:path';
import { Hono } from 'hono';
import { createDispatch } from './chat/dispatch.ts';
import type { Account, Reply } from './chat/inbound.ts';
import { createPlayground } from './chat/playground/playground.ts';
import type { ChatPort } from './chat/port.ts';
import { createSlack, type Slack } from './chat/slack/slack.ts';
import { commandCatalogue } from './commands/catalogue.ts';
import { registry } from './commands/index.ts';
import type { Environment } from './config/environment.ts';
import { hashPolicy, type LoadedPolicy } from './config/policy-file.ts';
import { createPump, type Pump } from './delivery/pump.ts';
import { demoPolicy } from './domain/policy/demo.ts';
import { withPlaygroundAddresses } from './domain/policy/playground.ts';
import type { Policy } from './domain/policy/policy.ts';
import { ticketRules } from './domain/rules/index.ts';
import type { Ms } from './domain/time.ts';
import { type PersonRef, PLATFORMS } from './domain/vocabulary.ts';
import { messagesOf } from './i18n/messages.ts';
import type { Log } from './observe/log.ts';
import { createMetrics } from './observe/metrics.ts';
import { withRequest } from './observe/request.ts';
import { createHeartbeat } from './scheduler/heartbeat.ts';
import { moveClock } from './scheduler/playground-clock.ts';
import { createAccountStore } from './storage/account-store.ts';
import { createBusinessClock } from './storage/clock.ts';
import { connectDatabase } from './storage/connect.ts';
import { createDeliveryStore } from './storage/delivery-store.ts';
import { createEngineStore } from './storage/engine-store.ts';
import { createHousekeeping } from './storage/housekeeping.ts';
import { migrateDatabase } from './storage/migrate.ts';
import { createPlaygroundStore } from './storage/playground-store.ts';
import { createPolicyStore } from './storage/policy-store.ts';
import { createTicketStore } from './storage/ticket-store.ts';
import { advanceCommitments } from './usecases/advance-commitments.ts';
import { changeTicket } from './usecases/change-ticket.ts';
import { openTicket } from './usecases/open-ticket.ts';
import { recomputeTickets } from './usecases/recompute-tickets.ts';
import { operationRoutes } from './web/operations.ts';
import { playgroundRoutes } from './web/playground/routes.ts';
import { createWebServer } from './web/server.ts';

/** What an application is made from; tests pass a database of their own and stand-ins' addresses. */
export interface AppOptions {
  readonly environment: Pick<Environment, 'port' | 'host' | 'baseUrl' | 'slack' | 'wecom'>;
  readonly loaded: Pick<LoadedPolicy, 'policy' | 'origin'>;
  readonly databaseUrl: string;
  readonly log: Log;
  /** Least time between two posts to a conversation, where a platform's own is not wanted (tests). */
  readonly paceMs?: Ms;
}

export interface App {
  /** Address of our pages, without a slash at the end. */
  readonly url: string;
  /** A new policy file was read: it comes into force, and deadlines follow in the background. */
  changePolicy(policy: Policy): Promise<void>;
  /** Moves business time on as if it passed (tests and the playground). */
  moveClock(at: number): Promise<number>;
  readonly now: () => number;
  /** Delivers everything that may go now. */
  drain(): Promise<void>;
  /** Takes nothing new, finishes what is under way, closes everything. */
  stop(): Promise<void>;
}

/** A listener of a platform waits this long for the commit; Slack gives up after 3 s. */
const ANSWER_WAIT_MS: Ms = 2_000;
const POOL_SIZE = 10;
const SLACK_TIMEOUT_MS: Ms = 8_000;
const TICK_FRESH_MS: Ms = 10_000;
const SKEW_WARNING_MS: Ms = 2_000;
const CLOSE_PATIENCE_MS: Ms = 2_000;
const MINUTE_MS: Ms = 60_000;

/** The only wiring: everything is made, joined and started here. Rejects when something cannot start; nothing is left running then. */
export async function startApp(options: AppOptions): Promise<App> {
  const { environment, log } = options;
  const elapsed = () => performance.now();
  const isPlayground = environment.slack === null && environment.wecom === null;
  const closers: (() => Promise<unknown>)[] = [];
  const undo = async () => {
    for (const close of closers.toReversed())
      await close().catch((error: unknown) => log.warn({ err: error }, 'closing'));
  };
  try {
    // Storage
    await migrateDatabase({
      url: options.databaseUrl,
      directory: path.join(import.meta.dirname, '../prisma/migrations'),
    });
    const database = await connectDatabase({
      url: options.databaseUrl,
      poolSize: POOL_SIZE,
      applicationName: 'huiyin',
    });
    closers.push(() => database.close());
    const { prisma } = database;
    const clock = await createBusinessClock({ prisma, elapsed, wall: Date.now });
    const policies = createPolicyStore({ prisma });
    const policyOf = (loaded: AppOptions['loaded']) => {
      if (!isPlayground) return loaded.policy;
      return loaded.origin === 'preset' ? demoPolicy() : withPlaygroundAddresses(loaded.policy);
    };
    const firstPolicy = policyOf(options.loaded);
    await policies.activate(firstPolicy, hashPolicy(firstPolicy), clock.now());
    const accounts = await createAccountStore({
      prisma,
      wall: Date.now,
      onError: (error) => log.warn({ err: error }, 'a name could not be kept'),
    });
    closers.push(() => accounts.settle());
    const nameOf = (ref: PersonRef) =>
      policies.active().policy.people.get(ref)?.name ?? accounts.nameOf(ref) ?? ref.split(':').at(-1) ?? ref;
    const housekeeping = createHousekeeping({ prisma });

    // Engine and delivery
    let pump: Pump | null = null;
    const onWritten = () => pump?.wake();
    const tickets = createTicketStore({ prisma, onWritten });
    const engine = createEngineStore({ prisma, onWritten });
    const outbox = createDeliveryStore({ prisma, onWritten });
    const metrics = createMetrics({
      platform: PLATFORMS,
      command: registry.commands.map((one) => one.name),
      verb: registry.commands.flatMap((one) => one.verbs.map((verb) => verb.name)),
      result: ['done', 'refused', 'unavailable', 'failed'],
      kind: ['ticket', 'notice', 'thread', 'private'],
      outcome: ['sent', 'pending', 'sending', 'rejected', 'uncertain', 'moot'],
      rule: ticketRules.map((rule) => rule.name),
      state: ['open', 'met', 'cancelled'],
    });
    const ports: ChatPort[] = [];
    const surfaces = () => ports;
    const useCases = { store: tickets, policies, clock, surfaces };
    const dispatch = createDispatch({
      services: {
        openTicket: (request) => openTicket(useCases, request),
        changeTicket: (request, verb, input) => changeTicket(useCases, request, verb, input),
        findTicket: (number) => tickets.find(number),
        ticketHistory: (id) => tickets.history(id),
        listTickets: (filter, page) => tickets.list(filter, page),
      },
      policies,
      clock,
      nameOf,
      seen: (account) => accounts.seen(account),
      record: (deed) => {
        metrics.countRequest(deed);
        metrics.observeAnswer(deed, deed.elapsedMs);
      },
      report: (error, inbound) => {
        const id = randomUUID().slice(0, 8);
        log.error(
          { err: error, reference: id, deed: inbound.what.type, platform: inbound.who.platform },
          'a deed failed unexpectedly',
        );
        return id;
      },
      within: (inbound, work) => withRequest(inbound.dedupeKey, work),
      waitMs: ANSWER_WAIT_MS,
      elapsed,
    });

    // Platforms
    const deliverPrivately = async (account: Account, reply: Reply) => {
      if (reply.kind !== 'card' || reply.outcome === undefined) return;
      await outbox.enqueuePrivate(
        { platform: account.platform, workspace: account.workspace, id: `@${account.id}` },
        reply.outcome,
      );
    };
    let slack: Slack | null = null;
    if (environment.slack !== null) {
      const { slack: settings } = environment;
      slack = createSlack({
        config:
          settings.mode === 'http'
            ? { botToken: settings.botToken, signingSecret: settings.signingSecret, apiUrl: settings.apiUrl }
            : { botToken: settings.botToken, appToken: settings.appToken, apiUrl: settings.apiUrl },
        dispatch,
        catalogue: commandCatalogue,
        log,
        texts: (locale) => messagesOf(locale ?? policies.active().policy.locale).slack,
        deliverPrivately,
        timeoutMs: SLACK_TIMEOUT_MS,
      });
      ports.push(withPace(slack.port, options.paceMs));
    }

    // Pages
    const stopping = new AbortController();
    const heartbeat = createHeartbeat({
      tick: () => advanceCommitments({ store: engine, policies, clock, surfaces }),
      elapsed,
      onTick: ({ lagMs, elapsedMs, report }) => {
        for (const { subjectId, error } of report.failures) {
          log.error({ err: error, subjectId }, 'a subject could not be decided and was set aside');
        }
        void engine.backlog(clock.now()).then(
          ({ due }) => metrics.observeTick({ lagMs, elapsedMs, backlog: due }),
          () => undefined,
        );
      },
      onError: (error) => log.error({ err: error }, 'the tick failed; it is tried again in a second'),
    });
    const pages = new Hono();
    pages.route(
      '/',
      operationRoutes({
        faults: async () => {
          const faults: string[] = [];
          const isUp = await housekeeping.ping().then(
            () => true,
            () => false,
          );
          metrics.setDatabaseUp(isUp);
          if (!isUp) faults.push('the database cannot be reached');
          const silentMs = heartbeat.sinceLastMs();
          if (silentMs > TICK_FRESH_MS) faults.push(`the last tick succeeded ${Math.round(silentMs / 1_000)} s ago`);
          return faults;
        },
        warnings: () => {
          const skew = clock.skewMs();
          return Math.abs(skew) > SKEW_WARNING_MS
            ? [`this machine's clock is ${Math.round(skew)} ms off the database's`]
            : [];
        },
        metrics: async () => {
          await gatherFigures();
          return metrics.render();
        },
      }),
    );
    const gatherFigures = async () => {
      try {
        const depths = await outbox.depths();
        metrics.setOutbox(
          depths.map((one) => ({ platform: one.platform, depth: one.waiting, oldestMs: one.oldestSeconds * 1_000 })),
        );
        metrics.setCommitments(await housekeeping.countCommitments());
        metrics.setDatabaseUp(true);
      } catch {
        metrics.setDatabaseUp(false);
      }
    };
    const forward = (at: number) =>
      moveClock(
        {
          now: () => clock.now(),
          moveTo: (to) => clock.moveTo(to),
          nextAt: () => engine.nextAt(),
          tick: () => heartbeat.beat(),
          drain: async () => pump?.drain(),
        },
        at,
      );
    const listeners = new Map<string, RequestListener>();
    if (slack?.requestListener != null) listeners.set('/slack/', slack.requestListener);
    const server = createWebServer({ pages, listeners });
    let url = environment.baseUrl ?? '';
    if (isPlayground) {
      const policy = () => policies.active().policy;
      const people = () =>
        [...policy().people.values()].flatMap((person) =>
          person.accounts.playground === undefined
            ? []
            : [
                {
                  id: person.accounts.playground,
                  name: person.name,
                  role: person.role,
                  team: policy().teams.get(person.team ?? '')?.name ?? null,
                  locale: person.locale,
                },
              ],
        );
      const channels = () =>
        [...policy().teams.values()].flatMap((team) =>
          team.channels.playground === undefined ? [] : [{ id: team.channels.playground, name: team.name }],
        );
      const playground = await createPlayground({
        store: createPlaygroundStore({ prisma }),
        clock,
        isConversation: (id) =>
          id.startsWith('@') ? people().some((one) => one.id === id.slice(1)) : channels().some((one) => one.id === id),
      });
      ports.push(playground.port);
      pages.route(
        '/',
        playgroundRoutes({
          playground,
          dispatch,
          catalogue: commandCatalogue,
          people,
          channels,
          clock: {
            now: () => clock.now(),
            offset: () => clock.offsetMs(),
            timezone: policy().timezone,
            forward: async (step) => {
              const from = clock.now();
              const calendar = policies.active().calendarOf('');
              const ahead = { '1m': MINUTE_MS, '15m': 15 * MINUTE_MS, '1h': 60 * MINUTE_MS };
              const to = step === 'next-working-morning' ? calendar.nextWorkingMorning(from) : from + ahead[step];
              const ticks = await forward(to);
              return { from, to, ticks };
            },
          },
          locale: policy().locale,
          get baseUrl() {
            return url;
          },
          stopping: stopping.signal,
          onError: (id, error) => log.error({ err: error, reference: id }, 'a page failed'),
        }),
      );
    }

    // Start
    await slack?.start();
    pump = createPump({
      store: outbox,
      ports: () => ports,
      policy: () => policies.active().policy,
      clock,
      nameOf,
      log,
      count: (delivery) => metrics.countDelivery(delivery),
      elapsed,
      random: Math.random,
    });
    const running = pump;
    const port = await server.listen(environment.port, environment.host);
    url =
      environment.baseUrl ??
      `http://${environment.host.includes(':') ? `[${environment.host}]` : environment.host}:${port}`;
    let isStopping = false;
    let recomputing: Promise<unknown> = Promise.resolve();
    const recompute = () => {
      recomputing = recomputing
        .then(() => recomputeTickets(useCases, () => isStopping))
        .catch((error: unknown) =>
          log.error({ err: error }, 'deadlines could not be recomputed; tried again within a minute'),
        );
    };
    const everyMinute = setInterval(() => {
      void (async () => {
        await clock.synchronise();
        await policies.refresh();
        recompute();
        if (await housekeeping.takeTurn('prune', clock.now(), 10 * MINUTE_MS)) await housekeeping.prune();
      })().catch((error: unknown) => log.warn({ err: error }, 'housekeeping failed; tried again in a minute'));
    }, MINUTE_MS);
    await heartbeat.beat();
    running.start();
    heartbeat.start();
    recompute();

    return {
      url,
      now: () => clock.now(),
      async changePolicy(policy) {
        const changed = policyOf({ policy, origin: 'file' });
        if (await policies.activate(changed, hashPolicy(changed), clock.now())) recompute();
      },
      moveClock: forward,
      drain: () => running.drain(),
      async stop() {
        isStopping = true;
        clearInterval(everyMinute);
        stopping.abort();
        await slack?.stop();
        const closed = server.close(CLOSE_PATIENCE_MS);
        await slack?.drain();
        await closed;
        await heartbeat.stop();
        await recomputing;
        await running.stop();
        await undo();
      },
    };
  } catch (error) {
    await undo();
    throw error;
  }
}

/** A port with another pace, its other capabilities and its late workspace left as they are. */
function withPace(port: ChatPort, paceMs: Ms | undefined): ChatPort {
  if (paceMs === undefined) return port;
  return {
    platform: port.platform,
    get workspace() {
      return port.workspace;
    },
    capabilities: { ...port.capabilities, paceMs },
    post: (message, signal) => port.post(message, signal),
    update: (address, message, signal) => port.update(address, message, signal),
    find: (message, signal) => port.find(message, signal),
  };
}
