import type { Clause } from '../../domain/search/clauses.ts';
import type { Portion } from '../../domain/search/portion.ts';
import { type Need, needsOf } from '../../domain/search/tokens.ts';
import type { Sight, TicketSearch } from '../../usecases/search/ports.ts';
import { ANY_TICKET, facet, OPEN_TICKET } from './facets.ts';

/** One portion's query, in the database's own notation. */
export type PortionQuery = (portion: Portion) => string;

/** Lexemes of one part of a query, joined; written once and put behind each portion's name. */
type Part = (portion: Portion) => string;

/** What the index is asked, for each portion alike; `onlyOpen`: open tickets alone. */
export function portionQuery(
  search: TicketSearch,
  clauses: readonly Clause[],
  sight: Sight,
  onlyOpen = false,
): PortionQuery {
  const parts: Part[] = [
    ...clauses.map(clausePart),
    ...search.phrases.flatMap((phrase) => needsOf(phrase).map(needPart)),
    ...search.without.flatMap((text) => excludedPart(text)),
    ...oneOf(search.statuses.map(facet.status)),
    ...oneOf(search.kinds.map(facet.kind)),
    ...oneOf(search.urgencies.map(facet.urgency)),
    ...oneOf(search.teams.map(facet.team)),
    ...oneOf(search.owners.map(facet.owner)),
    ...oneOf(search.openers.map(facet.opener)),
    ...oneOf(search.of.flatMap((ref) => [facet.owner(ref), facet.opener(ref)])),
    ...oneOf((search.customers ?? []).map(facet.customer)),
    ...(sight === 'all'
      ? []
      : oneOf([...sight.teams.map(facet.team), facet.owner(sight.orOf), facet.opener(sight.orOf)])),
    ...(onlyOpen ? [lexemePart(OPEN_TICKET)] : []),
  ];
  // Everything stands behind something that can be looked up.
  const whole = all([...parts, lexemePart(ANY_TICKET)]);
  return (portion) => whole(portion);
}

function clausePart({ texts, customers, slips }: Clause): Part {
  const needs = texts.flatMap((text) => needsOf(text));
  const said = slips > 0 ? allBut(slips, needs) : all(needs.map(needPart));
  return customers.length === 0 ? said : any([said, ...customers.map((id) => lexemePart(facet.customer(id)))]);
}

/** All of them but so many (one or two), whichever those are. */
function allBut(slips: number, needs: readonly Need[]): Part {
  const ways: Part[] = [];
  for (let first = 0; first < needs.length; first += 1) {
    if (slips === 1) ways.push(all(needs.filter((_, i) => i !== first).map(needPart)));
    else
      for (let second = first + 1; second < needs.length; second += 1) {
        ways.push(all(needs.filter((_, i) => i !== first && i !== second).map(needPart)));
      }
  }
  return any(ways);
}

function excludedPart(text: string): Part[] {
  const needs = needsOf(text);
  if (needs.length === 0) return [];
  const said = all(needs.map(needPart));
  return [(portion) => `!${said(portion)}`];
}

function oneOf(lexemes: readonly string[]): Part[] {
  return lexemes.length === 0 ? [] : [any(lexemes.map(lexemePart))];
}

function all(parts: readonly Part[]): Part {
  return (portion) => `(${parts.map((part) => part(portion)).join('&')})`;
}

function any(parts: readonly Part[]): Part {
  return (portion) => `(${parts.map((part) => part(portion)).join('|')})`;
}

function needPart({ lexeme, isPrefix }: Need): Part {
  const part = lexemePart(lexeme);
  return isPrefix ? (portion) => `${part(portion)}:*` : part;
}

function lexemePart(lexeme: string): Part {
  const quoted = lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''");
  return (portion) => `'${portion}${quoted}'`;
}
