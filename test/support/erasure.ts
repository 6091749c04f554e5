import type { TestDatabase } from './database.ts';
import type { Product } from './product.ts';

/** Where words are found: in a column of a table, on the platform, or in the log. */
export interface Sighting {
  readonly where: string;
  readonly word: string;
}

/** Looks into every column of every table, as text, without asking what stands in it. */
export async function wordsInTables(database: TestDatabase, words: readonly string[]): Promise<readonly Sighting[]> {
  const { rows: tables } = await database.pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  );
  if (tables.length < 30) throw new Error(`only ${tables.length} tables were looked into`);
  const found: Sighting[] = [];
  for (const { name } of tables) {
    for (const word of words) {
      const { rows } = await database.pool.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM "${name}" t WHERE position(lower($1) IN lower(t::text)) > 0`,
        [word],
      );
      if ((rows[0]?.count ?? 0) > 0) found.push({ where: name, word });
    }
  }
  return found;
}

/** Looks at everything that stands on the platform: texts, blocks, notifications and what goes along unseen. */
export function wordsOnSlack({ slack }: Product, words: readonly string[]): readonly Sighting[] {
  return slack.world.messages.flatMap((message) => {
    const shown = JSON.stringify(message);
    return words
      .filter((word) => shown.includes(JSON.stringify(word).slice(1, -1)))
      .map((word) => ({ where: `${message.channel} ${message.threadTs === null ? 'card' : 'thread'}`, word }));
  });
}

export function wordsInLog({ logs }: Product, words: readonly string[]): readonly Sighting[] {
  return logs.flatMap((line) =>
    words.filter((word) => line.text.includes(word)).map((word) => ({ where: `log ${line.level}`, word })),
  );
}

/** The distinct places of sightings, sorted. */
export function placesOf(sightings: readonly Sighting[]): readonly string[] {
  return [...new Set(sightings.map((one) => one.where))].toSorted();
}
