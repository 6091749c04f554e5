import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** One replica's way to Slack, on which we see each call and its answer pass. */
export interface SlackWay {
  /** For `SLACK_API_URL`. */
  readonly apiUrl: string;
  /**
   * `deed` is done when the answer to the next call of this method comes back, and before the replica can read it.
   * Returns what forgets it, and says whether it had not been done yet.
   */
  onAnswer(method: string, deed: () => void): () => boolean;
  close(): void;
}

/** Bytes pass as they come; one request at a time on each connection, as HTTP/1.1 has it. */
export async function openSlackWay(slackApiUrl: string): Promise<SlackWay> {
  const port = Number(new URL(slackApiUrl).port);
  const sockets = new Set<Socket>();
  const armed = new Set<{ readonly method: string; readonly deed: () => void }>();

  const server = createServer((client) => {
    const slack = connect({ port, host: '127.0.0.1', noDelay: true });
    client.setNoDelay(true);
    let awaited: string | null = null;
    const end = (): void => {
      client.destroy();
      slack.destroy();
    };
    for (const socket of [client, slack]) {
      sockets.add(socket);
      socket.on('error', end).on('close', () => {
        sockets.delete(socket);
        end();
      });
    }
    client.on('data', (chunk: Buffer) => {
      awaited = /^POST \/api\/(\S+) HTTP/.exec(chunk.toString('latin1', 0, 200))?.[1] ?? awaited;
      slack.write(chunk);
    });
    slack.on('data', (chunk: Buffer) => {
      const meant = [...armed].find((one) => one.method === awaited);
      if (meant !== undefined) {
        armed.delete(meant);
        meant.deed();
      }
      client.write(chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    onAnswer(method, deed) {
      const one = { method, deed };
      armed.add(one);
      return () => armed.delete(one);
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
