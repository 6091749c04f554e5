import { dayAndTimeText, teamName } from '../../chat/cards/context.ts';
import type { Reply } from '../../chat/inbound.ts';
import { readDayRange } from '../../domain/dates/read-range.ts';
import { readKind, readUrgency } from '../../domain/intake/mark-words.ts';
import { MYSELF, NOBODY, STATUSES_BY_SPELLING } from '../../domain/search/lexicon-search.ts';
import {
  QUERY_MAX,
  QUERY_WORDS_MAX,
  readSearch,
  type SearchFault,
  type SearchText,
} from '../../domain/search/read-query.ts';
import { foldText } from '../../domain/search/tokens.ts';
import { type Kind, type PersonRef, STATUSES, type Status, type Urgency } from '../../domain/vocabulary.ts';
import type { FilterScope, SavedFilter, TicketSearch } from '../../usecases/search/ports.ts';
import { EVERYTHING } from '../../usecases/search/search-tickets.ts';
import type { CommandContext } from '../command.ts';
import { readPerson } from '../read-person.ts';
import { dateContext } from '../read-time.ts';
import { refuseInput } from '../replies.ts';
import { readTeam } from './read-new-ticket.ts';

/** A search that was understood. */
export interface ReadSearch {
  readonly text: SearchText;
  readonly search: TicketSearch;
  /** What it was narrowed to, in words; names instead of what was typed. */
  readonly told: readonly string[];
}

export type ReadSearchResult =
  | { readonly ok: true; readonly read: ReadSearch }
  | { readonly ok: false; readonly reply: Reply };

/** Customers of one name that are all looked for. */
const MOST_CUSTOMERS = 40;

/** Whose filters somebody may use: their own and their teams'. */
export function scopesOf({ actor, policy }: CommandContext): readonly FilterScope[] {
  const teams = actor.teams === 'all' ? [...policy.policy.teams.keys()] : [...actor.teams];
  return [`person:${actor.ref}`, ...teams.map((team): FilterScope => `team:${team}`)];
}

/** The filter of a name: one's own before a team's. */
export async function findFilter(context: CommandContext, name: string): Promise<SavedFilter | null> {
  const key = foldText(name);
  const scopes = scopesOf(context);
  const named = (await context.services.search.filters.list(scopes)).filter((one) => foldText(one.name) === key);
  return named.toSorted((a, b) => scopes.indexOf(a.scope) - scopes.indexOf(b.scope))[0] ?? null;
}

/** Reads what was typed, with the filters that it names, and looks up everybody in it. */
export async function readTicketSearch(context: CommandContext, typed: string): Promise<ReadSearchResult> {
  const read = readSearch(typed);
  if ('reason' in read) return refuse(context, faultText(context, read));
  const owners: (PersonRef | null)[] = [];
  const texts: SearchText[] = [read];
  for (const name of read.mentions) {
    const filter = await findFilter(context, name);
    const saved = filter === null ? null : readSearch(filter.query);
    if (saved !== null && !('reason' in saved)) {
      texts.push(saved);
      continue;
    }
    const person = personNamed(context, name);
    if (person === undefined) {
      const known = (await context.services.search.filters.list(scopesOf(context))).map((one) => `@${one.name}`);
      const { fault } = context.card.m.search;
      const hints =
        known.length === 0 ? [] : [context.card.m.search.filter.known(known.join(context.card.m.view.listJoin))];
      return refuse(context, fault.filterOrPerson(name), hints);
    }
    owners.push(person);
  }
  const all = texts.slice(1).reduce(joined, read);
  return resolve(context, all, read, owners);
}

function joined(one: SearchText, other: SearchText): SearchText {
  const fields = new Map(one.fields);
  for (const [field, values] of other.fields) fields.set(field, [...(fields.get(field) ?? []), ...values]);
  return {
    ...one,
    words: [...one.words, ...other.words],
    phrases: [...one.phrases, ...other.phrases],
    without: [...one.without, ...other.without],
    fields,
  };
}

