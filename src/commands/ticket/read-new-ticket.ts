import { cleanText, cutVisibly, foldWord } from '../../domain/intake/clean.ts';
import { CUSTOMER_NAME_MAX, customerName } from '../../domain/intake/customer-name.ts';
import { findDemands } from '../../domain/intake/demands.ts';
import { inferTicket } from '../../domain/intake/infer.ts';
import { readKind, readUrgency } from '../../domain/intake/mark-words.ts';
import { teamForKind } from '../../domain/policy/lookup.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { DemandedTime } from '../../domain/ticket/ticket.ts';
import type { Instant } from '../../domain/time.ts';
import type { Kind, Urgency } from '../../domain/vocabulary.ts';
import type { Assumption } from '../../usecases/outcome.ts';
import type { NamedCustomer } from '../../usecases/ports.ts';
import type { CommandContext } from '../command.ts';
import { readTime } from '../read-time.ts';

/** Longest description kept, in characters; what is over is cut, and said. */
export const DESCRIPTION_MAX = 8_000;
/** Longest problem type, in characters. */
export const PROBLEM_TYPE_MAX = 50;

/** What was typed or filled in about a ticket, still as text. Absent and empty are the same. */
export interface TicketWords {
  readonly description: string;
  readonly customer: string | null;
  readonly kind: string | null;
  readonly urgency: string | null;
  readonly team: string | null;
  readonly problemType: string | null;
  readonly time: string | null;
  readonly complex: boolean;
}

/** A ticket ready to be opened, and what to say about how it was read. */
export interface ReadTicket {
  readonly description: string;
  readonly customer: NamedCustomer | null;
  readonly kind: Kind;
  readonly urgency: Urgency;
  readonly complex: boolean;
  readonly team: string;
  readonly problemType: string | null;
  readonly spokenAt: Instant | null;
  readonly assumed: readonly Assumption[];
  readonly isCut: boolean;
  readonly demands: readonly DemandedTime[];
  readonly wantsWriting: boolean;
}

/** Faults by the field they belong to, each a sentence in the reader's language. */
export type ReadTicketResult =
  | { readonly ok: true; readonly ticket: ReadTicket }
  | { readonly ok: false; readonly faults: Readonly<Partial<Record<keyof TicketWords, string>>> };

/**
 * Reads what was said about a new ticket and infers the rest; the same for typed lines, forms and messages. Where no
 * time is named the customer spoke at `messageAt`, or now.
 */
export function readNewTicket(
  context: CommandContext,
  words: TicketWords,
  messageAt: Instant | null = null,
): ReadTicketResult {
  const faults: Partial<Record<keyof TicketWords, string>> = {};
  const { reply } = context.card.m;
  const { policy } = context.policy;
  const { text: description, cut: isCut } = cutVisibly(words.description, DESCRIPTION_MAX);
  if (!/[\p{L}\p{N}]/u.test(description)) faults.description = reply.emptyDescription;
  const kind = words.kind === null ? null : readKind(words.kind);
  if (words.kind !== null && kind === null) faults.kind = reply.badKind({ value: words.kind });
  const urgency = words.urgency === null ? null : readUrgency(words.urgency);
  if (words.urgency !== null && urgency === null) faults.urgency = reply.badUrgency({ value: words.urgency });
  const team = words.team === null ? null : readTeam(policy, words.team);
  if (words.team !== null && team === null) {
    const teams = [...policy.teams.values()].map((one) => one.name).join(context.card.m.view.listJoin);
    faults.team = reply.badTeam({ value: words.team, teams });
  }
  const customer = words.customer === null ? null : customerName(words.customer);
  if (customer?.ok === false) {
    faults.customer = customer.reason === 'empty' ? reply.emptyName : reply.longName({ max: CUSTOMER_NAME_MAX });
  }
  const spoken = words.time === null ? null : readTime(context, words.time, 'past');
  if (spoken?.ok === false) faults.time = spoken.fault;
  if (Object.keys(faults).length > 0) return { ok: false, faults };

  const problemType = words.problemType === null ? null : cleanText(words.problemType, PROBLEM_TYPE_MAX).text;
  const inferred = inferTicket(description, { kind, urgency, problemType, complex: words.complex });
  return {
    ok: true,
    ticket: {
      description,
      customer: customer?.ok === true ? { name: customer.name, key: customer.key } : null,
      kind: inferred.kind,
      urgency: inferred.urgency,
      complex: inferred.complex,
      team: team ?? teamForKind(policy, inferred.kind).id,
      problemType: inferred.problemType,
      spokenAt: spoken?.ok === true ? spoken.at : null,
      assumed: [
        ...inferred.assumed.filter((one) => one === 'kind' || one === 'urgency'),
        ...(team === null ? (['team'] as const) : []),
      ],
      isCut,
      ...readDemands(context, description, spoken?.ok === true ? spoken.at : (messageAt ?? context.card.now)),
    },
  };
}

/** A team by its key or its name, with or without the last character that means "department". */
export function readTeam(policy: Policy, written: string): string | null {
  const wanted = foldWord(written);
  for (const team of policy.teams.values()) {
    const name = foldWord(team.name);
    if (team.id === wanted || name === wanted || name.slice(0, -1) === wanted) return team.id;
  }
  return null;
}

/**
 * Times and forms that the customer demanded in the text (T14); of several for one clock the tightest. All count from
 * `spokenAt`: "tomorrow" in yesterday's message is today.
 */
export function readDemands(
  context: CommandContext,
  description: string,
  spokenAt: Instant,
): { demands: readonly DemandedTime[]; wantsWriting: boolean } {
  const then: CommandContext = { ...context, card: { ...context.card, now: spokenAt } };
  const calendar = context.policy.calendarOf('');
  const found = findDemands(description);
  const tightest = new Map<DemandedTime['clock'], Instant>();
  for (const { target, within, by } of found) {
    const named = by === null ? null : readTime(then, by, 'future');
    const dueAt =
      within === null
        ? named?.ok === true
          ? named.at
          : null
        : calendar.deadline('round-the-clock', spokenAt, within, []);
    if (dueAt !== null) tightest.set(target, Math.min(dueAt, tightest.get(target) ?? dueAt));
  }
  return {
    demands: [...tightest].map(([clock, dueAt]) => ({ clock, dueAt })),
    wantsWriting: found.some((one) => one.written),
  };
}
