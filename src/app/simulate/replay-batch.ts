import { type HistoryConnection, readRecorded } from '../../storage/recorded-history.ts';
import { replayAny } from '../../usecases/simulate/replay-any.ts';
import type { World } from '../../usecases/simulate/replay-subject.ts';
import { emptyTally, type Stretch, type Tally, tallySubject } from '../../usecases/simulate/tally.ts';

/** Plays these subjects again and counts them. One that cannot be read is named and left out. */
export async function replayBatch(
  client: HistoryConnection,
  ids: readonly string[],
  world: World,
  stretch: Stretch,
): Promise<Tally> {
  const tally = emptyTally();
  for (const read of await readRecorded(client, ids)) {
    if (!read.ok) {
      tally.unreadable.push(read.number);
      continue;
    }
    try {
      const replayed = replayAny(read.subject, world, stretch.until);
      if (replayed !== null) tallySubject(tally, read.subject, replayed, stretch);
    } catch {
      tally.unreadable.push(read.subject.number);
    }
  }
  return tally;
}
