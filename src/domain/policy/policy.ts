import type { Rota } from '../duty/rota.ts';
import type { Duration } from '../time.ts';
import type { ClockName, Kind, Locale, Role, Tier, Urgency } from '../vocabulary.ts';
import type { CarePolicy } from './care-policy.ts';
import type { CustomerPolicy } from './customer-policy.ts';
import type { NoisePolicy } from './noise-policy.ts';
import type { WecomCustomerPolicy } from './wecom-customers.ts';

/** Days and hours in which non-urgent clocks run. Minutes are minutes of the local day; `toMinute` may be 1440. */
export interface WorkingTime {
  readonly days: readonly Weekday[];
  readonly hours: readonly DaySpan[];
  /** `CN`: public holidays and make-up days of mainland China; `none`; or a list of ISO dates off. */
  readonly holidays: 'CN' | 'none' | readonly string[];
  /** Dates that win over any table: days off, and days worked. */
  readonly off: readonly string[];
  readonly working: readonly string[];
}

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export interface DaySpan {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** A department that works on tickets (T3). Channel ids are the platforms' own; a key of `people` fills each duty. */
export interface Team {
  readonly id: string;
  readonly name: string;
  readonly locale: Locale | null;
  readonly channels: { readonly slack?: string; readonly wecom?: string; readonly playground?: string };
  readonly handles: readonly Kind[];
  readonly lead: string | null;
  readonly manager: string | null;
  readonly head: string | null;
  readonly workingTime: WorkingTime | null;
  /** Who is on duty; absent: the file has no rota. */
  readonly duty?: Rota;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly team: string | null;
  readonly role: Role;
  readonly locale: Locale | null;
  /** Account on each platform; Slack's may carry its workspace: `T0ACME/U0LEAD`. */
  readonly accounts: { readonly slack?: string; readonly wecom?: string; readonly playground?: string };
}

/** Target of one clock for each urgency; `complex` replaces it on tickets so marked (T2, S3). */
export interface ClockTargets extends Readonly<Record<Urgency, Duration>> {
  readonly complex: Duration | null;
}

/** What a tier sets of one clock; `null` leaves it to the base. */
export interface TierTargets extends Readonly<Record<Urgency, Duration | null>> {
  readonly complex: Duration | null;
}

/** Tighter targets of each tier (S16). What ends sooner, the tier's or the base's, counts. */
export type TierClocks = Readonly<Partial<Record<Tier, Readonly<Partial<Record<ClockName, TierTargets>>>>>>;

/** When a problem counts as the same again (T15). */
export interface Repeats {
  /** The same customer's: so long after the last time; `off` looks for none. */
  readonly within: Duration;
  /** Several customers': so many in a day; `null` is off. */
  readonly customers: number | null;
}

/** Who a rung of the ladder speaks to. Any other word is a key of `people`. */
export type Audience = string;

export interface Rung {
  readonly after: Duration;
  readonly to: readonly Audience[];
  /** Posted again this long after, `times` times; `null` for once only. */
  readonly repeat: Duration | null;
  readonly times: number;
}

export interface Escalation {
  /** Share of the way to the deadline (0–1) at which the owner is warned; `null` is off. */
  readonly warn: number | null;
  readonly ladder: readonly Rung[];
  /** How long an acknowledgement stops the ladder. */
  readonly acknowledged: Duration;
}

/** How talks with customers are recorded and their promises kept (C2, C5, C7, C8). */
export interface ContactRules {
  /** How long after the talk its record may lack an element. */
  readonly record: Duration;
  /** How long before a promise is due its owner is reminded; the share of the way where that lies before it was made. */
  readonly reminder: Duration;
  /** How long a promise runs for which nobody named a date. */
  readonly promise: Duration;
  /** How long the second channel may take to confirm. */
  readonly confirmation: Duration;
}

/** The rules in force: the policy file merged over its preset, every value resolved. */
export interface Policy {
  readonly preset: string;
  readonly locale: Locale;
  readonly timezone: string;
  readonly workingTime: WorkingTime;
  readonly restTime: readonly DaySpan[];
  readonly strangers: 'agent' | 'refuse';
  readonly teams: ReadonlyMap<string, Team>;
  readonly people: ReadonlyMap<string, Person>;
  readonly clocks: Readonly<Record<ClockName, ClockTargets>>;
  readonly tiers: TierClocks;
  readonly repeats: Repeats;
  readonly contacts: ContactRules;
  readonly customers: CustomerPolicy;
  /** Absent in what an older release put in force: read it by `wecomCustomersOf`. */
  readonly wecomCustomers?: WecomCustomerPolicy;
  readonly care: CarePolicy;
  /** Days after its end when the words of a ticket or a talk are erased (T10); `null`: never. */
  readonly retentionDays: number | null;
  readonly escalation: Escalation;
  readonly noise: NoisePolicy;
}
