import type { Commitment } from '../domain/commitment/commitment.ts';
import type { Acknowledged } from '../domain/commitment/ladder.ts';
import { type PolicyInForce, readHistory } from '../domain/commitment/track.ts';
import type { Actor } from '../domain/people.ts';
import { mayDo } from '../domain/ticket/permission.ts';
import type { Ticket, TicketDeed, TicketEvent } from '../domain/ticket/ticket.ts';
import { ticketKind } from '../domain/ticket/ticket-kind.ts';
import { allowedFrom, isAllowed } from '../domain/ticket/transitions.ts';
import type { Instant, Ms } from '../domain/time.ts';
import { applyDeeds, isSeenBy } from './apply-deeds.ts';
import { ticketHomes } from './destinations.ts';
import { newId } from './new-id.ts';
import type { Outcome, Refusal } from './outcome.ts';
import type {
  Clock,
  Decided,
  LoadedTicket,
  NamedCustomer,
  Policies,
  Surface,
  TicketChanges,
  TicketStore,
} from './ports.ts';
import { withKnownPolicy } from './with-known-policy.ts';

/** What a verb sees of the ticket it is to change. */
export interface VerbContext {
  readonly number: string;
  readonly ticket: Ticket;
  readonly view: LoadedTicket['view'];
  readonly actor: Actor;
  readonly now: Instant;
  readonly policy: PolicyInForce;
  readonly commitments: readonly Commitment[];
  /** What was done so far. */
  readonly events: readonly TicketEvent[];
}

/** What a verb wants done: deeds in order, the words that go with the last, and columns that no event carries. */
export interface VerbPlan {
  readonly deeds: readonly TicketDeed[];
  readonly remark?: string | null;
  readonly set?: TicketChanges['set'];
  readonly customer?: NamedCustomer;
  readonly outcome: (after: {
    readonly ticket: Ticket;
    readonly acknowledged: readonly Acknowledged[];
    /** Seq of the last of the deeds. */
    readonly seq: number;
  }) => Outcome;
}

/** A verb on an existing ticket: pure, one file each. Permission and status are checked before it is asked. */
export interface TicketVerb<Input> {
  /** The deed whose permission and transition it needs. */
  readonly deed: TicketDeed['type'];
  /** Makes up for a missing permission; absent: nothing does. */
  isTheirs?(context: Pick<VerbContext, 'events' | 'actor' | 'now'>, input: Input): boolean;
  plan(context: VerbContext, input: Input): VerbPlan | Refusal;
}

export interface ChangeTicketDeps {
  readonly store: TicketStore;
  readonly policies: Policies;
  readonly clock: Clock;
  readonly surfaces: () => readonly Surface[];
}

export interface ChangeTicket {
  readonly dedupeKey: string;
  readonly number: string;
  readonly actor: Actor;
  /** Machine time left for the answer; the database is told to give up by then. */
  readonly budgetMs: Ms;
}

/** Runs one verb on one ticket: lock, look, decide, write, all in one transaction. */
export async function changeTicket<Input>(
  deps: ChangeTicketDeps,
  request: ChangeTicket,
  verb: TicketVerb<Input>,
  input: Input,
): Promise<Outcome> {
  return withKnownPolicy(deps.policies, () =>
    deps.store.change(request, (loaded) =>
      decideChange(deps.policies, deps.surfaces(), loaded, request, verb, input, deps.clock.now()),
    ),
  );
}

/** What the verb makes of the loaded ticket, without touching the database. */
export function decideChange<Input>(
  policies: Policies,
  surfaces: readonly Surface[],
  loaded: LoadedTicket | null,
  request: Pick<ChangeTicket, 'number' | 'actor'>,
  verb: TicketVerb<Input>,
  input: Input,
  readAt: Instant,
): Decided {
  const { number, actor } = request;
  if (loaded === null) return refuse({ code: 'refused', reason: 'unknown-ticket', number });
  const lastAt = loaded.events.at(-1)?.at ?? readAt;
  // History never runs backwards, even where another replica's clock is a little ahead.
  const now = Math.max(readAt, lastAt);
  const history = readHistory(ticketKind, loaded.events, (hash) => policies.byHash(hash), now);
  const ticket = history.state;
  const permission = mayDo(actor, verb.deed, ticket);
  if (!permission.ok && verb.isTheirs?.({ events: loaded.events, actor, now }, input) !== true) {
    return permission.why === 'needs-role'
      ? refuse({ code: 'refused', reason: 'needs-role', number, role: permission.role })
      : refuse({ code: 'refused', reason: 'not-your-team', number, team: ticket.team });
  }
  if (!isAllowed(ticket.status, verb.deed)) {
    const allowed = allowedFrom(verb.deed);
    return refuse({ code: 'refused', reason: 'wrong-status', number, status: ticket.status, allowed });
  }
  const { view } = loaded;
  const { commitments } = view;
  const plan = verb.plan(
    { number, ticket, view, actor, now, policy: history.policy, commitments, events: loaded.events },
    input,
  );
  if ('code' in plan) return refuse(plan);
  return carryOut(policies, surfaces, loaded, plan, actor, now);
}

function refuse(refusal: Refusal): Decided {
  return { outcome: refusal, changes: null };
}

function carryOut(
  policies: Policies,
  surfaces: readonly Surface[],
  loaded: LoadedTicket,
  plan: VerbPlan,
  actor: Actor,
  now: Instant,
): Decided {
  const { view } = loaded;
  const {
    state: ticket,
    policy,
    added,
    commitments,
    acknowledged,
  } = applyDeeds(
    ticketKind,
    (hash) => policies.byHash(hash),
    { id: view.id, events: loaded.events, commitments: view.commitments },
    { deeds: plan.deeds, by: actor.ref, now },
    (track) => plan.deeds.some((deed) => isSeenBy(deed, track)),
  );
  const owed = { team: ticket.team, owner: ticket.owner, origin: view.origin };
  const homes = ticketHomes(policy.policy, surfaces, owed, ticket.urgency);
  return {
    outcome: plan.outcome({ ticket, acknowledged, seq: added.at(-1)?.seq ?? 0 }),
    changes: {
      events: added.map((event, i) => ({ event, remark: i === added.length - 1 ? (plan.remark ?? null) : null })),
      set: {
        kind: ticket.kind,
        urgency: ticket.urgency,
        complex: ticket.complex,
        status: ticket.status,
        team: ticket.team,
        owner: ticket.owner,
        round: ticket.round,
        needsEscalation: ticket.needsEscalation,
        score: ticket.score,
        eta: ticket.eta,
        waiting: ticket.waiting,
        policy: policy.hash,
        tier: ticket.tier,
        spokenAt: ticket.spokenAt,
        ...plan.set,
      },
      ...(plan.customer === undefined ? {} : { customer: { id: newId(), ...plan.customer } }),
      commitments,
      homes,
      cardIds: homes.map(() => newId()),
      updatedAt: now,
    },
  };
}
