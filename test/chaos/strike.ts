import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { EmbeddedPostgres } from '../../src/storage/embedded/server.ts';
import type { FakeSlack, Fault } from '../support/fake-slack/fake-slack.ts';
import { type Blow, describeBlow, type Moment, type Plan } from './plan.ts';
import type { Replica } from './replicas.ts';
import type { SlackWay } from './slack-way.ts';

/** A blow that waits for its moment is struck anyway after so long. */
const MOMENT_WITHIN_MS = 3_000;
/** A process that is to be killed gets so long to start, and then so long to work. */
const START_WITHIN_MS = 20_000;
const WORKS_FOR_MS = 500;
/** What Slack was to do badly and was not asked for by then is forgotten: a quiet product must not gather bad luck. */
const FAULT_WITHIN_MS = 4_000;
/** Nobody runs for so long in an outage. */
const OUTAGE_MS = 1_500;

export interface StrikeDeps {
  readonly plan: Plan;
  readonly replicas: readonly Replica[];
  /** Each replica's way to Slack. */
  readonly ways: readonly SlackWay[];
  readonly server: EmbeddedPostgres;
  readonly slack: FakeSlack;
  /** Told of each move of business time. */
  readonly movedAt: number[];
  readonly stopping: AbortSignal;
}

/** Deals out the blows of the plan, each at its time, and returns when all are over and nobody is frozen any more. */
export async function strike(deps: StrikeDeps): Promise<{ readonly kills: number }> {
  const { plan, replicas, stopping } = deps;
  const startedAt = performance.now();
  let kills = 0;
  const underway: Promise<void>[] = [];
  const kill = (replica: Replica): void => {
    if (replica.kill()) kills += 1;
  };
  // One after another in each place: a process that was never up is no loss.
  const turns = replicas.map(() => Promise.resolve());
  for (const blow of plan.blows) {
    await pause(Math.max(0, blow.atMs - (performance.now() - startedAt)), undefined, { signal: stopping });
    const struck =
      blow.blow === 'kill'
        ? (turns[blow.replica] ?? Promise.resolve()).then(() => strikeOnce(deps, blow, kill))
        : strikeOnce(deps, blow, kill);
    const settled = struck.catch((error: unknown) => {
      if (!stopping.aborted) throw error;
    });
    if (blow.blow === 'kill') turns[blow.replica] = settled;
    underway.push(settled);
  }
  await Promise.all(underway);
  deps.slack.world.faultsByMethod.clear();
  for (const replica of replicas) replica.thaw();
  return { kills };
}

async function strikeOnce(deps: StrikeDeps, blow: Blow, kill: (replica: Replica) => void): Promise<void> {
  const { replicas, server, slack, stopping } = deps;
  switch (blow.blow) {
    case 'kill': {
      const replica = replicas[blow.replica];
      if (replica === undefined) return;
      await isUp(replica, stopping);
      await atMoment(deps, blow.replica, blow.when, () => kill(replica));
      return;
    }
    case 'freeze': {
      const replica = replicas[blow.replica];
      if (replica === undefined) return;
      await atMoment(deps, blow.replica, blow.when, () => void replica.freeze(blow.forMs));
      // A long one is over when the plan is, and not before.
      await pause(blow.forMs, undefined, { signal: stopping });
      return;
    }
    case 'database':
      process.kill(server.pid(), blow.how === 'fast' ? 'SIGINT' : 'SIGQUIT');
      return;
    case 'slack':
      slack.failNext(blow.method, blow.fault, blow.times);
      await pause(FAULT_WITHIN_MS, undefined, { signal: stopping });
      forget(slack, blow.method, blow.fault, blow.times);
      return;
    case 'outage':
      for (const replica of replicas) {
        replica.hold();
        kill(replica);
      }
      deps.movedAt.push(Date.now());
      await moveClock(server.url('huiyin'), blow.aheadMs);
      await pause(OUTAGE_MS, undefined, { signal: stopping });
      for (const replica of replicas) replica.resume();
      return;
    default:
      throw new Error(`no such blow: ${describeBlow(blow)}`);
  }
}

/** A kill is meant for a process that works: one that is just being started again is waited for. */
async function isUp(replica: Replica, stopping: AbortSignal): Promise<void> {
  for (let waitedMs = 0; !replica.isReady() && waitedMs < START_WITHIN_MS; waitedMs += 50) {
    await pause(50, undefined, { signal: stopping });
  }
  await pause(WORKS_FOR_MS, undefined, { signal: stopping });
}

/** Takes out what is left of so many equal faults; others of that kind that came later may go in their place. */
function forget(slack: FakeSlack, method: string, fault: Fault, times: number): void {
  const waiting = slack.world.faultsByMethod.get(method) ?? [];
  for (let i = 0; i < times; i += 1) {
    const at = waiting.indexOf(fault);
    if (at !== -1) waiting.splice(at, 1);
  }
}

async function atMoment(deps: StrikeDeps, nth: number, when: Moment, deed: () => void): Promise<void> {
  const way = deps.ways[nth];
  if (when === 'now' || way === undefined) {
    deed();
    return;
  }
  const disarm = way.onAnswer(when.answerOf, deed);
  await pause(MOMENT_WITHIN_MS, undefined, { signal: deps.stopping });
  if (disarm()) deed();
}

/** Business time as the product keeps it; read at the next start. Tried again while the database is away. */
async function moveClock(databaseUrl: string, aheadMs: number): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(
        `INSERT INTO setting (name, value) VALUES ('clock.offset', $1::bigint::text)
         ON CONFLICT (name) DO UPDATE SET value = (setting.value::bigint + $1::bigint)::text`,
        [aheadMs],
      );
      return;
    } catch (error) {
      if (attempt === 40) throw error;
      await pause(250);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
