import { connect, type Socket } from 'node:net';
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
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
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

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** One request and its whole answer at a time. Reads what Node's server writes: a length, or chunks. */
function exchangeOver(socket: Socket): (request: Buffer) => Promise<string> {
  let received = '';
  let waiting: { resolve: (answer: string) => void; reject: (error: Error) => void } | null = null;
  socket.setEncoding('latin1');
  socket.on('data', (part: string) => {
    received += part;
    if (!isWhole(received)) return;
    const answer = received;
    received = '';
    waiting?.resolve(answer);
  });
  const fail = (error?: Error): void => waiting?.reject(error ?? new Error('the connection was closed'));
  socket.on('error', fail);
  socket.on('close', () => fail());
  return (request) =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject };
      socket.write(request);
    });
}

function isWhole(answer: string): boolean {
  const headEnds = answer.indexOf('\r\n\r\n');
  if (headEnds === -1) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer);
  if (length !== null) return answer.length >= headEnds + 4 + Number(length[1]);
  return answer.endsWith('\r\n0\r\n\r\n');
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
