import { Worker } from 'node:worker_threads';
import type { Tally } from '../../usecases/simulate/tally.ts';
import type { WorkerTask } from './worker.ts';

/** A thread that plays subjects again. */
export interface Thread {
  /** Answers in the order of asking; several may be asked at once. Rejects with what the thread died of. */
  ask(ids: readonly string[]): Promise<Tally>;
  /** Lets it end by itself. */
  end(): Promise<void>;
  /** Ends it at once; safe to call twice. */
  kill(): Promise<void>;
}

/** Memory of a thread: a batch takes a tenth of it, and nearly all of that is soon rubbish. */
const LIMITS_MB = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 48 };

/** Starts a thread. */
export function startThread(task: WorkerTask): Thread {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: task, resourceLimits: LIMITS_MB });
  const asked: PromiseWithResolvers<Tally>[] = [];
  const over = Promise.withResolvers<void>();
  let death: unknown = null;
  const die = (reason: unknown): void => {
    death ??= reason;
    for (const one of asked.splice(0)) one.reject(death);
  };
  worker.on('message', (tally: Tally) => asked.shift()?.resolve(tally));
  worker.on('error', die);
  worker.on('exit', (code) => {
    die(new Error(`a thread of the simulation ended (${code})`));
    over.resolve();
  });
  return {
    ask(ids) {
      const answer = Promise.withResolvers<Tally>();
      if (death !== null) answer.reject(death);
      else {
        asked.push(answer);
        worker.postMessage(ids);
      }
      return answer.promise;
    },
    end() {
      worker.postMessage([]);
      return over.promise;
    },
    async kill() {
      await worker.terminate();
    },
  };
}
