import type { Duty } from '../domain/duty/duty.ts';
import { DAY_MS, type Instant, type Ms } from '../domain/time.ts';
import type { Log } from '../observe/log.ts';
import type { Alert } from '../usecases/alert.ts';
import type { ChangeTicketDeps } from '../usecases/change-ticket.ts';
import type { RecordContactDeps } from '../usecases/contact/record-contact.ts';
import type { Gap } from '../usecases/destinations.ts';
import { advanceAbsences, nextOfAbsences } from '../usecases/duty/advance-absences.ts';
import { createCurrentDuty, createDutyDesk, type DutyDesk } from '../usecases/duty/desk.ts';
import type { Storage } from './open-storage.ts';

/** Duty joined: for commands, for the tick, and for whatever names who is there. */
export interface DutyWiring {
  readonly desk: DutyDesk;
  readonly current: () => Duty;
  /** What others said about duty, and what begins or ends just now. Never throws: no reminder waits for it. */
  tick(): Promise<void>;
  /** When something about absences is to be done next. */
  nextAt(): Instant | null;
  /** A rung is empty: the administrators hear of it, once a week. */
  readonly onGap: (gap: Gap) => void;
}

/** Whoever did not mend it is told again a week later. */
const GAP_EVERY_MS: Ms = 7 * DAY_MS;

export function wireDuty(deps: {
  readonly storage: Pick<Storage, 'absences' | 'policies' | 'clock' | 'housekeeping' | 'contacts'>;
  readonly useCases: ChangeTicketDeps;
  readonly alert: (alert: Alert) => Promise<number>;
  readonly log: Log;
}): DutyWiring {
  const { storage, useCases, log } = deps;
  const { absences, clock, policies } = storage;
  const contactDeps: RecordContactDeps = { ...useCases, contacts: storage.contacts };
  const joined = { ...useCases, ...contactDeps, absences };
  const current = createCurrentDuty(joined);

  async function tellGap(gap: Gap): Promise<void> {
    const { team, audience, why } = gap;
    if (!(await storage.housekeeping.takeTurn(`gap:${team}:${audience}:${why}`, clock.now(), GAP_EVERY_MS))) return;
    log.warn({ ...gap }, 'nobody of an audience can be reached');
    await deps.alert({ alert: 'rung-empty', ...gap });
  }
  const onGap = (gap: Gap) => {
    tellGap(gap).catch((error: unknown) => log.warn({ err: error, ...gap }, 'an empty rung could not be reported'));
  };

  return {
    desk: createDutyDesk(joined),
    current,
    onGap,
    nextAt: () => nextOfAbsences(absences.book().absences, policies.active(), clock.now()),
    async tick() {
      try {
        await absences.refresh(clock.now());
        await advanceAbsences({
          ...joined,
          duty: current,
          onGap,
          onError: (error, absence) => log.error({ err: error, absence }, 'an absence could not begin or end'),
        });
        await absences.refresh(clock.now());
      } catch (error) {
        // Who was away a second ago is away still: reminders go on by what was read then.
        log.warn({ err: error }, 'duty could not be read; tried again in a second');
      }
    },
  };
}
