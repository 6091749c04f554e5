import { hash } from 'node:crypto';
import type { PolicyInForce } from '../domain/commitment/track.ts';
import type { Duty } from '../domain/duty/duty.ts';
import { SYSTEM_ACTOR } from '../domain/people.ts';
import type { DemandedTime, TicketDeed } from '../domain/ticket/ticket.ts';
import { ticketKind } from '../domain/ticket/ticket-kind.ts';
import type { Instant, Ms } from '../domain/time.ts';
import type { Address, Kind, PersonRef, Tier, Urgency } from '../domain/vocabulary.ts';
import { applyDeeds } from './apply-deeds.ts';
import { changeTicket } from './change-ticket.ts';
import { ticketHomes } from './destinations.ts';
import { newId } from './new-id.ts';
import type { Assumption, Outcome } from './outcome.ts';
import type { Clock, NamedCustomer, NewTicket, Policies, Surface, TicketStore } from './ports.ts';
import { tiersWithClocks } from './recompute-tickets.ts';
import { retierTicket } from './verbs/retier-ticket.ts';

/** What somebody wants opened; everything not said was inferred before and is named in `assumed`. */
export interface OpenTicket {
  readonly dedupeKey: string;
  readonly evenIfSame: boolean;
  readonly by: PersonRef;
  /** Assigned from the start, by somebody entitled to. */
  readonly owner: PersonRef | null;
  readonly where: Address | null;
  readonly kind: Kind;
  readonly urgency: Urgency;
  readonly complex: boolean;
  readonly team: string;
  readonly customer: NamedCustomer | null;
  readonly description: string;
  readonly problemType: string | null;
  /** When the customer spoke; `null`: just now. */
  readonly spokenAt: Instant | null;
  /** The message it is made from; whoever wrote it, and the thread that is told, where they are known. */
  readonly source: {
    readonly key: string;
    readonly link: string | null;
    readonly author?: PersonRef;
    readonly thread?: { readonly conversation: string; readonly message: string };
  } | null;
  readonly assumed: readonly Assumption[];
  /** What the customer demanded in their words (T14). */
  readonly demands: readonly DemandedTime[];
  readonly wantsWriting: boolean;
}

export interface OpenTicketDeps {
  readonly store: TicketStore;
  readonly policies: Policies;
  readonly clock: Clock;
  readonly surfaces: () => readonly Surface[];
  /** Who is there; left out: everybody. */
  readonly duty?: () => Duty;
}

/** Whoever opened the ticket waits for this too; what does not come about is made good in the background. */
const TIER_BUDGET_MS: Ms = 1_000;

/** Opens a ticket: one statement, however many arrive together. Only a tier that tightens clocks costs another change. */
export async function openTicket(deps: OpenTicketDeps, request: OpenTicket): Promise<Outcome> {
  const policy = deps.policies.active();
  const prepared = prepareTicket(policy, deps.surfaces(), request, deps.clock.now(), deps.duty?.());
  const result = await deps.store.create(prepared);
  switch (result.status) {
    case 'same-words':
      return { code: 'same-words', number: result.number };
    case 'from-message':
      return { code: 'from-message', number: result.number };
    case 'created':
    case 'repeated': {
      const { number, tier } = result;
      const isTiered = tier !== undefined && tiersWithClocks(deps).includes(tier);
      if (isTiered && result.status === 'created') await bringUnderTier(deps, number);
      const commitments = isTiered ? underTier(policy, prepared, tier) : prepared.commitments;
      const firstContact = commitments.find((one) => one.rule === 'first-contact');
      return {
        code: 'created',
        number,
        kind: request.kind,
        urgency: request.urgency,
        team: request.team,
        assumed: request.assumed,
        firstContactBy: firstContact?.dueAt ?? null,
        bornLate: commitments.some((one) => one.dueAt <= prepared.createdAt),
        ...(result.knownAs === undefined ? {} : { knownAs: result.knownAs }),
        ...(result.others === undefined ? {} : { others: result.others }),
        ...(result.newCustomer === undefined ? {} : { newCustomer: result.newCustomer }),
      };
    }
  }
}

/** The ticket stands whatever becomes of this: a failure here must not read as if nothing was saved. */
async function bringUnderTier(deps: OpenTicketDeps, number: string): Promise<void> {
  const request = { dedupeKey: `tiered:${newId()}`, number, actor: SYSTEM_ACTOR, budgetMs: TIER_BUDGET_MS };
  await changeTicket(deps, request, retierTicket, null).catch(() => null);
}

function underTier(policy: PolicyInForce, { id, events, commitments, createdAt }: NewTicket, tier: Tier) {
  const act = { deeds: [{ type: 'tiered', tier } as const], by: SYSTEM_ACTOR.ref, now: createdAt };
  return applyDeeds(ticketKind, () => policy, { id, events, commitments }, act).commitments;
}

/** The rows of a new ticket, decided without touching the database. */
export function prepareTicket(
  policy: PolicyInForce,
  surfaces: readonly Surface[],
  request: OpenTicket,
  now: Instant,
  duty?: Duty,
): NewTicket {
  const id = newId();
  const spokenAt = request.spokenAt ?? now;
  const { kind, urgency, complex, team } = request;
  const created: TicketDeed = {
    type: 'created',
    kind,
    urgency,
    complex,
    team,
    spokenAt,
    policy: policy.hash,
    ...(request.demands.length === 0 ? {} : { demands: request.demands }),
    ...(request.wantsWriting ? { wantsWriting: true } : {}),
    ...(request.source?.author === undefined ? {} : { author: request.source.author }),
  };
  const deeds: TicketDeed[] = request.owner === null ? [created] : [created, { type: 'assigned', to: request.owner }];
  const { added: events, commitments } = applyDeeds(
    ticketKind,
    () => policy,
    { id, events: [], commitments: [] },
    { deeds, by: request.by, now },
  );
  const homes = ticketHomes(
    policy.policy,
    surfaces,
    { team, owner: null, origin: request.where },
    urgency,
    duty === undefined ? undefined : { duty, at: now },
  );
  return {
    dedupeKey: request.dedupeKey,
    sameKey: `same:${hashOf(`${request.by}\n${request.customer?.key ?? ''}\n${request.description}`)}`,
    evenIfSame: request.evenIfSame,
    sourceKey: request.source?.key ?? null,
    sourceLink: request.source?.link ?? null,
    sourceThread: request.source?.thread ?? null,
    id,
    customer: request.customer === null ? null : { id: newId(), ...request.customer },
    kind,
    urgency,
    complex,
    team,
    opener: request.by,
    description: request.description,
    problemType: request.problemType,
    spokenAt,
    createdAt: now,
    policy: policy.hash,
    month: policy.calendarOf(team).monthOf(now),
    origin: request.where,
    owner: request.owner,
    events,
    commitments,
    cards: homes.map((to) => ({ id: newId(), kind: 'ticket', noticeId: null, to })),
  };
}

function hashOf(text: string): string {
  return hash('sha256', text, 'base64url');
}
