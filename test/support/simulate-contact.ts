import { type Commitment, positionKey, type Track, WARNED } from '../../src/domain/commitment/commitment.ts';
import { type PolicyInForce, readHistory, trackKey } from '../../src/domain/commitment/track.ts';
import { type ContactEvent, contactStatus } from '../../src/domain/contact/contact.ts';
import { contactKind } from '../../src/domain/contact/contact-kind.ts';
import { actorOf } from '../../src/domain/people.ts';
import type { Instant } from '../../src/domain/time.ts';
import { type ContactVerb, decideContact } from '../../src/usecases/contact/change-contact.ts';
import { prepareContact } from '../../src/usecases/contact/prepare-contact.ts';
import type { RecordContact } from '../../src/usecases/contact/record-contact.ts';
import type { ContactChanges, ContactView } from '../../src/usecases/contact-ports.ts';
import type { ContactResult } from '../../src/usecases/contact-result.ts';
import { runSubject } from '../../src/usecases/simulate/running-subject.ts';
import { switchablePolicies } from './policies.ts';
import { ORIGIN, SLACK } from './simulate-engine.ts';

/** Something that was said about a contact. */
export interface SaidOfContact {
  readonly at: Instant;
  readonly commitment: Commitment;
  readonly stage: number;
  readonly repeat: number;
  readonly audiences: readonly string[];
}

/** One contact under the whole engine, without a database; every decision is looked at as it is made. */
export interface ContactSimulation {
  readonly now: () => Instant;
  readonly commitments: () => readonly Commitment[];
  readonly events: () => readonly ContactEvent[];
  readonly said: readonly SaidOfContact[];
  act<Input>(verb: ContactVerb<Input>, input: Input, by: string): ContactResult;
  /** Lets time pass with the engine running. */
  forward(to: Instant): void;
  /** Lets time pass with the engine down, or turns the clock back. */
  standStill(to: Instant): void;
  activate(hash: string): void;
  active(): PolicyInForce;
}

/** A talk as somebody logs it, unless told otherwise: full, and with nothing promised. */
export function talk(parts: Partial<RecordContact> = {}): RecordContact {
  return {
    dedupeKey: 'log',
    by: 'agent',
    where: ORIGIN,
    customer: { id: null, name: '云帆科技', key: '云帆科技' },
    ticket: null,
    budgetMs: 5_000,
    channel: 'phone',
    outcome: 'reached',
    spokenAt: null,
    endedAt: null,
    missing: [],
    twoChannels: false,
    promises: [],
    content: 'renewal',
    feedback: null,
    participants: null,
    facts: null,
    moods: [],
    purposes: [],
    ...parts,
  };
}

