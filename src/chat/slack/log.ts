import { type Logger, LogLevel } from '@slack/bolt';

/** What this adapter needs of a pino logger. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * Bolt's logger on ours. Debug lines are dropped here: they hold whole payloads. The rest keeps its level but for a
 * refused signature, which anybody on the internet can cause and is no fault of ours.
 */
export function createBoltLogger(log: Log): Logger {
  const line = (parts: readonly unknown[]): string => parts.map(String).join(' ');
  return {
    debug() {},
    info: (...parts) => log.info({ from: 'bolt' }, line(parts)),
    warn: (...parts) => log.warn({ from: 'bolt' }, line(parts)),
    error: (...parts) => log.error({ from: 'bolt' }, line(parts)),
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  };
}
