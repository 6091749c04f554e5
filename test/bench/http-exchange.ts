import { connect, type Socket } from 'node:net';

/* HTTP on bare sockets: on a small machine every microsecond of a client is taken from whom it measures. */

/** A connection to a server on this machine, without waiting for more to send. */
export function openSocket(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** One request and its whole answer at a time. Reads what Node's server writes: a length, or chunks. */
export function exchangeOver(socket: Socket): (request: Buffer) => Promise<string> {
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
