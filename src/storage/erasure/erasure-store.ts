import { z } from 'zod';
import { ERASURE_COUNTS, type ErasureCounts, WORD_COUNTS } from '../../domain/privacy/erased.ts';
import { PLATFORMS } from '../../domain/vocabulary.ts';
import type {
  CheckedReceipt,
  ErasureReceipt,
  ErasureRefusal,
  ErasureScope,
  ErasureStore,
} from '../../usecases/erasure/ports.ts';
import type { Transaction } from '../customer-lock.ts';
import type { PrismaClient } from '../generated/client.ts';
import { retryingConflicts, tellingWhatWasSaved } from '../saved-or-not.ts';
import { erasePosts } from './erase-posts.ts';
import { SWEEP } from './erase-spoken.ts';
import { eraseWords } from './erase-words.ts';
import { type Found, findEnded, findScope } from './find-scope.ts';

export interface ErasureStoreDeps {
  readonly prisma: PrismaClient;
  /** Cards wait to be shown anew. */
  readonly onWritten: () => void;
  /** See `receiptHash`. */
  readonly hash: (receipt: Omit<ErasureReceipt, 'hash'>) => string;
}

/** Waits for whoever works on one of its tickets. */
const LOCK_TIMEOUT = '10s';
const TRANSACTION_MS = 120_000;

type Deed = Pick<ErasureReceipt, 'by' | 'at' | 'what'>;

/** Pages of people may show what was erased, also those that nobody has looked at for long: all of them are made anew. */
async function showHomesAnew(prisma: Pick<PrismaClient, '$executeRaw'>): Promise<void> {
  await prisma.$executeRaw`
    UPDATE home h SET wanted_version = wanted_version + 1
    FROM (SELECT id FROM home ORDER BY id FOR UPDATE) locked WHERE h.id = locked.id`;
}

