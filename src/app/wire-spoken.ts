import type { KeepSpoken } from '../chat/spoken.ts';
import type { Log } from '../observe/log.ts';
import type { Storage } from './open-storage.ts';

/** Keeps what was said past delivery, in the background. What could not be kept cannot be taken back: the log says so. */
export function wireSpoken(storage: Pick<Storage, 'spoken'>, log: Log): KeepSpoken {
  return (spoken) => {
    storage.spoken
      .keep(spoken)
      .catch((error: unknown) => log.warn({ err: error }, 'an answer was not kept: erasing will not reach it'));
  };
}
