import type { ChatPort, RetractOutcome } from '../chat/port.ts';
import { receiptNumber } from '../domain/privacy/erased.ts';
import { type Ms, SECOND_MS } from '../domain/time.ts';
import type { Address } from '../domain/vocabulary.ts';
import type { Log } from '../observe/log.ts';
import { createErasureDesk, type ErasureDesk } from '../usecases/erasure/desk.ts';
import { eraseEnded } from '../usecases/erasure/erase-ended.ts';
import type { DuePost } from '../usecases/erasure/ports.ts';
import { retractPosts } from '../usecases/erasure/retract-posts.ts';
import type { Storage } from './open-storage.ts';

/** Erasing joined: what commands ask for, and what follows in the background. */
export interface Erasures {
  readonly desk: ErasureDesk;
  /** Takes back past posts that may go now. Returns how many were settled. To be called every minute. */
  retract(isStopping: () => boolean): Promise<number>;
  /** Erases a portion of what ended longer ago than the policy keeps words. Returns how many tickets and talks. */
  eraseEnded(): Promise<number>;
}

/** A thread may hold hundreds of messages, each deleted alone. */
const RETRACT_TIMEOUT_MS: Ms = 60 * SECOND_MS;

export function wireErasure(options: {
  readonly storage: Pick<Storage, 'erasures' | 'policies' | 'clock'>;
  readonly ports: () => readonly ChatPort[];
  readonly log: Log;
}): Erasures {
  const { storage, log } = options;

  function retractorAt(to: Address) {
    const port = options
      .ports()
      .find(
        ({ platform, workspace, serves = [''] }) =>
          platform === to.platform && workspace === to.workspace && serves.some((begin) => to.id.startsWith(begin)),
      );
    if (port === undefined) return undefined;
    const { retract } = port;
    if (retract === undefined) return null;
    return (post: DuePost): Promise<RetractOutcome> =>
      retract.call(port, retractionOf(post), AbortSignal.timeout(RETRACT_TIMEOUT_MS));
  }

  return {
    desk: createErasureDesk({ store: storage.erasures, clock: storage.clock }),
    retract: (isStopping) => retractPosts({ erasures: storage.erasures, retractorAt, isStopping }),
    async eraseEnded() {
      const receipt = await eraseEnded(storage);
      if (receipt === null) return 0;
      const { counts, number } = receipt;
      log.info({ receipt: receiptNumber(number), ...counts }, 'words were erased that had been kept long enough');
      return counts.tickets + counts.contacts;
    },
  };
}

function retractionOf({ to, thread, messageId, address }: DuePost) {
  if (address !== null) return { to, address };
  return thread === null ? { to, id: messageId ?? '' } : { to, thread };
}
