import { destination as createDestination, type Logger, pino, stdSerializers } from 'pino';
import { maskLine } from './mask-line.ts';
import { currentRequest } from './request.ts';

/** The log that everything else is given; pino's own interface. */
export type Log = Logger;

/** Where finished lines go; each `line` ends in a newline. */
export interface LogDestination {
  write(line: string): unknown;
  flushSync?(): void;
}

export interface LogOptions {
  readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Standard output when left out, written in the background. */
  readonly destination?: LogDestination;
}

/**
 * A log of JSON lines with ISO times and the ids of the request under way. Each finished line is masked, so nothing that
 * reaches the log by whatever way shows personal data.
 */
export function createLog({ level, destination = createDestination({ sync: false }) }: LogOptions): Log {
  const masked = {
    write: (line: string) => destination.write(maskLine(line)),
    flush: (done?: () => void) => {
      destination.flushSync?.();
      done?.();
    },
    flushSync: () => destination.flushSync?.(),
  };
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => ({ ...currentRequest() }),
      // An error under these names would otherwise be written as {}.
      serializers: { err: stdSerializers.errWithCause, error: stdSerializers.errWithCause },
    },
    masked,
  );
}
