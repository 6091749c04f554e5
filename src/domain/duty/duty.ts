import type { Calendar } from '../calendar/calendar.ts';
import { isoDateOf, parseIsoDate } from '../calendar/civil-date.ts';
import { strangerAccount } from '../people.ts';
import type { Policy } from '../policy/policy.ts';
import type { Instant } from '../time.ts';
import type { PersonRef } from '../vocabulary.ts';
import { type Absence, covers, type DutyBook, dutyDayKey, EMPTY_BOOK } from './absence.ts';
import { turnOn } from './rota.ts';

/** Who does what somebody away would have done. */
export interface StandIn {
  /** Whom to turn to; `null`: nobody is left, the next rung has to hear of it. */
  readonly who: PersonRef | null;
  /** `here`: nobody stands in. `deputy`: the one named, or their deputy. `duty`, `lead`: nobody named was there. */
  readonly why: 'here' | 'deputy' | 'duty' | 'lead' | 'nobody';
  /** Deputies name each other in a circle: it ended at the lead, and somebody ought to know. */
  readonly isCircle: boolean;
}

/** Who is on duty for a team. */
export interface OnDuty {
  /** Whose turn it is, away or not; `null`: nobody's. */
  readonly rostered: PersonRef | null;
  /** Who has it in fact: the same, or who stands in. */
  readonly person: PersonRef | null;
  readonly by: 'hand' | 'rota' | null;
}

/** Who is there, under one policy and one state of the book. Everything is asked for a moment, past or future. */
export interface Duty {
  /**
   * Who does at `at` what `person` would do: themselves, unless they are away; then their deputy, the deputy's deputy and so
   * on, else whoever is on duty for their team, else its lead. For everything that reminds a person: tickets, promises and
   * care alike. Total, also where deputies name each other in a circle.
   */
  standInFor(person: PersonRef, at: Instant): StandIn;
  onDuty(team: string, at: Instant): OnDuty;
  /** Whose turn a date is, before anybody stands in. */
  rosteredOn(team: string, date: string): Pick<OnDuty, 'rostered' | 'by'>;
  /** The date whose duty it is at this moment: duty may change hands later than midnight. */
  dutyDate(team: string, at: Instant): string;
  /** The absence that holds; `null` for somebody who is there. */
  absenceOf(person: PersonRef, at: Instant): Absence | null;
  /** For whom this person stands in. */
  standsInFor(person: PersonRef, at: Instant): ReadonlySet<PersonRef>;
}

/** What duty depends on besides what people said. */
export interface DutyRules {
  readonly policy: Policy;
  calendarOf(team: string): Calendar;
}

/** Reads rota and absences together. */
export function createDuty({ policy, calendarOf }: DutyRules, book: DutyBook = EMPTY_BOOK): Duty {
  const absencesByPerson = Map.groupBy(book.absences, ({ person }) => person);
  // A person who left the policy file is nobody to be called, whatever the book says.
  const isKnown = (ref: PersonRef) => policy.people.has(ref) || strangerAccount(ref) !== null;
  const leadOf = (team: string | null) => (team === null ? null : (policy.teams.get(team)?.lead ?? null));

  function absenceOf(person: PersonRef, at: Instant): Absence | null {
    const now = (absencesByPerson.get(person) ?? []).filter((one) => covers(one, at));
    return now.reduce<Absence | null>((last, one) => (last === null || isLater(one, last) ? one : last), null);
  }

  /** Along deputies to somebody who is there. Who was asked before is in `asked`, and is not asked again. */
  function follow(person: PersonRef | null, at: Instant, asked: Set<PersonRef>): Followed {
    for (let current = person; current !== null; ) {
      if (asked.has(current)) return { who: null, isCircle: true };
      asked.add(current);
      const absence = absenceOf(current, at);
      if (absence === null) return { who: current, isCircle: false };
      const { deputy } = absence;
      current = deputy !== null && isKnown(deputy) ? deputy : null;
    }
    return { who: null, isCircle: false };
  }

  function dutyDate(team: string, at: Instant): string {
    const calendar = calendarOf(team);
    const date = calendar.dateOf(at);
    const fromMinute = policy.teams.get(team)?.duty?.fromMinute ?? 0;
    if (fromMinute === 0 || at >= calendar.atLocal(date, fromMinute)) return date;
    return isoDateOf((parseIsoDate(date) ?? 0) - 1);
  }

  function rosteredOn(team: string, date: string): Pick<OnDuty, 'rostered' | 'by'> {
    const set = book.days.get(dutyDayKey(team, date));
    if (set !== undefined && isKnown(set)) return { rostered: set, by: 'hand' };
    const rota = policy.teams.get(team)?.duty;
    const turn = rota === undefined ? null : turnOn(rota, date);
    return turn !== null && isKnown(turn) ? { rostered: turn, by: 'rota' } : { rostered: null, by: null };
  }

  const duty: Duty = {
    absenceOf,
    standsInFor: (person, at) =>
      new Set(
        [...absencesByPerson.keys()].filter((away) => away !== person && duty.standInFor(away, at).who === person),
      ),
    dutyDate,
    rosteredOn,
    standInFor(person, at) {
      if (absenceOf(person, at) === null) return { who: person, why: 'here', isCircle: false };
      const asked = new Set<PersonRef>();
      const { who, isCircle } = follow(person, at, asked);
      if (who !== null) return { who, why: 'deputy', isCircle };
      const team = policy.people.get(person)?.team ?? null;
      const turn = team === null || isCircle ? null : rosteredOn(team, dutyDate(team, at)).rostered;
      const onDuty = follow(turn, at, asked).who;
      if (onDuty !== null) return { who: onDuty, why: 'duty', isCircle };
      const led = follow(leadOf(team), at, asked).who;
      return led === null ? { who: null, why: 'nobody', isCircle } : { who: led, why: 'lead', isCircle };
    },
    onDuty(team, at) {
      const { rostered, by } = rosteredOn(team, dutyDate(team, at));
      if (rostered === null) return { rostered, by, person: null };
      const asked = new Set<PersonRef>();
      const person = follow(rostered, at, asked).who ?? follow(leadOf(team), at, asked).who;
      return { rostered, by, person };
    },
  };
  return duty;
}

interface Followed {
  readonly who: PersonRef | null;
  readonly isCircle: boolean;
}

/** Of two declared in one moment the one that lasts longer. */
function isLater(one: Absence, other: Absence): boolean {
  return one.declaredAt > other.declaredAt || (one.declaredAt === other.declaredAt && one.until > other.until);
}
