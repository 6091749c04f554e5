import { createHash } from 'node:crypto';
import { foldWord } from '../domain/intake/clean.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { Instant } from '../domain/time.ts';
import type { PersonRef } from '../domain/vocabulary.ts';
import type { Database } from '../storage/connect.ts';
import { createImportStore } from '../storage/import-customers.ts';
import type { Table } from '../tables/read-table.ts';
import { type ImportRequest, type ImportResult, importTable } from '../usecases/customers/import-customers.ts';
import { newId } from '../usecases/new-id.ts';

/** Imports a table into a database; see `importTable`. */
export function importFile(
  database: Pick<Database, 'pool'>,
  policy: Policy,
  table: Table,
  options: Pick<ImportRequest, 'isDryRun' | 'report' | 'progress' | 'isStopping'> & { readonly now: () => Instant },
): Promise<ImportResult> {
  const people = peopleByName(policy);
  return importTable(
    {
      store: createImportStore(database),
      now: options.now,
      newId,
      hashOf: (text) => createHash('sha256').update(text).digest('base64url').slice(0, 22),
      personOf: (written) => people.get(foldWord(written).trim()) ?? null,
    },
    { ...options, hash: table.hash, rows: table.rows() },
  );
}

/** Colleagues as a table names them: by name or key; who shares a name with somebody is nobody for certain. */
function peopleByName(policy: Policy): ReadonlyMap<string, PersonRef> {
  const found = new Map<string, PersonRef | null>();
  for (const { id, name } of policy.people.values()) {
    for (const word of new Set([foldWord(name), foldWord(id)])) found.set(word, found.has(word) ? null : id);
  }
  return new Map([...found].flatMap(([word, id]) => (id === null ? [] : [[word, id] as const])));
}
