import type { RequestListener } from 'node:http';
import { createBotWatch, withBotWatch } from './app/bot-watch.ts';
import { addDemoCustomers } from './app/demo-customers.ts';
import { openStorage } from './app/open-storage.ts';
import { createPlaygroundLanguage } from './app/playground-language.ts';
import { createReplica } from './app/replica.ts';
import { createReroute } from './app/reroute.ts';
import { createUpkeep } from './app/upkeep.ts';
import { wireCare } from './app/wire-care.ts';
import { wireCareCheck } from './app/wire-care-check.ts';
import { wireContacts } from './app/wire-contacts.ts';
import { wireCustomers } from './app/wire-customers.ts';
import { wireDispatch } from './app/wire-dispatch.ts';
import { wireDuty } from './app/wire-duty.ts';
import { wireErasure } from './app/wire-erasure.ts';
import { wireFiles } from './app/wire-files.ts';
import { wireForms } from './app/wire-forms.ts';
import { earliest, wireHeartbeat } from './app/wire-heartbeat.ts';
import { wireHome } from './app/wire-home.ts';
import { wireNoise } from './app/wire-noise.ts';
import { createProductMetrics, wireOperations } from './app/wire-operations.ts';
import { wirePlayground } from './app/wire-playground.ts';
import { wireSearch } from './app/wire-search.ts';
import { wireSlack, withPace } from './app/wire-slack.ts';
import { wireWecomApp } from './app/wire-wecom.ts';
import { botLease, wireWecomBot } from './app/wire-wecom-bot.ts';
import { wireWecomCustomers } from './app/wire-wecom-customers.ts';
import { wireWecomWebhook } from './app/wire-wecom-webhook.ts';
import type { ChatPort } from './chat/port.ts';
import type { Environment } from './config/environment.ts';
import { hashPolicy, type LoadedPolicy } from './config/policy-file.ts';
import { createPump, type Pump } from './delivery/pump.ts';
import { demoPolicy } from './domain/policy/demo.ts';
import { withPlaygroundAddresses } from './domain/policy/playground.ts';
import type { Policy } from './domain/policy/policy.ts';
import type { Instant, Ms } from './domain/time.ts';
import type { Log } from './observe/log.ts';
import { moveClock } from './scheduler/playground-clock.ts';
import type { Alert } from './usecases/alert.ts';
import { alertAdmins } from './usecases/alert-admins.ts';
import type { ChangeTicketDeps } from './usecases/change-ticket.ts';
import type { ReadReport } from './usecases/wecom-customers/read-customers.ts';
import { createWebServer } from './web/server.ts';

/** What an application is made from; tests pass a database of their own and stand-ins' addresses. */
export interface AppOptions {
  readonly environment: Pick<Environment, 'port' | 'host' | 'baseUrl' | 'slack' | 'wecom'>;
  readonly loaded: Pick<LoadedPolicy, 'policy' | 'origin'>;
  readonly databaseUrl: string;
  readonly log: Log;
  /** Least time between two posts to a conversation, where the platform's own is not wanted (tests). */
  readonly paceMs?: Ms;
}

export interface App {
  /** Address of our pages, without a slash at the end. */
  readonly url: string;
  /** A new policy comes into force; deadlines follow in the background. */
  changePolicy(policy: Policy): Promise<void>;
  /** A customer's tier has changed; the deadlines of its open tickets follow in the background. */
  recomputeCustomer(customerId: string): void;
  /** Tells the administrators. Returns how many places were told. */
  alert(alert: Alert): Promise<number>;
  now(): Instant;
  /** Moves business time on as if it passed, with every reminder on the way. */
  moveClock(to: Instant): Promise<number>;
  /** Takes back past posts of erasures that may go now. Returns how many were settled. */
  retractPosts(): Promise<number>;
  /** Reads customers from WeCom as far as a minute allows; `null` where that is off, or not now. */
  readWecomCustomers(): Promise<ReadReport | null>;
  /** Finishes the answers that are under way, and delivers everything that may go now. */
  drain(): Promise<void>;
  /** Takes nothing new, finishes what is under way, closes everything. */
  stop(): Promise<void>;
}

/** Connections still open this long after the end are cut. */
const CLOSE_PATIENCE_MS: Ms = 2_000;

const elapsed = () => performance.now();

