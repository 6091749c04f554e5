import { hash } from 'node:crypto';
import { type Absence, covers, endOf } from '../../domain/duty/absence.ts';
import { createDuty, type Duty } from '../../domain/duty/duty.ts';
import type { Instant } from '../../domain/time.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';
import { personAddresses } from '../destinations.ts';
import type { Clock, Policies, Surface } from '../ports.ts';
import { deputyAddresses } from './advance-absences.ts';
import type { DutyStore, OpenThing } from './ports.ts';

export interface DeclareAbsence {
  readonly dedupeKey: string;
  readonly by: PersonRef;
  readonly person: PersonRef;
  readonly deputy: PersonRef | null;
  readonly from: Instant;
  readonly until: Instant;
  readonly transfer: boolean;
}

/** What people ask about absences and duty, and what they say. */
export interface DutyDesk {
  /** Who is there, as it is known here now. */
  current(): Duty;
  /** Absences that are not over, soonest first. */
  absences(now: Instant): readonly Absence[];
  /** Whether we can speak to this person anywhere. */
  isReachable(person: PersonRef): boolean;
  /** Everything open that is this person's, soonest due first. */
  openOf(person: PersonRef, limit: number): Promise<readonly OpenThing[]>;
  declare(request: DeclareAbsence): Promise<Absence>;
  /** Ends what covers this moment; without anything of the kind, what comes next. Returns what was ended. */
  comeBack(person: PersonRef, now: Instant): Promise<Absence | null>;
  /** Calls one off, or ends it. `null`: there is none of that id any more. */
  callOff(id: string, now: Instant): Promise<Absence | null>;
  setDays: DutyStore['setDays'];
}

export interface DutyDeskDeps {
  readonly absences: DutyStore;
  readonly policies: Policies;
  readonly clock: Clock;
  readonly surfaces: () => readonly Surface[];
}

export function createDutyDesk(deps: DutyDeskDeps): DutyDesk {
  const { absences: store } = deps;
  const current = createCurrentDuty(deps);
  const reread = () => store.refresh(deps.clock.now());

  async function end(ended: readonly Absence[], now: Instant): Promise<boolean> {
    // A deputy who was told beforehand hears that it does not come to that.
    const [ahead] = ended.filter((one) => one.from > now && one.deputy !== null);
    const telling =
      ahead === undefined || ahead.deputy === null
        ? null
        : {
            to: deputyAddresses(deps, ahead.deputy),
            message: {
              duty: 'ahead',
              person: ahead.person,
              from: ahead.from,
              until: ahead.until,
              isOff: true,
            } as const,
          };
    const isEnded = await store.end(
      ended.map(({ id }) => id),
      now,
      telling,
    );
    await reread();
    return isEnded;
  }

  return {
    current,
    absences: (now) => notOver(store.book().absences, now),
    isReachable: (person) => personAddresses(deps.policies.active().policy, deps.surfaces(), person).length > 0,
    openOf: (person, limit) => store.openOf(person, limit),
    setDays: async (days, by, at) => {
      await store.setDays(days, by, at);
      await reread();
    },
    async declare({ dedupeKey, by, ...said }) {
      const now = deps.clock.now();
      const absence = { ...said, id: idOf(dedupeKey), declaredAt: now };
      const { person, deputy, from, until } = said;
      const message = { duty: 'ahead', person, from, until, isOff: false } as const;
      const telling = deputy !== null && from > now ? { to: deputyAddresses(deps, deputy), message } : null;
      await store.declare({ ...absence, declaredBy: by }, telling);
      await reread();
      return { ...absence, endedAt: null, begunAt: null, closedAt: null };
    },
    async comeBack(person, now) {
      const own = notOver(store.book().absences, now).filter((one) => one.person === person);
      const covering = own.filter((one) => covers(one, now));
      const ended = covering.length > 0 ? covering : own.slice(0, 1);
      const [first] = ended;
      if (first === undefined || !(await end(ended, now))) return null;
      return first;
    },
    async callOff(id, now) {
      const found = notOver(store.book().absences, now).find((one) => one.id === id);
      return found !== undefined && (await end([found], now)) ? found : null;
    },
  };
}

/** Duty under the active policy and the book as it was read last; made anew only where one of them changed. */
export function createCurrentDuty(deps: Pick<DutyDeskDeps, 'absences' | 'policies'>): () => Duty {
  let made: { readonly hash: string; readonly book: unknown; readonly duty: Duty } | null = null;
  return () => {
    const policy = deps.policies.active();
    const book = deps.absences.book();
    if (made === null || made.hash !== policy.hash || made.book !== book) {
      made = { hash: policy.hash, book, duty: createDuty(policy, book) };
    }
    return made.duty;
  };
}

function notOver(absences: readonly Absence[], now: Instant): readonly Absence[] {
  return absences.filter((one) => endOf(one) > now).toSorted((a, b) => a.from - b.from || a.declaredAt - b.declaredAt);
}

/** The same deed declares the same absence, however often a platform repeats it. */
function idOf(dedupeKey: string): string {
  const digits = hash('sha256', `away:${dedupeKey}`, 'hex');
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `8${digits.slice(13, 16)}`, `8${digits.slice(17, 20)}`];
  return [...parts, digits.slice(20, 32)].join('-');
}
