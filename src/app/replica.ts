import { readFileSync } from 'node:fs';
import { SECOND_MS } from '../domain/time.ts';
import type { Log } from '../observe/log.ts';
import { newId } from '../usecases/new-id.ts';
import type { Storage } from './open-storage.ts';

const SAYS_EVERY_MS = 10 * SECOND_MS;

/** This copy of the product, as the others and the administrators see it. */
export interface Replica {
  start(): Promise<void>;
  /** Says goodbye; one that cannot is taken for gone half a minute later. */
  stop(): Promise<void>;
}

/** The release, as package.json names it. */
function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

export function createReplica({ operations }: Pick<Storage, 'operations'>, log: Log): Replica {
  const self = { id: newId(), version: readVersion() };
  let timer: NodeJS.Timeout | undefined;
  let saying: Promise<void> = Promise.resolve();
  const say = () => {
    saying = operations
      .present(self)
      .catch((error: unknown) => log.warn({ err: error }, 'this replica could not report; it tries again'));
    return saying;
  };
  return {
    async start() {
      await say();
      timer = setInterval(() => void say(), SAYS_EVERY_MS);
    },
    async stop() {
      clearInterval(timer);
      await saying;
      await operations.absent(self.id).catch(() => undefined);
    },
  };
}