/** Erasing in PostgreSQL. */
export function createErasureStore({ prisma, onWritten, hash }: ErasureStoreDeps): ErasureStore {
  /** One transaction; `Undo` takes everything back and hands out what was found. */
  async function inTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return retryingConflicts(() =>
      tellingWhatWasSaved('on-commit', (committing) =>
        prisma.$transaction(
          async (tx) => {
            await tx.$queryRaw`SELECT set_config('lock_timeout', ${LOCK_TIMEOUT}, true), set_config('statement_timeout', '60s', true)`;
            const result = await work(tx);
            committing();
            return result;
          },
          { timeout: TRANSACTION_MS, maxWait: 5_000 },
        ),
      ),
    );
  }

  async function rehearse<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    try {
      await inTransaction(async (tx) => {
        throw new Undo(await work(tx));
      });
    } catch (error) {
      if (error instanceof Undo) return error.result as T;
      throw error;
    }
    throw new Error('a rehearsal was not rolled back');
  }

  /** The rows lose their words, and the posts follow. */
  async function eraseFound(tx: Transaction, found: Found, at: number, receipt: number): Promise<ErasureCounts> {
    const { counts: words, touched } = await eraseWords(tx, found, new Date(at));
    const posts = await erasePosts(tx, receipt, touched, found);
    return countsFrom({ ...words, ...posts, sources: found.sources });
  }

  async function eraseAndRecord(tx: Transaction, found: Found, deed: Deed): Promise<ErasureReceipt> {
    const [next] = await tx.$queryRaw<{ number: number }[]>`
      SELECT coalesce(max(number), 0) + 1 AS number FROM erasure_receipt`;
    const number = next?.number ?? 1;
    const counts = await eraseFound(tx, found, deed.at, number);
    const { at, by, what } = deed;
    const body = { number, at, by, what, customerId: found.customerIds[0] ?? null, personId: found.personId, counts };
    const receipt = { ...body, hash: hash(body) };
    const { customerId, personId } = receipt;
    // Two at one time: one of them meets the other's number and begins anew.
    await tx.erasureReceipt.create({
      data: { number, at: new Date(at), by, what, customerId, personId, counts: { ...counts }, hash: receipt.hash },
    });
    await tx.audit.create({
      data: { at: new Date(at), by, what: 'erased', subjectId: customerId, data: { receipt: number, ...counts } },
    });
    return receipt;
  }

  async function nothingLeft(customerId: string | undefined): Promise<ErasureRefusal> {
    const last = await prisma.erasureReceipt.findFirst({
      where: { customerId: customerId ?? '00000000-0000-0000-0000-000000000000' },
      orderBy: { number: 'desc' },
    });
    return { code: 'refused', reason: 'nothing-left', receipt: last?.number ?? null };
  }

  async function look(scope: ErasureScope, at: number) {
    return rehearse(async (tx) => {
      const found = await findScope(tx, scope);
      if ('code' in found) return { found, counts: null };
      return { found, counts: await eraseFound(tx, found, at, 0) };
    });
  }

  async function read(number: number): Promise<ErasureReceipt | null> {
    const row = await prisma.erasureReceipt.findUnique({ where: { number } });
    if (row === null) return null;
    return {
      ...row,
      at: row.at.getTime(),
      what: z.enum(['customer', 'person', 'retention']).parse(row.what),
      counts: countsFrom(z.record(z.string(), z.number()).parse(row.counts)),
    };
  }

  return {
    async look(scope, at) {
      const { found, counts } = await look(scope, at);
      if ('code' in found) return found;
      if (counts === null || wordsIn(counts) === 0) return nothingLeft(found.customerIds[0]);
      return { code: 'would-erase', number: found.number ?? scope.number, openTickets: found.openTickets, counts };
    },

    async erase(scope, { by, at, isForced }) {
      const what = scope.person === null ? 'customer' : 'person';
      let customerId: string | undefined;
      try {
        const done = await inTransaction(async (tx) => {
          const found = await findScope(tx, scope);
          if ('code' in found) return found;
          customerId = found.customerIds[0];
          if (found.isWhole && found.openTickets.length > 0 && !isForced) {
            return { code: 'refused', reason: 'open-tickets', tickets: found.openTickets } as const;
          }
          const receipt = await eraseAndRecord(tx, found, { by, at, what });
          // Nothing happened: no second receipt for it.
          if (wordsIn(receipt.counts) === 0) throw new Undo(null);
          await showHomesAnew(tx);
          return { code: 'erased', receipt } as const;
        });
        if (done.code === 'erased') onWritten();
        return done;
      } catch (error) {
        if (error instanceof Undo) return nothingLeft(customerId);
        throw error;
      }
    },

    async eraseEnded(before, limit, at) {
      const receipt = await inTransaction(async (tx) => {
        const found = await findEnded(tx, new Date(before), limit);
        if (found.ticketIds.length + found.contactIds.length === 0) return null;
        const erased = await eraseAndRecord(tx, found, { by: 'system', at, what: 'retention' });
        await showHomesAnew(tx);
        // Also those that had no words: they are not looked at again.
        await tx.$executeRaw`UPDATE ticket SET erased_at = ${new Date(at)} WHERE id = ANY (${[...found.ticketIds]}::uuid[])`;
        await tx.$executeRaw`UPDATE contact SET erased_at = ${new Date(at)} WHERE id = ANY (${[...found.contactIds]}::uuid[])`;
        return erased;
      });
      if (receipt !== null) onWritten();
      return receipt;
    },

    async check(number, at): Promise<CheckedReceipt | null> {
      const receipt = await read(number);
      if (receipt === null) return null;
      const { hash: written, ...body } = receipt;
      const [posts] = await prisma.$queryRaw<{ waiting: number; removed: number; impossible: number }[]>`
        SELECT count(*) FILTER (WHERE state = 'pending')::int AS waiting, coalesce(sum(removed), 0)::int AS removed,
          count(*) FILTER (WHERE state = 'impossible')::int AS impossible
        FROM erasure_post WHERE receipt = ${number}`;
      const [cards] = await prisma.$queryRaw<{ waiting: number }[]>`
        SELECT count(*)::int AS waiting FROM outbox o JOIN card k ON k.id = o.card_id
        WHERE o.state IN ('pending', 'sending') AND o.what IN ('card', 'notice') AND k.subject_id IN (
          SELECT id FROM ticket WHERE customer_id = ${receipt.customerId}::uuid
          UNION ALL SELECT id FROM contact WHERE customer_id = ${receipt.customerId}::uuid)`;
      return {
        receipt,
        isGenuine: hash(body) === written,
        left: await leftOf(receipt, at),
        posts: {
          waiting: (posts?.waiting ?? 0) + (cards?.waiting ?? 0),
          removed: posts?.removed ?? 0,
          impossible: posts?.impossible ?? 0,
        },
      };
    },

    async takeDuePosts(limit) {
      await prisma.$executeRawUnsafe(SWEEP);
      const rows = await prisma.$queryRaw<
        {
          id: bigint;
          platform: string;
          workspace: string;
          conversation: string;
          thread_conversation: string | null;
          thread_message: string | null;
          message_id: string | null;
          place_conversation: string | null;
          place_message: string | null;
          attempts: number;
        }[]
      >`
        UPDATE erasure_post p SET attempts = attempts + 1, next_at = clock_timestamp() + interval '1 minute'
        WHERE id IN (SELECT id FROM erasure_post WHERE state = 'pending' AND next_at <= clock_timestamp()
          AND about = '{}' ORDER BY next_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        RETURNING id, platform, workspace, conversation, thread_conversation, thread_message, message_id,
          place_conversation, place_message, attempts`;
      return rows.map((row) => ({
        id: row.id,
        to: { platform: z.enum(PLATFORMS).parse(row.platform), workspace: row.workspace, id: row.conversation },
        thread:
          row.thread_conversation === null || row.thread_message === null
            ? null
            : { conversation: row.thread_conversation, message: row.thread_message },
        messageId: row.message_id,
        address:
          row.place_conversation === null || row.place_message === null
            ? null
            : { conversation: row.place_conversation, message: row.place_message },
        attempts: row.attempts,
      }));
    },

    async recordPost(id, { state, removed, reason }) {
      await prisma.$executeRaw`
        UPDATE erasure_post SET state = ${state}, removed = removed + ${removed}, reason = ${reason} WHERE id = ${id}`;
    },
  };

  /** A person is gone with their row, which alone knew what to look for. */
  async function leftOf(receipt: ErasureReceipt, at: number): Promise<number> {
    if (receipt.what === 'retention') return 0;
    if (receipt.personId !== null) return prisma.contactPerson.count({ where: { id: receipt.personId } });
    const customer = await prisma.customer.findUnique({ where: { id: receipt.customerId ?? '' } });
    if (customer === null) return 0;
    const { counts } = await look({ number: customer.number, person: null }, at);
    return counts === null ? 0 : wordsIn(counts);
  }
}

/** Takes a transaction back on purpose. */
class Undo extends Error {
  override readonly name = 'Undo';
  readonly result: unknown;
  constructor(result: unknown) {
    super('rolled back on purpose');
    this.result = result;
  }
}

function wordsIn(counts: ErasureCounts): number {
  return WORD_COUNTS.reduce((sum, name) => sum + counts[name], 0);
}

function countsFrom(found: Readonly<Record<string, number>>): ErasureCounts {
  return Object.fromEntries(ERASURE_COUNTS.map((name) => [name, found[name] ?? 0])) as ErasureCounts;
}
