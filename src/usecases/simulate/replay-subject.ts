import type { SubjectEvent, SubjectKind } from '../../domain/commitment/subject-kind.ts';
import { openHistory, type PolicyInForce } from '../../domain/commitment/track.ts';
import { type DutyBook, EMPTY_BOOK } from '../../domain/duty/absence.ts';
import { createDuty, type Duty } from '../../domain/duty/duty.ts';
import type { Instant } from '../../domain/time.ts';
import type { Address } from '../../domain/vocabulary.ts';
import { refuseAck } from '../acknowledging.ts';
import { bringUp, isSeenBy } from '../apply-deeds.ts';
import type { Advance, Surface } from '../ports.ts';
import { type Missed, owedKey, type Told } from './recorded.ts';
import { type RunningSubject, runSubject } from './running-subject.ts';

/** The world in which a history is played again. */
export interface World {
  /** What stands for a policy that the history names. */
  byHash(hash: string): PolicyInForce;
  /** The rules of reminding at a time. */
  activeAt(at: Instant): PolicyInForce;
  readonly surfaces: readonly Surface[];
  /** Who was there, as it was known then. */
  dutyAt(at: Instant): Duty;
}

/** A world in which one policy has always been in force, and people were away as the book says. */
export function worldUnder(policy: PolicyInForce, surfaces: readonly Surface[], book: DutyBook = EMPTY_BOOK): World {
  const duty = createDuty(policy, asKnownThen(book));
  return { byHash: () => policy, activeAt: () => policy, surfaces, dutyAt: () => duty };
}

/** Nobody heeds an absence before it is declared: one that began before that, as far as anybody knew, began then. */
function asKnownThen({ absences, days }: DutyBook): DutyBook {
  return { absences: absences.map((one) => ({ ...one, from: Math.max(one.from, one.declaredAt) })), days };
}

export interface Replayed {
  readonly told: readonly Told[];
  readonly missed: readonly Missed[];
  readonly acks: readonly { readonly at: Instant; readonly isApplied: boolean }[];
}

/**
 * Plays a subject's history again until `until`: what people did happens when it happened, what the engine said is said
 * anew. People would have acted differently on other reminders; that nobody can know, so what they did stays as it was,
 * but for acknowledgements: one that answered a reminder of a rule which nobody hears of here, or that would be refused,
 * is dropped. Pure but for the ids of notices.
 */
export function replaySubject<State, Deed extends { readonly type: string }>(
  kind: SubjectKind<State, Deed>,
  subject: { readonly id: string; readonly origin: Address | null; readonly events: readonly SubjectEvent<Deed>[] },
  world: World,
  until: Instant,
): Replayed {
  const running = runSubject(subject);
  const reader = openHistory(kind, world.byHash);
  const told: Told[] = [];
  const acks: { at: Instant; isApplied: boolean }[] = [];
  // Since the last acknowledgement: what people really heard of, and what they would have heard of.
  let heard = new Set<string>();
  let said = new Set<string>();
  let clock = Number.NEGATIVE_INFINITY;

  /** Everything due before `to` is decided; at `to` itself only with `including`. */
  function passTime(to: Instant, including: boolean): void {
    for (;;) {
      const next = running.nextAt();
      const at = next === null ? to : Math.max(clock, next);
      if (next === null || at > to || (at === to && !including)) break;
      clock = at;
      const advance = running.tick(world.activeAt(at), world.surfaces, at, 0, world.dutyAt(at));
      for (const one of advance === null ? [] : tellings(advance, running)) {
        told.push(one);
        said.add(one.rule);
      }
    }
    clock = Math.max(clock, to);
  }

  for (const event of subject.events) {
    if (event.at > until) break;
    const { at, by, deed } = event;
    if (deed.type === 'noticed') {
      // At one moment with a deed, the record says which came first.
      passTime(at, true);
      heard.add(ruleOf(deed));
      continue;
    }
    passTime(at, false);
    if (deed.type === 'acknowledged') {
      const meant = running.commitments().filter((one) => isSeenBy(deed, one));
      const isAnswer = heard.size === 0 || [...heard].some((rule) => said.has(rule));
      const isApplied = isAnswer && refuseAck(meant, at) === null;
      acks.push({ at, isApplied });
      heard = new Set();
      said = new Set();
      if (!isApplied) continue;
    }
    reader.read(event);
    const act = { by, now: at, changesPolicy: deed.type === 'policy-changed' };
    const stored = { id: subject.id, commitments: running.commitments() };
    running.put(bringUp(stored, reader.historyAt(at), act, (track) => isSeenBy(deed, track)).commitments);
  }
  passTime(until, true);
  const missed = running.commitments().flatMap(({ rule, round, n, missedAt }) => {
    return missedAt === null ? [] : [{ rule, round, n, at: missedAt }];
  });
  return { told, missed, acks };
}

function tellings({ notices }: Advance, running: RunningSubject): readonly Told[] {
  if (notices.length === 0) return [];
  const keysById = new Map(running.commitments().map((one) => [one.id, one]));
  return notices.flatMap(({ commitmentId, stage, repeat, audience, at, urgent, lateSeconds, gatherUntil, cards }) => {
    const about = keysById.get(commitmentId);
    if (about === undefined) throw new Error(`told of ${commitmentId}, which nobody owes`);
    const { rule, round, n } = about;
    const to = cards.map((card) => (gatherUntil === undefined ? card.to : { ...card.to, heldUntil: gatherUntil }));
    return { rule, round, n, stage, repeat, audience, at, urgent, lateSeconds, to };
  });
}

function ruleOf(deed: { readonly type: string; readonly rule?: string }): string {
  return deed.rule ?? '';
}

/** A telling as one text: who was told what, whenever that was. */
export function toldKey(told: Told): string {
  return `${owedKey(told)}/${told.stage}/${told.repeat}/${told.audience}`;
}
