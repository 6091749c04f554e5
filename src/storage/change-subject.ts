import type { Ms } from '../domain/time.ts';
import type { PrismaClient } from './generated/client.ts';
import { tellingWhatWasSaved } from './saved-or-not.ts';

/** A client inside a transaction. */
export type Transaction = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>;

/** What was decided about a subject, and how it is written with its answer. */
export interface Written<Outcome> {
  readonly outcome: Outcome;
  readonly hasWritten: boolean;
}

/**
 * One deed on one subject, in one transaction with its dedupe key: key, lock, look, decide, write. A repeated key gets the
 * first outcome and nothing else happens. `table` holds the subjects of this kind, each with its `number`.
 */
export async function changeSubject<Outcome extends object>(
  prisma: PrismaClient,
  table: 'ticket' | 'contact',
  request: { readonly dedupeKey: string; readonly number: string; readonly budgetMs: Ms },
  decideAndWrite: (tx: Transaction, subjectId: string | null) => Promise<Written<Outcome>>,
): Promise<Written<Outcome>> {
  const { number, ...rest } = request;
  return changeSubjects(prisma, table, { ...rest, numbers: [number] }, (tx, idsByNumber) =>
    decideAndWrite(tx, idsByNumber.get(number) ?? null),
  );
}

/**
 * One deed on several subjects of a kind, like `changeSubject`. They are locked in the order of their ids, as ticks lock
 * them, so that nobody waits in a circle. Numbers that do not exist are missing from the map.
 */
export async function changeSubjects<Outcome extends object>(
  prisma: PrismaClient,
  table: 'ticket' | 'contact',
  request: { readonly dedupeKey: string; readonly numbers: readonly string[]; readonly budgetMs: Ms },
  decideAndWrite: (tx: Transaction, idsByNumber: ReadonlyMap<string, string>) => Promise<Written<Outcome>>,
): Promise<Written<Outcome>> {
  const budgetMs = Math.max(Math.round(request.budgetMs), 50);
  return tellingWhatWasSaved('on-commit', (committing) =>
    prisma.$transaction(
      async (tx) => {
        const limit = `${budgetMs}ms`;
        await tx.$queryRaw`SELECT set_config('statement_timeout', ${limit}, true), set_config('lock_timeout', ${limit}, true)`;
        const rows = await tx.$queryRawUnsafe<{ fresh: boolean; id: string | null; number: string | null }[]>(
          LOCK[table],
          request.dedupeKey,
          request.numbers,
        );
        if (rows[0]?.fresh !== true) {
          const earlier = await tx.dedupe.findUnique({ where: { key: request.dedupeKey } });
          if (earlier?.outcome) return { outcome: earlier.outcome as unknown as Outcome, hasWritten: false };
          throw new Error(`the dedupe key ${request.dedupeKey} was used by another kind of deed`);
        }
        const found = rows.flatMap(({ id, number }): [string, string][] =>
          id === null || number === null ? [] : [[number, id]],
        );
        const written = await decideAndWrite(tx, new Map(found));
        committing();
        return written;
      },
      { timeout: budgetMs + 1_000, maxWait: budgetMs },
    ),
  );
}

const LOCK = { ticket: lockSql('ticket'), contact: lockSql('contact') };

function lockSql(table: string): string {
  return `
    WITH deed AS (INSERT INTO dedupe (key) VALUES ($1) ON CONFLICT (key) DO NOTHING RETURNING key),
         subject_locked AS (SELECT s.id, t.number FROM subject s JOIN ${table} t ON t.id = s.id
                    -- After the key, so that two of one key cannot wait for each other.
                    WHERE EXISTS (SELECT FROM deed) AND t.number = ANY ($2) ORDER BY s.id FOR UPDATE OF s)
    SELECT d.fresh, l.id, l.number FROM (SELECT EXISTS (SELECT FROM deed) AS fresh) d LEFT JOIN subject_locked l ON true`;
}

const LOCK_WHAT_IS_SHOWN = `
WITH locked_cards AS (
  SELECT k.id FROM card k WHERE k.id IN (
    SELECT coalesce(x.digest_id, x.id) FROM card x WHERE x.subject_id = ANY ($1::uuid[]))
  ORDER BY k.id FOR UPDATE OF k)
SELECT o.id FROM outbox o WHERE o.subject_id = ANY ($1::uuid[]) AND o.state IN ('pending', 'sending')
  AND (SELECT count(*) FROM locked_cards) >= 0
ORDER BY o.id FOR UPDATE OF o`;

/**
 * Locks the cards of several subjects and what waits to be sent about them, before more than one statement writes to
 * them: recording deliveries locks cards, then waiting rows, each in order, whatever they are about.
 */
export async function lockWhatIsShown(tx: Transaction, subjectIds: readonly string[]): Promise<void> {
  await tx.$queryRawUnsafe(LOCK_WHAT_IS_SHOWN, subjectIds);
}
