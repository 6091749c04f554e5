import { rm } from 'node:fs/promises';
import { createServer, connect as dial, type Socket } from 'node:net';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { makeTestDirectory } from './directory.ts';

/** When a connection is cut: before the message with these words reaches the server, or after it did its work. */
export interface Cut {
  readonly when: 'before-server' | 'before-answer';
  /** In what the client sends. */
  readonly on: string;
}

/** A way to the database that can be cut at a chosen moment. */
export interface DatabaseProxy {
  readonly url: string;
  /** Cuts the next connection that says so, once. */
  cut(cut: Cut): void;
  /** Nobody gets through, as while the server is down; who is connected is thrown out. */
  close(): Promise<void>;
  open(): Promise<void>;
}

/** Stands between a pool and the server of `databaseUrl`, on a unix socket of its own. Gone with the test. */
export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const serverPath = path.join(target.searchParams.get('host') ?? '', '.s.PGSQL.5432');
  const directory = await makeTestDirectory();
  const sockets = new Set<Socket>();
  let armed: Cut | null = null;

  const relay = (client: Socket) => {
    const server = dial(serverPath);
    const end = () => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', end).on('close', end);
    }
    let isAnswerLost = false;
    client.on('data', (chunk: Buffer) => {
      const said = armed !== null && chunk.includes(armed.on) ? armed : null;
      if (said !== null) armed = null;
      if (said?.when === 'before-server') return end();
      isAnswerLost ||= said !== null;
      server.write(chunk);
    });
    server.on('data', (chunk: Buffer) => {
      // The server answers when it is done: what it did stands, and nobody hears of it.
      if (isAnswerLost) end();
      else client.write(chunk);
    });
  };

  let listener = createServer();
  const open = async () => {
    listener = createServer(relay);
    await new Promise<void>((resolve) => listener.listen(path.join(directory, '.s.PGSQL.5432'), resolve));
  };
  const close = async () => {
    const closed = new Promise((resolve) => listener.close(resolve));
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await closed;
  };
  await open();
  onTestFinished(async () => {
    await close();
    await rm(directory, { recursive: true, force: true });
  });
  target.searchParams.set('host', directory);
  return {
    url: target.toString(),
    cut: (cut) => {
      armed = cut;
    },
    close,
    open,
  };
}
