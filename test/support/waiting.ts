/** Waiting for something to be seen in a fake: looked at whenever the fake changes, and no longer than is sensible. */
export interface Waiting {
  /** Something changed: everybody who waits looks again. */
  changed(): void;
  /** Resolves with the first find; rejects after `timeoutMs` of machine time, saying what was waited for. */
  until<T>(look: () => T | null, what: () => string, timeoutMs?: number): Promise<T>;
}

/** Long, because a loaded machine is no fault of whom we test. */
const PATIENCE_MS = 12_000;

/** `name` is who says that it waited in vain. */
export function createWaiting(name: string): Waiting {
  const waiters = new Set<() => void>();
  return {
    changed() {
      for (const wake of [...waiters]) wake();
    },
    until(look, what, timeoutMs = PATIENCE_MS) {
      const first = look();
      if (first !== null) return Promise.resolve(first);
      return new Promise((resolve, reject) => {
        const done = (): void => {
          waiters.delete(wake);
          clearTimeout(timer);
        };
        const wake = (): void => {
          const found = look();
          if (found === null) return;
          done();
          resolve(found);
        };
        const timer = setTimeout(() => {
          done();
          reject(new Error(`${name} waited ${timeoutMs} ms in vain for ${what()}`));
        }, timeoutMs);
        waiters.add(wake);
      });
    },
  };
}
