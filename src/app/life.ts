/** The end must be over by then, in milliseconds after it began; whatever still hangs is left to the next start. */
const END_WITHIN_MS = 9_500;

/** How long the end waits for a start that is under way, in milliseconds. */
const START_PATIENCE_MS = 5_000;

/** How long one thing may take to end before the next one's turn comes, in milliseconds. */
const PATIENCE_MS = 5_000;

type Report = (error: unknown, what: string) => void;

/** From the start of the process to its exit code. */
export interface Life {
  /** Runs the start, once. When it rejects, its message goes to standard error and the process ends with code 1. */
  begin(start: () => Promise<void>): Promise<void>;
  /** Something now runs and must be ended with the process; what was begun last ends first. */
  atEnd(end: () => Promise<unknown>): void;
  /** Aborted when the end begins: nothing more may be started. */
  readonly ending: AbortSignal;
  /** Ends everything, then the process with `code`; the first call decides. */
  end(code: number): Promise<void>;
  /** Tells of a fault that nobody is there to handle. */
  report: Report;
  /** Faults are told here from now on, in place of standard error. */
  reportTo(report: Report): void;
}

/** `exit` ends the process at once, `write` goes to standard error. */
export function createLife(deps: {
  readonly exit: (code: number) => void;
  readonly write: (text: string) => void;
}): Life {
  const ends: (() => Promise<unknown>)[] = [];
  let starting: Promise<void> = Promise.resolve();
  const ending = new AbortController();
  let report: Report = (error, what) => deps.write(`${what}: ${messageOf(error)}\n`);

  async function end(code: number): Promise<void> {
    if (ending.signal.aborted) return;
    ending.abort();
    setTimeout(() => deps.exit(code === 0 ? 1 : code), END_WITHIN_MS).unref();
    // The step under way comes to its end first: what it is making right now would outlive us otherwise.
    await within(START_PATIENCE_MS, starting);
    for (const one of ends.toReversed()) {
      await within(
        PATIENCE_MS,
        one().catch((error: unknown) => report(error, 'ending failed')),
      );
    }
    deps.exit(code);
  }

  return {
    begin(start) {
      starting = start().catch((error: unknown) => {
        // A start that is interrupted fails in ways that are nobody's fault.
        if (ending.signal.aborted) return;
        deps.write(`${messageOf(error)}\n`);
        void end(1);
      });
      return starting;
    },
    atEnd: (one) => void ends.push(one),
    ending: ending.signal,
    end,
    report: (error, what) => report(error, what),
    reportTo: (other) => {
      report = other;
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}
