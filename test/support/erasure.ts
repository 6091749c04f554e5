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
    const { rows } = await database.pool.query<{ word: string }>(
      `SELECT word FROM unnest($1::text[]) word
       WHERE EXISTS (SELECT FROM "${name}" t WHERE position(lower(word) IN lower(t::text)) > 0)`,
      [words],
    );
    found.push(...rows.map(({ word }) => ({ where: name, word })));
  }
  return found;
}

/** Looks at everything of ours that stands on the platform: texts, blocks, notifications and what goes along unseen. */
export function wordsOnSlack({ slack }: Product, words: readonly string[]): readonly Sighting[] {
  const ours = slack.world.messages.filter(({ author }) => author === slack.world.bot.userId);
  return ours.flatMap((message) => {
    const shown = JSON.stringify(message);
    return words
      .filter((word) => shown.includes(JSON.stringify(word).slice(1, -1)))
      .map((word) => ({ where: `${message.channel} ${message.threadTs === null ? 'card' : 'thread'}`, word }));
  });
}

/** Looks at everything of ours that stands in WeCom: each person's chat with the app, its groups, and what the AI bot said. */
export function wordsOnWecom(
  worlds: readonly { readonly messages: readonly { readonly text: string }[] }[],
  words: readonly string[],
): readonly Sighting[] {
  return worlds.flatMap(({ messages }) =>
    messages.flatMap((message) => {
      const { to, chat } = message as { to?: string; chat?: string };
      const shown = JSON.stringify(message);
      return words.filter((word) => shown.includes(word)).map((word) => ({ where: to ?? chat ?? '', word }));
    }),
  );
}

export function wordsInLog({ logs }: Pick<Product, 'logs'>, words: readonly string[]): readonly Sighting[] {
  return logs.flatMap((line) =>
    words.filter((word) => line.text.includes(word)).map((word) => ({ where: `log ${line.level}`, word })),
  );
}

/** The distinct places of sightings, sorted. */
export function placesOf(sightings: readonly Sighting[]): readonly string[] {
  return [...new Set(sightings.map((one) => one.where))].toSorted();
}
