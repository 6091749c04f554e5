import type {
  CustomerFilter,
  CustomerOutcome,
  CustomerPage,
  CustomerStore,
  CustomerView,
} from '../usecases/customers/ports.ts';
import { loadSound } from './customer-keys.ts';
import { lockCustomer, type Transaction } from './customer-lock.ts';
import {
  BRIEF_COLUMNS,
  type BriefRecord,
  briefFromRecord,
  EXPORT_COLUMNS,
  exportFromRecord,
  VIEW_COLUMNS,
  type ViewRecord,
  viewFromRecord,
} from './customer-rows.ts';
import { searchCustomers } from './customer-search.ts';
import type { PrismaClient } from './generated/client.ts';
import { mergeCustomerRows } from './merge-customers.ts';
import { retryingConflicts, tellingWhatWasSaved } from './saved-or-not.ts';
import { createCustomer, writeCustomerChanges } from './write-customer.ts';

/** Customers in PostgreSQL. */
export function createCustomerStore(deps: { prisma: PrismaClient; onWritten?: () => void }): CustomerStore {
  const { prisma, onWritten = () => undefined } = deps;
  /** One deed, once per key: in a transaction that ends in time, with its answer kept for a repeat. */
  async function once(
    request: { readonly dedupeKey: string; readonly budgetMs: number },
    work: (tx: Transaction) => Promise<CustomerOutcome>,
  ): Promise<CustomerOutcome> {
    const budgetMs = Math.max(Math.round(request.budgetMs), 50);
    const limit = `${budgetMs}ms`;
    const attempt = () =>
      tellingWhatWasSaved('on-commit', (committing) =>
        prisma.$transaction(
          async (tx) => {
            await tx.$queryRaw`SELECT set_config('statement_timeout', ${limit}, true), set_config('lock_timeout', ${limit}, true)`;
            const fresh =
              await tx.$executeRaw`INSERT INTO dedupe (key) VALUES (${request.dedupeKey}) ON CONFLICT (key) DO NOTHING`;
            if (fresh === 0) return earlierOutcome(tx, request.dedupeKey);
            const outcome = await work(tx);
            await tx.dedupe.update({ where: { key: request.dedupeKey }, data: { outcome: { ...outcome } } });
            committing();
            return outcome;
          },
          { timeout: budgetMs + 1_000, maxWait: budgetMs },
        ),
      );
    const outcome = await retryingConflicts(attempt);
    // Cards of their tickets may want to be shown anew.
    if (outcome.code !== 'refused') onWritten();
    return outcome;
  }

  return {
    search: (text, limit, scope) => reading(() => searchCustomers(prisma, text, limit, scope)),

    find: (number) =>
      reading(() =>
        findView(prisma, 'cu.id = (SELECT coalesce(c.merged_into, c.id) FROM customer c WHERE c.number = $1)', number),
      ),

    list: (filter, page) => reading(() => listCustomers(prisma, filter, page)),

    create: async (customer, budgetMs) => {
      const sound = await loadSound();
      return once({ dedupeKey: customer.dedupeKey, budgetMs }, (tx) => createCustomer(tx, customer, sound));
    },

    change: async (request, decide) => {
      const sound = await loadSound();
      return once(request, async (tx) => {
        const locked = await lockCustomer(tx, request.number);
        const view = locked === null ? null : await findView(tx, 'cu.id = $1::uuid', locked.id);
        const decided = decide(view);
        if (view === null || locked === null) return { code: 'refused', reason: 'unknown-customer' };
        if ('code' in decided) return decided;
        return writeCustomerChanges(tx, { view, lastSeq: locked.lastSeq, changes: decided, sound });
      });
    },

    merge: async (request) => {
      const sound = await loadSound();
      return once(request, (tx) => mergeCustomerRows(tx, request, sound));
    },

    async audit({ at, by, what, subjectId, data }) {
      await tellingWhatWasSaved('at-once', () =>
        prisma.audit.create({ data: { at: new Date(at), by, what, subjectId, data } }),
      );
    },

    exportRows: (filter, afterNumber, limit) =>
      reading(async () => {
        const { where, values } = whereOf(filter);
        const rows = await prisma.$queryRawUnsafe<{ customer: unknown; tags: unknown; person: unknown }[]>(
          `SELECT ${EXPORT_COLUMNS} FROM customer cu WHERE ${where} AND cu.number > $${values.length + 1}
           ORDER BY cu.number LIMIT $${values.length + 2}`,
          ...values,
          afterNumber,
          limit,
        );
        return rows.map(exportFromRecord);
      }),
  };
}

/** Whoever only asked is told that the database is away, and that nothing was lost by it. */
function reading<T>(read: () => Promise<T>): Promise<T> {
  return tellingWhatWasSaved('never', read);
}

async function earlierOutcome(tx: Transaction, key: string): Promise<CustomerOutcome> {
  const earlier = await tx.dedupe.findUnique({ where: { key } });
  if (earlier?.outcome) return earlier.outcome as unknown as CustomerOutcome;
  throw new Error(`the dedupe key ${key} was used by another kind of deed`);
}

async function findView(
  reader: Pick<PrismaClient, '$queryRawUnsafe'>,
  where: string,
  value: unknown,
): Promise<CustomerView | null> {
  const [row] = await reader.$queryRawUnsafe<ViewRecord[]>(
    `SELECT ${VIEW_COLUMNS} FROM customer cu WHERE ${where}`,
    value,
  );
  return row === undefined ? null : viewFromRecord(row);
}

async function listCustomers(
  prisma: PrismaClient,
  filter: CustomerFilter,
  page: { readonly offset: number; readonly limit: number },
): Promise<CustomerPage> {
  const { where, values } = whereOf(filter);
  // Those who matter most first.
  const rows = await prisma.$queryRawUnsafe<(BriefRecord & { total: bigint })[]>(
    `SELECT ${BRIEF_COLUMNS}, count(*) OVER () AS total FROM customer cu WHERE ${where}
     ORDER BY cu.vip DESC, CASE cu.tier WHEN 'A' THEN 0 WHEN 'B' THEN 1 WHEN 'C' THEN 2 ELSE 3 END, cu.amount DESC NULLS LAST, cu.number
     OFFSET $${values.length + 1} LIMIT $${values.length + 2}`,
    ...values,
    page.offset,
    page.limit,
  );
  return { customers: rows.map(briefFromRecord), total: Number(rows[0]?.total ?? 0) };
}

function whereOf(filter: CustomerFilter): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const parts = ['cu.merged_into IS NULL'];
  if (filter.of !== undefined) {
    const ref = bind(filter.of);
    parts.push(`(cu.account_manager = ${ref} OR cu.success_manager = ${ref})`);
  }
  if (filter.isVip === true) parts.push('cu.vip');
  if (filter.isHighValue === true) parts.push('cu.high_value');
  if (filter.tier !== undefined) parts.push(`cu.tier = ${bind(filter.tier)}`);
  if (filter.stage !== undefined) parts.push(`cu.stage = ${bind(filter.stage)}`);
  if (filter.tag !== undefined) {
    parts.push(`EXISTS (SELECT FROM customer_tag t WHERE t.customer_id = cu.id AND t.tag_key = ${bind(filter.tag)})`);
  }
  return { where: parts.join(' AND '), values };
}
