import { z } from 'zod';
import type { Inbound } from '../chat/inbound.ts';
import type { InboxStore, ReceivedDeed, TakenDeed } from '../chat/inbox.ts';
import { LOCALES, PLATFORMS } from '../domain/vocabulary.ts';
import { createBatcher } from './batcher.ts';
import { isDatabaseUnavailable } from './database-errors.ts';
import type { PrismaClient } from './generated/client.ts';
import { jsonParameter } from './json-parameter.ts';
import { retryingConflicts } from './saved-or-not.ts';

const KEEP = `
INSERT INTO received (key, surface, inbound, way, lease_until)
SELECT key, surface, inbound, way, clock_timestamp() + interval '30 s'
FROM json_to_recordset($1::json) AS r(key text, surface text, inbound jsonb, way jsonb)
ORDER BY key
ON CONFLICT (key) DO NOTHING RETURNING key`;

/** Received deeds in PostgreSQL; what arrives together is written together. */
export function createInboxStore(deps: {
  prisma: PrismaClient;
  /** A row that cannot be read, of an older release perhaps: it is set down, the others go on. */
  onUnreadable: (key: string, error: unknown) => void;
}): InboxStore {
  const { prisma } = deps;

  const keep = createBatcher({
    async write(deeds: readonly ReceivedDeed[]) {
      const rows = deeds.map(({ surface, inbound, way }) => ({ key: inbound.dedupeKey, surface, inbound, way }));
      const written = await retryingConflicts(() =>
        prisma.$queryRawUnsafe<{ key: string }[]>(KEEP, jsonParameter(rows)),
      );
      const isNew = new Set(written.map((row) => row.key));
      // Twice in one batch: the first of them is the new one.
      return rows.map(({ key }) => isNew.delete(key));
    },
    maxItems: 64,
    isWorthSplitting: (error) => !isDatabaseUnavailable(error),
  });

  async function finish(key: string): Promise<void> {
    await prisma.$executeRaw`
      UPDATE received SET inbound = NULL, way = NULL, done_at = clock_timestamp() WHERE key = ${key}`;
  }

  return {
    keep,
    finish,
    async renew(keys) {
      await prisma.$executeRaw`
        UPDATE received SET lease_until = clock_timestamp() + interval '30 s'
        WHERE key = ANY (${[...keys]}) AND done_at IS NULL`;
    },
    async takeOver(surface, limit) {
      const rows = await prisma.$queryRaw<Row[]>`
        UPDATE received SET lease_until = clock_timestamp() + interval '30 s', attempts = attempts + 1
        WHERE key IN (
          SELECT key FROM received WHERE surface = ${surface} AND done_at IS NULL AND lease_until <= clock_timestamp()
          ORDER BY received_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        RETURNING key, inbound, way, attempts, received_at`;
      const taken: TakenDeed[] = [];
      for (const row of rows.toSorted((a, b) => a.received_at.getTime() - b.received_at.getTime())) {
        const read = inbound.safeParse(row.inbound);
        if (read.success) {
          taken.push({ surface, inbound: read.data, way: row.way, attempts: row.attempts });
          continue;
        }
        deps.onUnreadable(row.key, read.error);
        await finish(row.key);
      }
      return taken;
    },
  };
}

interface Row {
  readonly key: string;
  readonly inbound: unknown;
  readonly way: unknown;
  readonly attempts: number;
  readonly received_at: Date;
}

const text = z.string();
const textOrNull = text.nullable();
const platform = z.enum(PLATFORMS);

const deed = z.discriminatedUnion('type', [
  z.object({ type: z.literal('command'), name: text, text }),
  z.object({ type: z.literal('click'), action: text, value: text }),
  z.object({ type: z.literal('form'), action: text, context: text, values: z.record(text, text) }),
  z.object({
    type: z.literal('shortcut'),
    name: text,
    message: z
      .object({
        channel: text,
        id: text,
        text,
        authorId: textOrNull,
        authorName: textOrNull,
        link: textOrNull,
        at: z.number(),
        thread: textOrNull,
      })
      .nullable(),
  }),
]);

const inbound: z.ZodType<Inbound> = z.object({
  dedupeKey: text,
  who: z.object({ platform, workspace: text, id: text, name: textOrNull, locale: z.enum(LOCALES).nullable() }),
  where: z.object({ platform, workspace: text, id: text }),
  what: deed,
});
