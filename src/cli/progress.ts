import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  show(done: number, total: number): void;
  /** Safe to call twice. */
  stop(): void;
}

/** A bar on the terminal; nothing where output goes to a file. */
export function showProgress(unit: string): Progress {
  const options = { format: `{bar} {value}/{total} ${unit}`, hideCursor: true, noTTYOutput: false };
  const bar = new SingleBar(options, Presets.shades_classic);
  let isShown = false;
  return {
    show(done, total) {
      if (!isShown) bar.start(total, done);
      isShown = true;
      bar.update(done);
    },
    stop() {
      if (isShown) bar.stop();
      isShown = false;
    },
  };
}
