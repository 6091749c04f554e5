import { foldText } from '../../domain/search/tokens.ts';
import type { FilterScope, FilterStore, SavedFilter } from '../../usecases/search/ports.ts';
import type { PrismaClient } from '../generated/client.ts';
import { tellingWhatWasSaved } from '../saved-or-not.ts';

/** More than anybody reads through. */
const MOST_FILTERS = 40;

/** Named searches in PostgreSQL. */
export function createFilterStore({ prisma }: { prisma: PrismaClient }): FilterStore {
  return {
    list: (scopes) =>
      tellingWhatWasSaved('never', async () => {
        const rows = await prisma.ticketFilter.findMany({
          where: { scope: { in: [...scopes] } },
          orderBy: [{ scope: 'asc' }, { nameKey: 'asc' }],
        });
        return rows.map(
          ({ id, scope, name, query, by }): SavedFilter => ({ id, scope: scope as FilterScope, name, query, by }),
        );
      }),

    save: ({ id, scope, name, query, by }, at) =>
      tellingWhatWasSaved('at-once', async () => {
        const nameKey = foldText(name);
        const [row] = await prisma.$queryRaw<{ is_new: boolean }[]>`
          INSERT INTO ticket_filter (id, scope, name, name_key, query, by, updated_at)
          SELECT ${id}::uuid, ${scope}, ${name}, ${nameKey}, ${query}, ${by}, ${new Date(at)}
          WHERE (SELECT count(*) FROM ticket_filter f WHERE f.scope = ${scope} AND f.name_key <> ${nameKey}) < ${MOST_FILTERS}
          ON CONFLICT (scope, name_key) DO UPDATE SET name = excluded.name, query = excluded.query, by = excluded.by,
            updated_at = excluded.updated_at
          RETURNING id = ${id}::uuid AS is_new`;
        if (row === undefined) return 'too-many';
        return row.is_new ? 'saved' : 'replaced';
      }),

    remove: (scope, name) =>
      tellingWhatWasSaved('at-once', async () => {
        const { count } = await prisma.ticketFilter.deleteMany({ where: { scope, nameKey: foldText(name) } });
        return count > 0;
      }),
  };
}
