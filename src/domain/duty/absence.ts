import type { Instant } from '../time.ts';
import type { PersonRef } from '../vocabulary.ts';

/** That somebody is away in `[from, until)`. Several of one person may overlap: the one declared last holds. */
export interface Absence {
  readonly id: string;
  readonly person: PersonRef;
  /** Who stands in; `null` leaves it to whoever is on duty, else to the lead. */
  readonly deputy: PersonRef | null;
  readonly from: Instant;
  readonly until: Instant;
  readonly declaredAt: Instant;
  /** What is open goes into the deputy's hands when it begins. Without it only reminders do. */
  readonly transfer: boolean;
  /** Back before it was over, or called off before it began. */
  readonly endedAt: Instant | null;
  /** When the deputy was handed what is open, and when whoever was away was told what had happened. */
  readonly begunAt: Instant | null;
  readonly closedAt: Instant | null;
}

/** What people said about absences and duty, as it is stored. */
export interface DutyBook {
  readonly absences: readonly Absence[];
  /** Duty of single days, by `dutyDayKey`. It stands over the rota, also over a changed one. */
  readonly days: ReadonlyMap<string, PersonRef>;
}

/** Nobody is away and nothing was set by hand. */
export const EMPTY_BOOK: DutyBook = { absences: [], days: new Map() };

/** The key of a team's duty on a date. */
export function dutyDayKey(team: string, date: string): string {
  return `${team}/${date}`;
}

/** When an absence ends, also where it was cut short. */
export function endOf({ until, endedAt }: Pick<Absence, 'until' | 'endedAt'>): Instant {
  return endedAt === null ? until : Math.min(until, endedAt);
}

/** Whether somebody is away at this moment. */
export function covers(absence: Absence, at: Instant): boolean {
  return absence.from <= at && at < endOf(absence);
}
