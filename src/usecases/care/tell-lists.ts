import type { Festival } from '../../domain/care/vocabulary.ts';
import type { IsoDay } from '../../domain/customer/customer.ts';
import { DAY_MS, type Ms } from '../../domain/time.ts';
import type { Address } from '../../domain/vocabulary.ts';
import { teamAddresses } from '../destinations.ts';
import type { Clock, Policies, Surface } from '../ports.ts';
import type { CareStore } from './ports.ts';

/** A festival that comes, and whom a team may greet (R7): ids and numbers alone. */
export interface CareList {
  readonly about: 'care-list';
  readonly team: string;
  readonly festival: Festival;
  readonly on: IsoDay;
  readonly customers: number;
  /** Who matters most, first. */
  readonly subjects: readonly string[];
}

export interface TellListsDeps {
  readonly store: Pick<CareStore, 'listsDue'>;
  readonly policies: Policies;
  readonly clock: Clock;
  readonly surfaces: () => readonly Surface[];
  /** True for the one replica whose turn it is. */
  readonly takeTurn: (job: string, everyMs: Ms) => Promise<boolean>;
  readonly enqueue: (to: Address, data: CareList) => Promise<void>;
}

/** Customers named on a list; the others are counted. */
export const LISTED_CUSTOMERS = 12;
/** A list whose morning we slept through still helps a little later. */
const LATE_DAYS = 3;
/** The same festival comes again after more than that. */
const ONCE_MS: Ms = 300 * DAY_MS;

/** Tells each team of the festivals ahead, once, in the morning of the day on which the plan has its list. */
export async function tellCareLists(deps: TellListsDeps): Promise<void> {
  const inForce = deps.policies.active();
  const calendar = inForce.calendarOf('');
  const now = deps.clock.now();
  if (!calendar.isWorkingTime(now) || calendar.isRest(now)) return;
  const today = calendar.dateOf(now);
  // The answer is the same all day: one look a day and process is enough.
  if (lookedOn.get(deps.store) === today) return;
  const from = new Date(Date.parse(today) - LATE_DAYS * DAY_MS).toISOString().slice(0, 10);
  for (const list of await deps.store.listsDue(from, today, LISTED_CUSTOMERS)) {
    if (!(await deps.takeTurn(`care-list:${list.team}:${list.festival}:${list.on}`, ONCE_MS))) continue;
    const owed = { team: list.team, owner: null, origin: null };
    for (const to of teamAddresses(inForce.policy, deps.surfaces(), owed)) {
      await deps.enqueue(to, { about: 'care-list', ...list });
    }
  }
  lookedOn.set(deps.store, today);
}

const lookedOn = new WeakMap<object, IsoDay>();
