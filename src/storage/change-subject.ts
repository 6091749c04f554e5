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
  const budgetMs = Math.max(Math.round(request.budgetMs), 50);
  return tellingWhatWasSaved('on-commit', (committing) =>
    prisma.$transaction(
      async (tx) => {
        const limit = `${budgetMs}ms`;
        await tx.$queryRaw`SELECT set_config('statement_timeout', ${limit}, true), set_config('lock_timeout', ${limit}, true)`;
        const [locked] = await tx.$queryRawUnsafe<{ fresh: boolean; subject_id: string | null }[]>(
          LOCK[table],
          request.dedupeKey,
          request.number,
        );
        if (locked?.fresh !== true) {
          const earlier = await tx.dedupe.findUnique({ where: { key: request.dedupeKey } });
          if (earlier?.outcome) return { outcome: earlier.outcome as unknown as Outcome, hasWritten: false };
          throw new Error(`the dedupe key ${request.dedupeKey} was used by another kind of deed`);
        }
        const written = await decideAndWrite(tx, locked.subject_id);
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
         subject_locked AS (SELECT s.id FROM subject s JOIN ${table} t ON t.id = s.id
                            -- After the key, so that two of one key cannot wait for each other.
                            WHERE EXISTS (SELECT FROM deed) AND t.number = $2 FOR UPDATE OF s)
    SELECT EXISTS (SELECT FROM deed) AS fresh, (SELECT id FROM subject_locked) AS subject_id`;
}
