import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';

/** The one HTTP server: platforms that bring their own listener by path, everything else to our pages. */
export interface WebServer {
  /** Resolves with the port when it listens; rejects when the address is taken. */
  listen(port: number, host: string): Promise<number>;
  /** Takes no new connection; resolves when the open ones are done, or after `patienceMs` cut. */
  close(patienceMs: number): Promise<void>;
}

/** How often connections that have become idle are closed while the server closes, in milliseconds. */
const SWEEP_MS = 50;

export function createWebServer(options: {
  /** Pages, each set with its own paths. */
  readonly routes: readonly Hono[];
  /** By the beginning of the path, `/slack/`. */
  readonly listeners: ReadonlyMap<string, RequestListener>;
}): WebServer {
  const all = new Hono();
  for (const one of options.routes) all.route('/', one);
  const pages = getRequestListener(all.fetch);
  const server: Server = createServer((request, response) => {
    for (const [path, listener] of options.listeners) {
      if (request.url?.startsWith(path) === true) return listener(request, response);
    }
    // Pages answer for their own failures; what fails here is the connection itself.
    pages(request, response).catch(() => response.destroy());
  });
  // Headers and bodies that trickle in shall not hold connections for ever.
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        const fail = (error: Error) => reject(describe(error, port, host));
        server.once('error', fail);
        server.listen(port, host, () => {
          server.off('error', fail);
          resolve((server.address() as AddressInfo).port);
        });
      }),
    close: (patienceMs) =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
        // A connection that was answering now is kept open for a next request, which must not come any more.
        const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
        server.close(() => {
          clearTimeout(cut);
          clearInterval(sweep);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function describe(error: Error, port: number, host: string): Error {
  const code = 'code' in error ? error.code : '';
  const where = `PORT ${port} on ${host}`;
  if (code === 'EADDRINUSE') {
    return new Error(`${where} is in use by another program: stop that one, or set PORT to a free port`, {
      cause: error,
    });
  }
  if (code === 'EACCES') {
    return new Error(`${where} is not allowed to this user: set PORT to one above 1023`, { cause: error });
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new Error(`${where}: this machine has no such address, correct HOST`, { cause: error });
  }
  return error;
}
