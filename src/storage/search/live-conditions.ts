import type { Sight, TicketSearch } from '../../usecases/search/ports.ts';

/** Conditions on the ticket's own row `t`, with their values; `next` is the number of the first. */
export function liveConditions(
  search: TicketSearch,
  sight: Sight,
  next: number,
): { readonly sql: string; readonly values: readonly unknown[] } {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${next - 1 + values.push(value)}`;
  const parts: string[] = [];
  const oneOf = (column: string, wanted: readonly string[]) => {
    if (wanted.length > 0) parts.push(`${column} = ANY (${bind(wanted)}::text[])`);
  };
  oneOf('t.status', search.statuses);
  oneOf('t.kind', search.kinds);
  oneOf('t.urgency', search.urgencies);
  oneOf('t.team', search.teams);
  oneOf('t.opener', search.openers);
  oneOf(
    "coalesce(t.owner, '')",
    search.owners.map((owner) => owner ?? ''),
  );
  if (search.of.length > 0) {
    const of = bind(search.of);
    parts.push(`(t.owner = ANY (${of}::text[]) OR t.opener = ANY (${of}::text[]))`);
  }
  if (search.customers !== null) parts.push(`t.customer_id = ANY (${bind(search.customers)}::uuid[])`);
  if (sight !== 'all') {
    const own = bind(sight.orOf);
    parts.push(`(t.team = ANY (${bind(sight.teams)}::text[]) OR t.owner = ${own} OR t.opener = ${own})`);
  }
  return { sql: parts.length === 0 ? 'true' : parts.join(' AND '), values };
}
