import { expect, onTestFinished } from 'vitest';
import { type CalendarSpec, createCalendar } from '../../src/domain/calendar/calendar.ts';
import type { PolicyInForce } from '../../src/domain/commitment/track.ts';
import { actorOf } from '../../src/domain/people.ts';
import { demoPolicy } from '../../src/domain/policy/demo.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import type { Instant } from '../../src/domain/time.ts';
import { connectDatabase, type Database } from '../../src/storage/connect.ts';
import { createDeliveryStore } from '../../src/storage/delivery-store.ts';
import { createEngineStore } from '../../src/storage/engine-store.ts';
import { createTicketStore } from '../../src/storage/ticket-store.ts';
import { advanceSubject } from '../../src/usecases/advance-commitments.ts';
import { type ChangeTicketDeps, decideChange, type TicketVerb } from '../../src/usecases/change-ticket.ts';
import { newId } from '../../src/usecases/new-id.ts';
import { type OpenTicket, prepareTicket } from '../../src/usecases/open-ticket.ts';
import type { DueSubject, NewTicket, Surface } from '../../src/usecases/ports.ts';
import type { TestDatabase } from './database.ts';

/** Monday 10:00 in Shanghai. */
export const MONDAY: Instant = Date.UTC(2026, 10, 23, 2, 0);

/** The one platform that is connected. */
export const SURFACES: readonly Surface[] = [{ platform: 'playground', workspace: 'demo' }];

const policy = withoutHeads(demoPolicy());

/** The demo company's policy, as it is in force. */
export const POLICY: PolicyInForce = {
  hash: 'demo',
  policy,
  calendarOf: (team) => calendars.get(team) ?? calendar,
};
const calendar = createCalendar(calendarSpecOf(policy));
const calendars = new Map([...policy.teams.keys()].map((team) => [team, calendar]));

function calendarSpecOf({ timezone, workingTime, restTime }: Policy): CalendarSpec {
  const { days, hours, holidays, off, working } = workingTime;
  return { timezone, days, hours, holidays, corrections: { off, working }, rest: restTime };
}

/** An urgent ticket stands with the team's head too; without one, everything of a ticket is in one place. */
function withoutHeads(demo: Policy): Policy {
  return { ...demo, teams: new Map([...demo.teams].map(([id, team]) => [id, { ...team, head: null }])) };
}

export const POLICIES: ChangeTicketDeps['policies'] = {
  active: () => POLICY,
  byHash: () => POLICY,
  refresh: async () => false,
};

/** A ticket ready to be written; every one says something else unless told otherwise. */
export function newTicket(request: Partial<OpenTicket> = {}, now: Instant = MONDAY): NewTicket {
  const one: OpenTicket = {
    dedupeKey: `key:${newId()}`,
    evenIfSame: false,
    by: 'zhou',
    owner: null,
    where: { platform: 'playground', workspace: 'demo', id: 'support' },
    kind: 'inquiry',
    urgency: 'urgent',
    complex: false,
    team: 'support',
    customer: { name: '云帆科技', key: '云帆科技' },
    description: `打印机卡纸 ${newId()}`,
    problemType: null,
    spokenAt: null,
    source: null,
    assumed: [],
    demands: [],
    wantsWriting: false,
    ...request,
  };
  return prepareTicket(POLICY, SURFACES, one, now);
}

/** What somebody's verb asks of the store: pass both parts to `change`. */
export function verbOf<Input>(
  verb: TicketVerb<Input>,
  input: Input,
  request: { number: string; by?: string; dedupeKey?: string; budgetMs?: number; now?: Instant },
) {
  const { number, by = 'zhao', dedupeKey = `key:${newId()}`, budgetMs = 5_000, now = MONDAY } = request;
  const actor = actorOf(policy, by);
  if (actor === null) throw new Error(`${by} may do nothing`);
  const change = { dedupeKey, number, actor, budgetMs };
  return [
    change,
    (loaded: Parameters<typeof decideChange>[2]) => decideChange(POLICIES, SURFACES, loaded, change, verb, input, now),
  ] as const;
}

