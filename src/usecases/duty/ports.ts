import type { SubjectType } from '../../domain/commitment/subject-kind.ts';
import type { Absence, DutyBook } from '../../domain/duty/absence.ts';
import type { Instant } from '../../domain/time.ts';
import type { Address, PersonRef } from '../../domain/vocabulary.ts';
import type { DutyMessage } from './messages.ts';

/** Something open in somebody's hands. */
export interface OpenThing {
  readonly subjectId: string;
  readonly type: SubjectType;
  /** Of the ticket or the contact; `null` for what has none. */
  readonly number: string | null;
  readonly rule: string;
  /** Tells several promises of one contact apart. */
  readonly n: number;
  readonly dueAt: Instant;
  /** The ticket itself is theirs, not only a step of its plan. */
  readonly isOwner: boolean;
}

/** A message and where it goes, written in one statement with what it is about. */
export interface DutyTelling {
  readonly to: readonly Address[];
  readonly message: DutyMessage;
}

export interface NewAbsence
  extends Pick<Absence, 'id' | 'person' | 'deputy' | 'from' | 'until' | 'declaredAt' | 'transfer'> {
  readonly declaredBy: PersonRef;
}

/** Absences and duty as they are kept. Writing does not wait for a tick, yet every replica reads it at its next one. */
export interface DutyStore {
  /** As it was read last. */
  book(): DutyBook;
  /** Reads the book again if anybody has written in it. One short question where nobody has. */
  refresh(now: Instant): Promise<void>;
  /** False where that absence is known: a repeated deed. */
  declare(absence: NewAbsence, telling: DutyTelling | null): Promise<boolean>;
  /** Ends absences now: what has not begun is called off. False where none of them was open any more. */
  end(ids: readonly string[], at: Instant, telling: DutyTelling | null): Promise<boolean>;
  /** Sets who has duty on days; `null` gives a day back to the rota. */
  setDays(
    days: readonly { readonly team: string; readonly date: string; readonly person: PersonRef | null }[],
    by: PersonRef,
    at: Instant,
  ): Promise<void>;
  /** Everything open that is this person's, soonest due first. */
  openOf(person: PersonRef, limit: number): Promise<readonly OpenThing[]>;
  /** An absence has begun, and these were open; told once, whichever replica comes first. */
  begin(id: string, at: Instant, subjects: readonly string[], telling: DutyTelling | null): Promise<boolean>;
  /** It is over; told once. */
  close(id: string, at: Instant, telling: DutyTelling | null): Promise<boolean>;
  /** What was open when it began, and how many reminders others heard for this person since. */
  meanwhile(absence: Absence): Promise<{ readonly subjects: readonly string[]; readonly told: number }>;
}