/** The only wiring: everything is made, joined and started here. Rejects when it cannot start; nothing runs on then. */
export async function startApp(options: AppOptions): Promise<App> {
  const { environment, log } = options;
  const isPlayground = environment.slack === null && environment.wecom === null;
  let pump: Pump | null = null;
  const storage = await openStorage({ databaseUrl: options.databaseUrl, log, onWritten: () => pump?.wake() });
  try {
    const inForce = (loaded: AppOptions['loaded']) => {
      if (!isPlayground) return loaded.policy;
      return loaded.origin === 'preset' ? demoPolicy() : withPlaygroundAddresses(loaded.policy);
    };
    const policy = inForce(options.loaded);
    await storage.policies.activate(policy, hashPolicy(policy), storage.clock.now());

    const language = isPlayground ? await createPlaygroundLanguage(storage) : null;
    // What people read and write; deadlines are computed under the policies themselves.
    const { policies: spoken, nameOf } = language ?? storage;
    const ports: ChatPort[] = [];
    const join = (port: ChatPort) => ports.push(options.paceMs === undefined ? port : withPace(port, options.paceMs));
    const useCases: ChangeTicketDeps = {
      store: storage.tickets,
      policies: storage.policies,
      clock: storage.clock,
      surfaces: () => ports,
    };
    const metrics = createProductMetrics();
    const customers = wireCustomers({
      storage,
      activity: (id) => care.activity(id),
      onTierChanged: (id) => upkeep.recomputeCustomer(id),
      log,
    });
    const contacts = wireContacts(
      { ...useCases, contacts: storage.contacts, activeSince: () => storage.policies.activeSince() },
      log,
    );
    const erasures = wireErasure({ storage, ports: () => ports, log });
    const homes = wireHome({
      storage,
      ports: () => ports,
      metrics,
      log,
      duty: () => duty.current(),
      ...(options.paceMs === undefined ? {} : { restMs: options.paceMs }),
    });
    const alert = (what: Alert) =>
      alertAdmins(
        {
          policy: () => storage.policies.active().policy,
          surfaces: () => ports,
          enqueue: (to, data) => storage.outbox.enqueuePrivate(to, data),
        },
        what,
      );
    const noise = wireNoise(storage);
    const duty = wireDuty({ storage, useCases, alert, log });
    const care = wireCare({ storage, surfaces: () => ports, keepUp: customers.keepUp, log });
    const search = wireSearch({ storage, useCases, log });
    const files = wireFiles({
      ...{ storage, log, ports: () => ports, assess: customers.assess },
      isStopping: () => stopping.signal.aborted,
      baseUrl: () => url,
      // Only the machine itself reaches the playground, and it is where its people are.
      isReached: isPlayground || environment.baseUrl !== null,
    });
    const desks = {
      ...contacts.services,
      care: care.desk,
      customers: customers.desk,
      erasures: erasures.desk,
      duty: duty.desk,
      noise,
      home: homes.desk,
      search: search.desk,
      ...files.services,
    };
    const bot = environment.wecom?.bot ?? null;
    const watch =
      bot === null ? null : createBotWatch({ name: botLease(bot.id), leases: storage.leases, elapsed, log });
    const operations = watch === null ? storage.operations : withBotWatch(storage.operations, watch);
    const dispatch = wireDispatch(
      { ...storage, operations, policies: spoken, nameOf, duty: duty.current },
      useCases,
      desks,
      metrics,
      log,
    );
    const heartbeat = wireHeartbeat(storage, useCases, metrics, log, () => upkeep.examine(), care.before(duty));
    const chores = () => (wecomCustomers === null ? [] : [{ what: 'reading customers', work: wecomCustomers.keepUp }]);
    const upkeep = createUpkeep({
      storage,
      useCases,
      customers,
      contacts,
      erasures,
      checkCare: wireCareCheck(storage, log),
      alert,
      chores,
      metrics,
      log,
      noise,
      duty: duty.current,
    });
    const stopping = new AbortController();
    const forward = (to: Instant) =>
      moveClock(
        {
          now: () => storage.clock.now(),
          moveTo: (at) => storage.clock.moveTo(at),
          nextAt: async () => earliest(await care.nextAt(), earliest(await storage.engine.nextAt(), duty.nextAt())),
          tick: () => care.night(() => heartbeat.beat()),
          drain: async () => pump?.drain(),
        },
        to,
      );

    let url = environment.baseUrl ?? '';
    const routes = [wireOperations(storage, heartbeat, metrics, watch)];
    const listeners = new Map<string, RequestListener>();
    const slack =
      environment.slack === null ? null : wireSlack(environment.slack, storage, dispatch, log, homes.opened);
    if (slack !== null) {
      join(slack.port);
      if (slack.requestListener !== null) listeners.set('/slack/', slack.requestListener);
    }
    const forms = wireForms({ storage, dispatch, ports: () => ports, baseUrl: () => url, log });
    // Their pages look like the forms', and take their looks from there.
    routes.push(forms.routes, files.routes);
    const wecomApp = wireWecomApp(environment.wecom, {
      storage,
      dispatch,
      metrics,
      alert,
      baseUrl: () => url,
      formLink: forms.formLink,
      answerForm: forms.links.answer,
      customersChanged: async (member) => wecomCustomers?.changed(member),
      log,
    });
    const wecomCustomers = wireWecomCustomers(environment.wecom, wecomApp, {
      ...{ storage, alert, log },
      onWritten: () => pump?.wake(),
      ...(options.paceMs === undefined ? {} : { pauseMs: 0 }),
    });
    if (wecomApp !== null) {
      for (const port of wecomApp.ports) join(port);
      listeners.set('/wecom/callback', wecomApp.requestListener);
    }
    const wecomBot = wireWecomBot(environment.wecom, {
      storage,
      dispatch,
      metrics,
      alert,
      app: wecomApp,
      formLink: forms.formLink,
      answerForm: forms.links.answer,
      onConnected: () => pump?.wake(),
      duty: duty.current,
      watch,
      isPaced: options.paceMs === undefined,
      log,
    });
    if (wecomBot !== null) join(wecomBot.port);
    const webhook = wireWecomWebhook(environment.wecom, { metrics, log });
    if (webhook !== null) join(webhook);
    if (language !== null) {
      const playground = await wirePlayground({
        storage,
        language,
        dispatch,
        log,
        baseUrl: () => url,
        home: homes,
        stopping: stopping.signal,
        moveClock: forward,
      });
      ports.push(playground.port);
      routes.push(playground.routes);
    }

    await slack?.start();
    const running = createPump({
      onClosed: createReroute(
        storage,
        useCases,
        alert,
        log,
        (person) => duty.current().standInFor(person, storage.clock.now()).who,
      ),
      store: storage.outbox,
      ports: () => ports,
      policy: () => spoken.active().policy,
      clock: storage.clock,
      nameOf,
      duty: duty.current,
      log,
      count: (delivery) => metrics.countDelivery(delivery),
      elapsed,
      random: Math.random,
    });
    pump = running;
    if (isPlayground && options.loaded.origin === 'preset') await addDemoCustomers(storage, customers.desk);
    const server = createWebServer({ routes, listeners });
    const port = await server.listen(environment.port, environment.host);
    url = environment.baseUrl ?? addressOf(environment.host, port);
    await heartbeat.beat();
    running.start();
    homes.pump.start();
    heartbeat.start();
    upkeep.start();
    search.start();
    const replica = createReplica(storage, log);
    await replica.start();
    wecomApp?.start();
    wecomBot?.start();

    return {
      url,
      async changePolicy(changed) {
        const next = inForce({ policy: changed, origin: 'file' });
        if (await storage.policies.activate(next, hashPolicy(next), storage.clock.now())) upkeep.recompute();
        void wecomApp?.greetGroups();
      },
      recomputeCustomer: (customerId) => upkeep.recomputeCustomer(customerId),
      alert,
      now: () => storage.clock.now(),
      moveClock: forward,
      readWecomCustomers: async () => (await wecomCustomers?.keepUp(() => stopping.signal.aborted)) ?? null,
      retractPosts: () => erasures.retract(() => stopping.signal.aborted),
      async drain() {
        // Answers of WeCom are no deliveries: some are several messages, one after the other.
        await wecomApp?.drain();
        await wecomBot?.drain();
        await search.drain();
        await running.drain();
        await homes.pump.drain();
      },
      async stop() {
        stopping.abort();
        await slack?.stop();
        wecomApp?.stop();
        wecomBot?.stop();
        const closed = server.close(CLOSE_PATIENCE_MS);
        await slack?.drain();
        await closed;
        // What was acknowledged last is still being done.
        await wecomApp?.drain();
        await wecomBot?.drain();
        await forms.links.drain();
        await files.drain();
        await heartbeat.stop();
        await upkeep.stop();
        await search.stop();
        await replica.stop();
        await running.stop();
        await homes.pump.stop();
        await wecomBot?.close();
        await storage.close();
      },
    };
  } catch (error) {
    await storage.close();
    throw error;
  }
}

function addressOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
