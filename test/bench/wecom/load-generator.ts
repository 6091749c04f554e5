import { exchangeOver, openSocket } from '../http-exchange.ts';
import { callbackBytes } from './callbacks.ts';

/* Sends signed callbacks as fast as they are answered; signed beforehand, a few thousand of them in turns. */

export interface RoundOrder {
  readonly port: number;
  readonly path: string;
  readonly connections: number;
  readonly forMs: number;
}

export interface RoundResult {
  readonly elapsedMs: number;
  /** Of each answered request, in milliseconds. */
  readonly latenciesMs: readonly number[];
  /** Answers that were no 200, and connections that broke. */
  readonly faults: readonly string[];
}

const PREPARED = 4_000;

async function runRound({ port, path, connections, forMs }: RoundOrder): Promise<RoundResult> {
  const requests = Array.from({ length: PREPARED }, () => callbackBytes(`127.0.0.1:${port}`, path));
  const sockets = await Promise.all(Array.from({ length: connections }, () => openSocket(port)));
  const latenciesMs: number[] = [];
  const faults: string[] = [];
  let next = 0;
  let isOver = false;
  // Never asleep: a server that answers more slowly would otherwise also pay, with each answer, for waking up who asked.
  const stayAwake = (): void => {
    if (!isOver) setImmediate(stayAwake);
  };
  stayAwake();
  const startedAt = performance.now();
  await Promise.all(
    sockets.map(async (socket) => {
      const exchange = exchangeOver(socket);
      while (performance.now() - startedAt < forMs) {
        const request = requests[next++ % PREPARED];
        if (request === undefined) return;
        const sentAt = performance.now();
        try {
          const answer = await exchange(request);
          latenciesMs.push(performance.now() - sentAt);
          if (!answer.startsWith('HTTP/1.1 200')) faults.push(answer.slice(0, 200));
        } catch (error) {
          faults.push(String(error));
          return;
        }
      }
    }),
  );
  const elapsedMs = performance.now() - startedAt;
  isOver = true;
  for (const socket of sockets) socket.destroy();
  return { elapsedMs, latenciesMs, faults };
}

process.on('message', (order: RoundOrder) => {
  runRound(order).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      process.send?.({ elapsedMs: 1, latenciesMs: [], faults: [String(error)] } satisfies RoundResult);
    },
  );
});
process.on('disconnect', () => process.exit(0));
