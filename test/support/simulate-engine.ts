import type { Commitment } from '../../src/domain/commitment/commitment.ts';
import { type PolicyInForce, readHistory, type SubjectHistory } from '../../src/domain/commitment/track.ts';
import { type Actor, actorOf } from '../../src/domain/people.ts';
import type { Ticket, TicketEvent } from '../../src/domain/ticket/ticket.ts';
import { ticketKind } from '../../src/domain/ticket/ticket-kind.ts';
import type { Instant } from '../../src/domain/time.ts';
import type { Address, PersonRef, Tier } from '../../src/domain/vocabulary.ts';
import { decideChange, type TicketVerb } from '../../src/usecases/change-ticket.ts';
import { type OpenTicket, prepareTicket } from '../../src/usecases/open-ticket.ts';
import type { Outcome } from '../../src/usecases/outcome.ts';
import type { Surface, TicketView } from '../../src/usecases/ports.ts';
import { runSubject } from '../../src/usecases/simulate/running-subject.ts';
import { switchablePolicies } from './policies.ts';

export const SLACK: Surface = { platform: 'slack', workspace: 'T0ACME' };
export const ORIGIN: Address = { ...SLACK, id: 'C0ORIGIN' };

/** Something that was said, as a person would note it. */
export interface Said {
  readonly at: Instant;
  readonly commitment: Commitment;
  readonly stage: number;
  readonly repeat: number;
  readonly audiences: readonly string[];
  readonly lateSeconds: number;
}

/**
 * One ticket under the whole engine, without a database: what the stores would keep is kept here, and the product's own
 * pure functions decide everything.
 */
export interface Simulation {
  readonly now: () => Instant;
  readonly commitments: () => readonly Commitment[];
  readonly events: () => readonly TicketEvent[];
  readonly said: readonly Said[];
  readonly view: () => TicketView;
  /** What the log alone says at this moment. */
  history(): SubjectHistory<Ticket>;
  /** The rules of reminding that the next tick will follow. */
  active(): PolicyInForce;
  act<Input>(verb: TicketVerb<Input>, input: Input, by?: Actor | PersonRef): Outcome;
  /** Lets time pass with the engine running: it wakes at every `nextAt` on the way. */
  forward(to: Instant): void;
  /** Lets time pass with the engine down; nothing is decided. Also turns the clock back. */
  standStill(to: Instant): void;
  /** One tick now. */
  tick(): void;
  activate(hash: string): void;
  /** When the active policy came into force. */
  activeSince: () => Instant;
  /** The customer's tier changes; the ticket follows when it is brought under it. */
  assess(tier: Tier | null): void;
  /** The open commitment of a rule, or the last one it had. */
  commitment(rule: string): Commitment;
}

export type Opening = Partial<
  Pick<OpenTicket, 'kind' | 'urgency' | 'complex' | 'team' | 'spokenAt' | 'by' | 'wantsWriting'> & {
    readonly where: Address | null;
  }
>;

/** Is shown every single decision, with the commitments as they were before it. */
export interface Watcher {
  ticked?(before: readonly Commitment[], said: readonly Said[]): void;
  acted?(before: readonly Commitment[], outcome: Outcome): void;
}

/** Opens a ticket at `start` under the first of the policies. */
export function simulate(
  all: readonly PolicyInForce[],
  start: Instant,
  opening: Opening = {},
  watcher: Watcher = {},
): Simulation {
  const policies = switchablePolicies(all);
  let now = start;
  let activeSince = start;
  const prepared = prepareTicket(
    policies.active(),
    [SLACK],
    {
      dedupeKey: 'open',
      evenIfSame: false,
      by: 'colleague',
      where: ORIGIN,
      kind: 'inquiry',
      urgency: 'normal',
      complex: false,
      team: 'support',
      owner: null,
      customer: null,
      description: 'printer jams',
      problemType: null,
      spokenAt: null,
      source: null,
      assumed: [],
      demands: [],
      wantsWriting: false,
      ...opening,
    },
    start,
  );
  let events: readonly TicketEvent[] = prepared.events;
  let commitments: readonly Commitment[] = prepared.commitments;
  let view: TicketView = {
    id: prepared.id,
    number: 'C202603001',
    customer: null,
    kind: prepared.kind,
    urgency: prepared.urgency,
    complex: prepared.complex,
    status: 'pending',
    team: prepared.team,
    owner: null,
    opener: prepared.opener,
    description: prepared.description,
    problemType: null,
    sourceLink: null,
    round: 1,
    needsEscalation: false,
    score: null,
    eta: null,
    waiting: null,
    spokenAt: prepared.spokenAt,
    createdAt: start,
    origin: prepared.origin,
    commitments,
    policy: prepared.policy,
    tier: null,
  };
  const said: Said[] = [];

  const subject = runSubject(prepared, prepared.commitments);

  function replace(changed: readonly Commitment[]): void {
    subject.put(changed);
    commitments = subject.commitments();
    view = { ...view, commitments };
  }

  function tick(): void {
    const before = commitments;
    const advance = subject.tick(policies.active(), [SLACK], now, events.at(-1)?.seq ?? 0);
    if (advance === null) return;
    const saidBefore = said.length;
    replace(advance.commitments);
    events = [...events, ...advance.events];
    for (const { seq, deed } of advance.events) {
      const id = advance.notices.find((notice) => notice.seq === seq)?.commitmentId;
      const commitment = commitments.find((one) => one.id === id);
      if (commitment === undefined) throw new Error(`${deed.rule} spoke to nobody`);
      const { stage, repeat, audiences, lateSeconds } = deed;
      said.push({ at: now, commitment, stage, repeat, audiences, lateSeconds });
    }
    watcher.ticked?.(before, said.slice(saidBefore));
  }

  function act<Input>(verb: TicketVerb<Input>, input: Input, by: Actor | PersonRef = 'agent'): Outcome {
    const actor = typeof by === 'string' ? actorOf(policies.active().policy, by) : by;
    if (actor === null) throw new Error('the policy refuses strangers');
    const before = commitments;
    const request = { dedupeKey: `act-${events.length}`, number: view.number, actor, budgetMs: 2_000 };
    const { outcome, changes } = decideChange(policies, [SLACK], { view, events }, request, verb, input, now);
    if (changes !== null) {
      events = [...events, ...changes.events.map(({ event }) => event)];
      view = { ...view, ...changes.set };
      replace(changes.commitments);
    }
    watcher.acted?.(before, outcome);
    return outcome;
  }

  return {
    now: () => now,
    commitments: () => commitments,
    events: () => events,
    said,
    view: () => view,
    history: () => readHistory(ticketKind, events, policies.byHash, Math.max(now, events.at(-1)?.at ?? now)),
    active: policies.active,
    act,
    tick,
    forward: (to) => {
      for (;;) {
        const next = Math.max(now, subject.nextAt() ?? Number.POSITIVE_INFINITY);
        if (next > to) break;
        now = next;
        tick();
      }
      now = Math.max(now, to);
    },
    standStill: (to) => {
      now = to;
    },
    activate: (hash) => {
      policies.activate(hash);
      activeSince = now;
    },
    activeSince: () => activeSince,
    assess: (tier) => {
      view = { ...view, customer: { name: 'Acme', vip: false, ...(tier === null ? {} : { tier }) } };
    },
    commitment: (rule) => {
      const all = commitments.filter((one) => one.rule === rule);
      const found = all.find((one) => one.state === 'open') ?? all.at(-1);
      if (found === undefined) throw new Error(`no commitment of ${rule}`);
      return found;
    },
  };
}