async function resolve(
  context: CommandContext,
  all: SearchText,
  text: SearchText,
  mentioned: readonly (PersonRef | null)[],
): Promise<ReadSearchResult> {
  const { card, actor, policy } = context;
  const { m } = card;
  const { field, named, nobody, fault } = m.search;
  const values = (name: Parameters<typeof all.fields.get>[0]) => all.fields.get(name) ?? [];
  const told: string[] = [];
  const tell = (name: string, shown: readonly string[]) => {
    if (shown.length > 0) told.push(named({ field: name, value: [...new Set(shown)].join(m.view.listJoin) }));
  };

  const statuses: Status[] = [];
  for (const value of values('status')) {
    const read = STATUSES_BY_SPELLING.get(foldText(value));
    const known = STATUSES.map((status) => m.ticket.status(status)).join(m.view.listJoin);
    if (read === undefined) return refuse(context, fault.status({ value, known }));
    statuses.push(...read);
  }
  const kinds: Kind[] = [];
  for (const value of values('kind')) {
    const read = readKind(value);
    if (read === null) return refuse(context, m.reply.badKind({ value }));
    kinds.push(read);
  }
  const urgencies: Urgency[] = [];
  for (const value of values('urgency')) {
    const read = readUrgency(value);
    if (read === null) return refuse(context, fault.urgency(value));
    urgencies.push(read);
  }
  const teams: string[] = [];
  for (const value of values('team')) {
    const read = readTeam(policy.policy, value);
    const known = [...policy.policy.teams.values()].map((one) => one.name).join(m.view.listJoin);
    if (read === null) return refuse(context, m.reply.badTeam({ value, teams: known }));
    teams.push(read);
  }
  const owners = [...mentioned];
  for (const value of values('owner')) {
    const person = NOBODY.has(foldText(value)) ? null : personNamed(context, value);
    if (person === undefined) return refuse(context, fault.person(bareName(value)));
    owners.push(person);
  }
  const openers: PersonRef[] = [];
  for (const value of values('opener')) {
    const person = personNamed(context, value);
    if (person === undefined) return refuse(context, fault.person(bareName(value)));
    openers.push(person);
  }
  const customers = await readCustomers(context, values('customer'));
  if ('fault' in customers) return refuse(context, customers.fault, customers.hints);
  const range = readRange(context, values('date'));
  if ('fault' in range) return refuse(context, range.fault);
  const isMine = all.words.some((word) => MINE.has(word));
  const words = all.words.filter((word) => !MINE.has(word));

  tell(
    field.status,
    statuses.map((status) => m.ticket.status(status)),
  );
  tell(
    field.kind,
    kinds.map((kind) => m.ticket.kind(kind)),
  );
  tell(
    field.urgency,
    urgencies.map((urgency) => m.ticket.urgency(urgency)),
  );
  tell(
    field.team,
    teams.map((team) => teamName(card, team)),
  );
  tell(
    field.owner,
    owners.map((owner) => (owner === null ? nobody : card.nameOf(owner))),
  );
  tell(
    field.opener,
    openers.map((opener) => card.nameOf(opener)),
  );
  if (isMine) told.push(field.mine);
  tell(field.customer, customers.told);
  tell(field.date, range.told);
  const problems = values('problem').map(foldText);
  const search: TicketSearch = {
    ...EVERYTHING,
    words,
    phrases: [...all.phrases, ...problems.filter((problem) => problem !== '')],
    without: all.without,
    statuses,
    kinds,
    urgencies,
    teams,
    owners,
    openers,
    of: isMine ? [actor.ref] : [],
    customers: customers.ids,
    from: range.from,
    until: range.until,
  };
  const isEmpty = JSON.stringify(search) === JSON.stringify(EVERYTHING);
  if (isEmpty && typedSomething(text)) return refuse(context, fault.onlyMarks);
  return { ok: true, read: { text, search, told } };
}

/** Said alone they mean whoever asks; in Chinese they never stand alone in a text that is looked for. */
const MINE: ReadonlySet<string> = new Set(['mine', '我的']);

function typedSomething({ query }: SearchText): boolean {
  return query.trim() !== '';
}

async function readCustomers(context: CommandContext, written: readonly string[]) {
  const { m } = context.card;
  if (written.length === 0) return { ids: null, told: [] } as const;
  const ids: string[] = [];
  const told: string[] = [];
  for (const name of written) {
    const hits = await context.services.customers.search(name, MOST_CUSTOMERS, 'everyone');
    const sure = hits.filter((hit) => hit.match !== 'near');
    const exact = sure.filter((hit) => hit.match === 'exact');
    const meant = exact.length > 0 ? exact : sure;
    if (meant.length === 0) {
      const near = hits.slice(0, 3).map((hit) => hit.name);
      const hints = near.length === 0 ? [] : [m.search.fault.nearCustomers(near.join(m.view.listJoin))];
      return { fault: m.search.fault.customer(name), hints } as const;
    }
    ids.push(...meant.map((hit) => hit.id));
    const [first] = meant;
    told.push(
      meant.length === 1 ? (first?.name ?? '') : m.search.many({ first: first?.name ?? '', count: meant.length - 1 }),
    );
  }
  return { ids, told } as const;
}

function readRange(context: CommandContext, written: readonly string[]) {
  const { fault } = context.card.m.search;
  let [from, until]: [number | null, number | null] = [null, null];
  for (const value of written) {
    const { prefer: _, wholeDay: __, ...dates } = dateContext(context, 'past');
    const read = readDayRange(value, dates);
    if (!read.ok) {
      if (read.reason === 'not-a-date') return { fault: fault.date(value) } as const;
      return { fault: read.reason === 'ambiguous' ? fault.ambiguousDate(value) : fault.noSuchDay(value) } as const;
    }
    const { range } = read;
    // Said twice: what is in both.
    from = range.from === null ? from : Math.max(range.from, from ?? range.from);
    until = range.until === null ? until : Math.min(range.until, until ?? range.until);
  }
  const shown = (at: number) => dayAndTimeText(context.card, at).slice(0, -6);
  const told =
    from === null && until === null
      ? []
      : [`${from === null ? '' : shown(from)} – ${until === null ? '' : shown(until - 1)}`.trim()];
  return { from, until, told } as const;
}

/** `@me`, a colleague's name, or a platform's own mention; `undefined` when nobody is meant. */
function personNamed(context: CommandContext, written: string): PersonRef | undefined {
  const name = bareName(written);
  if (MYSELF.has(foldText(name))) return context.actor.ref;
  return readPerson(context.policy.policy, name, context.inbound.who) ?? undefined;
}

function bareName(written: string): string {
  return written.replace(/^[@\uFF20]/u, '');
}

function refuse(context: CommandContext, what: string, hints: readonly string[] = []): ReadSearchResult {
  return { ok: false, reply: refuseInput(context, what, context.card.m.help.verb.search.example, hints) };
}

function faultText({ card }: CommandContext, found: SearchFault): string {
  const { fault } = card.m.search;
  switch (found.reason) {
    case 'too-long':
      return fault.tooLong({ length: found.length, max: QUERY_MAX });
    case 'too-many-words':
      return fault.tooMany({ count: found.count, max: QUERY_WORDS_MAX });
    case 'unclosed-quote':
      return fault.unclosed(found.written);
    case 'no-value':
      return fault.noValue(found.written);
    case 'unknown-field':
      return fault.unknownField(found);
    case 'bad-page':
      return fault.badPage(found.written);
  }
}
