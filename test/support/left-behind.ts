import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { TestDatabase } from './database.ts';

/** What a stopped product leaves behind: its log, and no connections. */

/** A finished line of the log. */
export interface LogLine {
  readonly level: string;
  readonly msg: string;
  /** The line as it was written. */
  readonly text: string;
}

/** Reads a line as the log wrote it. */
export function readLogLine(text: string): LogLine {
  const { level, msg } = JSON.parse(text) as { level: string; msg?: string };
  return { level, msg: msg ?? '', text };
}

/** The server lets go of a closed connection a moment later: machine time, which no story can move. */
export async function expectNoConnections({ prisma }: TestDatabase): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const rows = await prisma.$queryRaw<object[]>`
      SELECT state, query FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'huiyin'`;
    if (rows.length === 0) return;
    if (attempt === 50) expect(rows, 'connections to the database').toEqual([]);
    await sleep(20);
  }
}
