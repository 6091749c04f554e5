import { exchangeOver, openSocket } from '../http-exchange.ts';
import { type SignedRequest, signCommand } from './requests.ts';

/*
 * Sends signed commands as fast as they are answered. On bare sockets and signed beforehand, because on a small machine
 * every microsecond spent here is taken from whom we measure.
 */

/** One round: so many connections, each with one request at a time, until the time or the requests are used up. */
export interface RoundOrder {
  readonly port: number;
  readonly connections: number;
  readonly forMs: number;
  readonly atMost: number;
}

export interface RoundResult {
  readonly elapsedMs: number;
  /** Processor time of this process meanwhile, in microseconds; signing beforehand is not in it. */
  readonly cpuUs: number;
  /** Of each answered request, in milliseconds. */
  readonly latenciesMs: readonly number[];
  /** Trigger id and the ticket number in the answer, where there is one. */
  readonly answered: readonly (readonly [triggerId: string, number: string | null])[];
  /** Answers that were no 200, and connections that broke. */
  readonly faults: readonly string[];
}

const TICKET_NUMBER = /C\d{9,}/;

async function runRound({ port, connections, forMs, atMost }: RoundOrder): Promise<RoundResult> {
  const requests = Array.from({ length: atMost }, () => signCommand(`127.0.0.1:${port}`));
  const sockets = await Promise.all(Array.from({ length: connections }, () => openSocket(port)));
  const result = {
    latenciesMs: [] as number[],
    answered: [] as [string, string | null][],
    faults: [] as string[],
  };
  let next = 0;
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await Promise.all(
    sockets.map(async (socket) => {
      const exchange = exchangeOver(socket);
      while (performance.now() - startedAt < forMs) {
        const request: SignedRequest | undefined = requests[next];
        if (request === undefined) break;
        next += 1;
        const sentAt = performance.now();
        try {
          const answer = await exchange(request.bytes);
          result.latenciesMs.push(performance.now() - sentAt);
          if (!answer.startsWith('HTTP/1.1 200')) result.faults.push(answer.slice(0, 500));
          else result.answered.push([request.triggerId, TICKET_NUMBER.exec(answer)?.[0] ?? null]);
        } catch (error) {
          result.faults.push(String(error));
          return;
        }
      }
    }),
  );
  const elapsedMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  for (const socket of sockets) socket.destroy();
  return { elapsedMs, cpuUs: user + system, ...result };
}

process.on('message', (order: RoundOrder) => {
  runRound(order).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      process.send?.({
        elapsedMs: 1,
        cpuUs: 0,
        latenciesMs: [],
        answered: [],
        faults: [String(error)],
      } satisfies RoundResult);
    },
  );
});
process.on('disconnect', () => process.exit(0));
