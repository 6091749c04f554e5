import type { Status } from '../../domain/vocabulary.ts';

/**
 * What a ticket is besides its words, as lexemes of the same index. They begin with a sign that no word begins with, so
 * nothing that anybody types can be taken for one.
 */

/** Every ticket has it: what is only excluded must be excluded from something. */
export const ANY_TICKET = '=';

const OPEN: readonly Status[] = ['pending', 'in-progress', 'waiting'];
/** Work is owed on it. */
export const OPEN_TICKET = '=open';

export const facet = {
  status: (status: Status) => `=s:${status}`,
  kind: (kind: string) => `=k:${kind}`,
  urgency: (urgency: string) => `=u:${urgency}`,
  team: (team: string) => `=t:${team}`,
  /** `null`: nobody has it. */
  owner: (owner: string | null) => `=o:${owner ?? ''}`,
  opener: (opener: string) => `=p:${opener}`,
  customer: (id: string) => `=c:${id.replaceAll('-', '')}`,
} as const;

/** What facets are made from. */
export interface FacetRow {
  readonly status: Status;
  readonly kind: string;
  readonly urgency: string;
  readonly team: string;
  readonly owner: string | null;
  readonly opener: string;
  readonly customerId: string | null;
}

export function facetsOf(row: FacetRow): readonly string[] {
  return [
    ANY_TICKET,
    ...(OPEN.includes(row.status) ? [OPEN_TICKET] : []),
    facet.status(row.status),
    facet.kind(row.kind),
    facet.urgency(row.urgency),
    facet.team(row.team),
    facet.owner(row.owner),
    facet.opener(row.opener),
    ...(row.customerId === null ? [] : [facet.customer(row.customerId)]),
  ];
}
