import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';

const MAIN = path.join(import.meta.dirname, '../../src/main.ts');
/** Whatever keeps services alive starts them again after a moment. */
const START_AGAIN_MS = 500;

/** One place in which a process of the product runs, dies and is started again. */
export interface Replica {
  /** Address of `/slack/events`. */
  readonly url: string;
  readonly metricsUrl: string;
  /** `kill -9`; false when nothing runs here. */
  kill(): boolean;
  /** Stops it where it stands; false when nothing runs here. Goes on after so long, unless it is killed before. */
  freeze(forMs: number): boolean;
  /** It goes on now if it stands still. */
  thaw(): void;
  /** Nothing is started here until `resume`. */
  hold(): void;
  resume(): void;
  isReady(): boolean;
  /** Times that a process which was ready ended without having been killed by us. */
  readonly crashes: readonly string[];
  /** Ends it for good. */
  end(): Promise<void>;
}

/** Starts a place; `env` is the whole environment beside PATH and HOME. The log of all its processes is `output`. */
export async function openReplica(options: {
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
}): Promise<Replica> {
  const { directory } = options;
  await mkdir(directory, { recursive: true });
  const output = await open(path.join(directory, 'log'), 'a');
  const port = await freePort();
  const env = {
    PATH: process.env['PATH'],
    HOME: directory,
    HOST: '127.0.0.1',
    PORT: String(port),
    ...options.env,
  };
  const crashes: string[] = [];
  let running: ChildProcess | null = null;
  let isReady = false;
  let isHeld = false;
  let isOver = false;
  let again: NodeJS.Timeout | undefined;
  let thawing: NodeJS.Timeout | undefined;

  function start(): void {
    if (isOver || isHeld || running !== null) return;
    const child = spawn(process.execPath, [MAIN], { cwd: directory, env, stdio: ['ignore', 'pipe', output.fd] });
    running = child;
    isReady = false;
    child.stdout?.on('data', (chunk: Buffer) => {
      void note(output, chunk);
      if (/^Huiyin {2}/m.test(chunk.toString())) isReady = true;
    });
    child.once('exit', (code, signal) => {
      clearTimeout(thawing);
      if (isReady && !isOver) crashes.push(`ended by itself: ${code ?? signal}`);
      running = null;
      isReady = false;
      if (!isOver) again = setTimeout(start, START_AGAIN_MS);
    });
  }

  start();
  return {
    url: `http://127.0.0.1:${port}/slack/events`,
    metricsUrl: `http://127.0.0.1:${port}/metrics`,
    kill() {
      isReady = false;
      return running?.kill('SIGKILL') ?? false;
    },
    freeze(forMs) {
      const child = running;
      if (child === null || !child.kill('SIGSTOP')) return false;
      clearTimeout(thawing);
      thawing = setTimeout(() => child.kill('SIGCONT'), forMs);
      return true;
    },
    thaw() {
      clearTimeout(thawing);
      running?.kill('SIGCONT');
    },
    hold() {
      isHeld = true;
      clearTimeout(again);
    },
    resume() {
      isHeld = false;
      start();
    },
    isReady: () => isReady,
    crashes,
    async end() {
      isOver = true;
      clearTimeout(again);
      clearTimeout(thawing);
      const child = running;
      if (child !== null) {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }
      await output.close();
    },
  };
}

async function note(output: FileHandle, chunk: Buffer): Promise<void> {
  // The last words of a process may come after its log was closed.
  await output.write(chunk).catch(() => undefined);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
