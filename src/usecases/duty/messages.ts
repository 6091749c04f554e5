import type { Instant } from '../../domain/time.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';

/** What people are told about absences, as it is stored until it is shown: ids and times, no words. */
export type DutyMessage =
  /** To a deputy, beforehand; `isOff`: it was called off. */
  | {
      readonly duty: 'ahead';
      readonly person: PersonRef;
      readonly from: Instant;
      readonly until: Instant;
      readonly isOff: boolean;
    }
  /** To whoever stands in, when it begins: what is open. */
  | {
      readonly duty: 'hand-over';
      readonly absence: string;
      readonly person: PersonRef;
      readonly until: Instant;
      /** Tickets and contacts, soonest due first. */
      readonly subjects: readonly string[];
      /** Other open things of theirs: reminders of them come by themselves. */
      readonly others: number;
      readonly transferred: boolean;
    }
  /** To whoever was away: what happened meanwhile. */
  | {
      readonly duty: 'back';
      readonly person: PersonRef;
      readonly from: Instant;
      readonly until: Instant;
      /** What was open then or is open now. */
      readonly subjects: readonly string[];
      /** Reminders that others heard for them. */
      readonly told: number;
    };