/** How the engine decides about a subject at `now`. */
export function decidingAt(now: Instant): (subject: DueSubject) => ReturnType<typeof advanceSubject> {
  return (subject) => advanceSubject(POLICY, SURFACES, subject, now);
}

export interface Replica {
  readonly database: Database;
  readonly tickets: ReturnType<typeof createTicketStore>;
  readonly engine: ReturnType<typeof createEngineStore>;
  readonly delivery: ReturnType<typeof createDeliveryStore>;
  /** Statements sent to the database since this was last emptied, those of transactions included. */
  readonly statements: string[];
  /** SQLSTATE of every statement that failed, also of those that were tried again. */
  readonly failures: string[];
  /** How often delivery was woken. */
  wakes(): number;
}

/** One running copy of the product, as far as the database can tell: a pool of its own and all stores on it. */
export async function startReplica(
  at: Pick<TestDatabase, 'databaseUrl'>,
  options: { poolSize?: number; url?: string } = {},
): Promise<Replica> {
  const database = await connectDatabase({
    url: options.url ?? at.databaseUrl,
    poolSize: options.poolSize ?? 5,
    applicationName: 'replica',
    connectTimeoutMs: 1_000,
  });
  onTestFinished(() => database.close());
  const statements: string[] = [];
  const failures: string[] = [];
  watchStatements(database, statements, failures);
  let wakes = 0;
  const deps = {
    prisma: database.prisma,
    pool: database.pool,
    onWritten: () => {
      wakes += 1;
    },
  };
  return {
    database,
    tickets: createTicketStore(deps),
    engine: createEngineStore(deps),
    delivery: createDeliveryStore(deps),
    statements,
    failures,
    wakes: () => wakes,
  };
}

/** Prisma's own log of queries is fixed when its client is made; the pool hands out every connection there is. */
function watchStatements({ pool }: Database, statements: string[], failures: string[]): void {
  const seen = new WeakSet<object>();
  pool.on('acquire', (client) => {
    if (seen.has(client)) return;
    seen.add(client);
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const watched = (...args: unknown[]) => {
      const [first] = args;
      if (typeof first === 'string') statements.push(first);
      else if (typeof first === 'object' && first !== null && 'text' in first) statements.push(String(first.text));
      const told = args.at(-1);
      if (typeof told !== 'function') {
        const running = query(...args);
        if (running instanceof Promise) running.catch((error: unknown) => failures.push(codeOf(error)));
        return running;
      }
      // So the pool asks for single statements.
      return query(...args.slice(0, -1), (error: unknown, result: unknown) => {
        if (error) failures.push(codeOf(error));
        told(error, result);
      });
    };
    Object.assign(client, { query: watched });
  });
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'no code';
}

/** Somebody else's transaction, for holding what a store wants. Rolled back with the test when it was not committed. */
export async function openTransaction({ pool }: Pick<TestDatabase, 'pool'>) {
  const client = await pool.connect();
  let isOpen = true;
  const end = async (sql: string) => {
    if (!isOpen) return;
    isOpen = false;
    await client.query(sql);
    client.release();
  };
  onTestFinished(() => end('ROLLBACK'));
  await client.query('BEGIN');
  return { query: (sql: string, values?: unknown[]) => client.query(sql, values), commit: () => end('COMMIT') };
}

/** Until so many connections of replicas wait for a lock. */
export async function waitingReplicas({ pool }: Pick<TestDatabase, 'pool'>, expected: number): Promise<void> {
  const sql =
    "SELECT pid FROM pg_stat_activity WHERE application_name = 'replica' AND wait_event_type = 'Lock' AND datname = current_database()";
  await expect.poll(async () => (await pool.query(sql)).rows.length, { interval: 5, timeout: 5_000 }).toBe(expected);
}
