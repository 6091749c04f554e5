import { unwatchFile, watch, watchFile } from 'node:fs';
import { dirname } from 'node:path';
import type { Ms } from '../domain/time.ts';
import { loadPolicyFile, type PolicyFileChoice, type PolicyLoading } from './policy-file.ts';
import { readTextFile } from './text-file.ts';

const SETTLE_MS: Ms = 200;
/** Directories on network drives and files mounted one by one send no events; a look at this pace finds the change. */
const POLL_MS: Ms = 5_000;

export interface PolicyWatch {
  /** Stops watching; a load under way is not reported any more. */
  close(): void;
}

export interface WatchOptions {
  /** How long the file must rest before it is read: an editor writes in several steps. */
  readonly settleMs?: Ms;
}

/**
 * Calls `onChange` with the new policy, or with the faults of a bad one, whenever the content of the file has changed.
 * The directory is watched and not the file, because editors and deployments replace a file by renaming another onto it.
 * A file that disappears is a fault: it must not turn the running rules into the preset.
 */
export async function watchPolicyFile(
  choice: PolicyFileChoice,
  onChange: (loading: PolicyLoading) => void,
  { settleMs = SETTLE_MS }: WatchOptions = {},
): Promise<PolicyWatch> {
  let seen = await contentOf(choice.path);
  let isClosed = false;
  let timer: NodeJS.Timeout | null = null;
  let work: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const content = await contentOf(choice.path);
    if (isClosed || content === seen) return;
    const loading = await loadPolicyFile({ ...choice, explicit: true });
    if (isClosed) return;
    seen = content;
    onChange(loading);
  }

  function scheduleLook(): void {
    if (isClosed) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      work = work.then(look, look);
    }, settleMs);
  }

  const watcher = watch(dirname(choice.path), { persistent: false }, scheduleLook);
  watcher.on('error', scheduleLook);
  watchFile(choice.path, { interval: POLL_MS, persistent: false }, scheduleLook);
  return {
    close() {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      watcher.close();
      unwatchFile(choice.path, scheduleLook);
    },
  };
}

/** What tells one state of the file from another: its text, or why it has none. */
async function contentOf(path: string): Promise<string> {
  const reading = await readTextFile(path);
  return reading.ok ? `text ${reading.text}` : `no text: ${reading.problem.key}`;
}