/** Logs a contact at `start` under the first of the policies. */
export function simulateContact(
  all: readonly PolicyInForce[],
  start: Instant,
  logged: RecordContact,
): ContactSimulation {
  const policies = switchablePolicies(all);
  let now = start;
  const prepared = prepareContact(policies.active(), [SLACK], logged, start);
  let events: readonly ContactEvent[] = prepared.events;
  let commitments: readonly Commitment[] = prepared.commitments;
  let row: ContactChanges['set'] = {
    channel: prepared.channel,
    missing: prepared.missing,
    status: prepared.status,
    holdUntil: null,
    confirmedOn: prepared.confirmedOn,
    policy: prepared.policy,
  };
  const said: SaidOfContact[] = [];
  const told = new Set<string>();
  const positions = new Map<string, number>();
  const missed = new Map<string, Instant>();

  const view = (): ContactView => ({
    ...prepared,
    ...row,
    number: 'G202603001',
    customer: null,
    ticket: null,
    sameAs: null,
    shared: null,
    followUps: [],
    commitments,
  });

  function notePassed(those: readonly Commitment[], at: Instant): void {
    for (const one of those) {
      if (one.state === 'open' && one.dueAt <= at && !missed.has(one.id)) missed.set(one.id, one.dueAt);
    }
  }

  const running = runSubject(prepared, prepared.commitments);

  function replace(changed: readonly Commitment[]): void {
    running.put(changed);
    commitments = running.commitments();
  }

  function tick(): void {
    const before = new Map(commitments.map((one) => [one.id, one]));
    const advance = running.tick(policies.active(), [SLACK], now, events.at(-1)?.seq ?? 0);
    if (advance === null) return;
    notePassed([...before.values()], now);
    replace(advance.commitments);
    events = [...events, ...advance.events] as readonly ContactEvent[];
    for (const { seq, deed } of advance.events) {
      const id = advance.notices.find((notice) => notice.seq === seq)?.commitmentId;
      const commitment = commitments.find((one) => one.id === id);
      const was = id === undefined ? undefined : before.get(id);
      if (commitment === undefined || was === undefined) throw new Error(`${deed.rule} spoke to nobody`);
      const { stage, repeat, audiences } = deed;
      checkTelling(was, stage, repeat, audiences);
      said.push({ at: now, commitment, stage, repeat, audiences });
    }
    check();
  }

  function checkTelling(was: Commitment, stage: number, repeat: number, audiences: readonly string[]): void {
    must(was.state === 'open', 'told though nothing is owed');
    must(audiences.length > 0, 'told to nobody');
    must(!policies.active().calendarOf(was.team).isRest(now), 'told in rest time');
    must(stage === WARNED ? now < was.dueAt : now >= was.dueAt, 'warned late, or escalated early');
    const position = positionKey(stage, repeat);
    must(position > (positions.get(was.id) ?? 0), 'the ladder went back');
    positions.set(was.id, position);
    for (const audience of audiences) {
      const key = `${was.id}/${position}/${audience}`;
      must(!told.has(key), `told twice: ${key}`);
      told.add(key);
    }
  }

  /** What is stored equals what the log says, nothing open is without a timer, and every promise is owed by its own. */
  function check(): void {
    const at = Math.max(now, events.at(-1)?.at ?? now);
    const { tracks, state, lastSeq } = readHistory(contactKind, events, policies.byHash, at);
    must(events.length === lastSeq && events.every(({ seq }, i) => seq === i + 1), 'the log has gaps');
    const storedByKey = new Map(commitments.map((one) => [trackKey(one), one]));
    must(storedByKey.size === commitments.length, 'two commitments of one key');
    must(tracks.length === commitments.length, 'as many stored as recomputed');
    for (const track of tracks) {
      const stored = storedByKey.get(trackKey(track));
      if (stored === undefined) throw new Error(`not stored: ${trackKey(track)}`);
      for (const key of Object.keys(track) as (keyof Track)[]) {
        const isSame = JSON.stringify(stored[key]) === JSON.stringify(track[key]);
        must(isSame || key === 'missedAt', `stored and recomputed differ: ${trackKey(track)} ${key}`);
      }
      must(
        stored.state === 'open' ? stored.nextAt !== null : stored.nextAt === null,
        'open and forgotten, or a timer left',
      );
      const isPending = stored.nextAt !== null && stored.nextAt <= now;
      must(isPending || stored.missedAt === (missed.get(stored.id) ?? null), `missed or not: ${trackKey(track)}`);
    }
    must(row.status === contactStatus(state), 'the row and the log differ: status');
    must(JSON.stringify(row.missing) === JSON.stringify(state.missing), 'the row and the log differ: missing');
    const isWatched = policies.byHash(row.policy).policy.contacts.promise.unit !== 'off';
    for (const promise of isWatched ? state.followUps : []) {
      const open = commitments.filter((one) => one.rule === 'follow-up' && one.n === promise.n && one.state === 'open');
      must(open.length === (promise.state === 'open' ? 1 : 0), `promise ${promise.n} is owed ${open.length} times`);
      const [one] = open;
      const isIts =
        one === undefined || (one.owner === promise.owner && one.team === promise.team && one.dueAt === promise.dueAt);
      must(isIts, `promise ${promise.n} is owed by somebody else, or by another time`);
    }
  }

  notePassed(commitments, now);
  check();
  return {
    now: () => now,
    commitments: () => commitments,
    events: () => events,
    said,
    active: policies.active,
    act(verb, input, by) {
      const actor = actorOf(policies.active().policy, by);
      if (actor === null) throw new Error('the policy refuses strangers');
      const at = Math.max(now, events.at(-1)?.at ?? now);
      notePassed(commitments, at);
      const request = { number: 'G202603001', actor };
      const loaded = { view: view(), events };
      const { outcome, changes } = decideContact(policies, [SLACK], loaded, request, verb, input, now);
      if (changes !== null) {
        events = [...events, ...changes.events.map(({ event }) => event)];
        row = changes.set;
        replace(changes.commitments);
        notePassed(commitments, at);
      }
      check();
      return outcome;
    },
    forward(to) {
      for (;;) {
        const next = Math.max(now, running.nextAt() ?? Number.POSITIVE_INFINITY);
        if (next > to) break;
        now = next;
        tick();
      }
      now = Math.max(now, to);
      check();
    },
    standStill(to) {
      now = to;
    },
    activate: policies.activate,
  };
}

// Not `expect`: this runs some hundred times in each of many thousand histories.
function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
