import { parentPort, workerData } from 'node:worker_threads';
import type { DutyBook } from '../../domain/duty/absence.ts';
import { putInForce } from '../../domain/policy/in-force.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { connectDatabase } from '../../storage/connect.ts';
import { endReading, joinHistorySnapshot } from '../../storage/recorded-history.ts';
import { worldUnder } from '../../usecases/simulate/replay-subject.ts';
import type { Stretch } from '../../usecases/simulate/tally.ts';
import { type PlainSurface, surfacesOf } from './plain-surface.ts';
import { replayBatch } from './replay-batch.ts';

/** What a worker is started with. */
export interface WorkerTask {
  readonly databaseUrl: string;
  readonly snapshot: string;
  readonly policy: Policy;
  readonly stretch: Stretch;
  readonly surfaces: readonly PlainSurface[];
  readonly book: DutyBook;
}

/*
 * One of the threads of a simulation: is sent ids, answers with what it counted. It reads the moment that the main thread
 * holds open. An empty list ends it.
 */
const { databaseUrl, snapshot, policy, stretch, surfaces, book } = workerData as WorkerTask;
const world = worldUnder(putInForce('simulated', policy), surfacesOf(surfaces), book);
const database = await connectDatabase({ url: databaseUrl, poolSize: 1, applicationName: 'huiyin simulate' });
const client = await database.pool.connect();
await joinHistorySnapshot(client, snapshot);

parentPort?.on('message', (ids: readonly string[]) => void answer(ids));

async function answer(ids: readonly string[]): Promise<void> {
  if (ids.length > 0) {
    parentPort?.postMessage(await replayBatch(client, ids, world, stretch));
    return;
  }
  await endReading(client);
  client.release();
  await database.close();
  parentPort?.close();
}
