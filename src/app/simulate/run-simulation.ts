import { availableParallelism } from 'node:os';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Instant } from '../../domain/time.ts';
import { connectDatabase } from '../../storage/connect.ts';
import {
  type HistorySnapshot,
  openHistorySnapshot,
  readDutyHistory,
  readSurfaces,
} from '../../storage/recorded-history.ts';
import { addTally, emptyTally, type Stretch, type Tally } from '../../usecases/simulate/tally.ts';
import { startThread } from './thread.ts';
import type { WorkerTask } from './worker.ts';

export interface Simulation {
  readonly databaseUrl: string;
  readonly policy: Policy;
  readonly from: Instant;
  readonly until: Instant;
  readonly progress: (done: number, total: number) => void;
  /** Threads to compute on; as many as there are processors, two at most, when left out. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

export interface Simulated {
  readonly tally: Tally;
  /** The stretch without what had not happened yet at the moment of reading. */
  readonly stretch: Stretch;
}

/** Subjects that a thread has in its hands at a time. */
const AT_ONCE = 200;
/** Batches that a thread is asked for beside the one that it computes. */
const AHEAD = 1;
const MOST_THREADS = 2;

/**
 * Plays everything that is stored again under another policy. Reads one moment of the database and writes nothing; what
 * is in memory at a time does not grow with the history, but for eight bytes a reminder.
 */
export async function runSimulation(simulation: Simulation): Promise<Simulated> {
  const { databaseUrl: url } = simulation;
  const database = await connectDatabase({ url, poolSize: 1, applicationName: 'huiyin simulate' });
  try {
    const client = await database.pool.connect();
    try {
      const snapshot = await openHistorySnapshot(client);
      const stretch = { from: simulation.from, until: Math.min(simulation.until, snapshot.now) };
      const task = { stretch, surfaces: await readSurfaces(client), book: await readDutyHistory(client) };
      return { stretch, tally: await shareOut(simulation, snapshot, task) };
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  } finally {
    await database.close();
  }
}

async function shareOut(
  { databaseUrl, policy, progress, threads, signal }: Simulation,
  snapshot: HistorySnapshot,
  task: Pick<WorkerTask, 'stretch' | 'surfaces' | 'book'>,
): Promise<Tally> {
  const tally = emptyTally();
  const { subjects } = snapshot;
  let done = 0;
  let after: string | null = null;
  let hasFailed = false;
  // One after the other: all threads ask on one connection.
  let asking: Promise<unknown> = Promise.resolve();
  const nextIds = (): Promise<readonly string[]> => {
    const ids = asking.then(async () => {
      signal?.throwIfAborted();
      if (hasFailed) return [];
      const found: readonly string[] = await snapshot.idsAfter(after, AT_ONCE);
      after = found.at(-1) ?? after;
      return found;
    });
    asking = ids.catch(() => undefined);
    return ids;
  };

  async function work(): Promise<void> {
    const thread = startThread({ databaseUrl, snapshot: snapshot.name, policy, ...task });
    try {
      // One batch ahead: the database reads it while the thread computes.
      const rounds = Array.from({ length: AHEAD + 1 }, async () => {
        for (let ids = await nextIds(); ids.length > 0; ids = await nextIds()) {
          addTally(tally, await thread.ask(ids));
          done += ids.length;
          progress(Math.min(done, subjects), subjects);
        }
      });
      const ended = await Promise.allSettled(rounds);
      const failed = ended.find((one) => one.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
      await thread.end();
    } catch (error) {
      hasFailed = true;
      throw error;
    } finally {
      await thread.kill();
    }
  }

  const count = Math.max(
    1,
    Math.min(threads ?? Math.min(availableParallelism(), MOST_THREADS), Math.ceil(subjects / AT_ONCE)),
  );
  const works = await Promise.allSettled(Array.from({ length: count }, work));
  const failed = works.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return tally;
}
