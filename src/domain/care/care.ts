import type { NoticedDeed, SubjectEvent } from '../commitment/subject-kind.ts';
import type { IsoDay } from '../customer/customer.ts';
import type { Instant } from '../time.ts';
import type { PersonRef } from '../vocabulary.ts';
import type { CareAnswer } from './facts.ts';
import type { CareReason, MovedBecause } from './reason.ts';
import type { CareAsk, CareRule, ChurnCause, VoidReason } from './vocabulary.ts';

/** One item of an ask, as the history keeps it. */
export interface AskedItem {
  readonly key: string;
  readonly rule: CareRule;
  readonly ask: CareAsk;
  readonly reason: CareReason;
  readonly dueAt: Instant;
  /** Why it is asked for on another day than its own; absent where it is its own, and in older entries. */
  readonly moved?: MovedBecause;
}

/** When what is left of an ask is asked for again, and by when it is to be done. */
export interface AskTerms {
  /** The ask is posted to the owner then (the engine's `asked` stage, in working time). */
  readonly askAt: Instant;
  /** From then on it escalates. */
  readonly dueAt: Instant;
}

/**
 * The clocks of care. Invitations to a campaign run on one of their own: they are asked of their owner and gathered, so
 * that hundreds of them are one list; everything else is asked in the team's channel.
 */
export type CareClockName = 'care' | 'invitation';

/** One reminder of care and what became of its items. One commitment of the rule `care` or `invitation`, by `n` and `round`. */
export interface CareAskState extends AskTerms {
  readonly n: number;
  /** Absent: `care`. */
  readonly clock?: 'invitation';
  /** Counts how often it was begun anew: handed over, answered in part, released. */
  readonly round: number;
  readonly day: IsoDay;
  readonly owner: PersonRef | null;
  readonly team: string;
  /** Not answered yet; none: the ask is over. */
  readonly open: readonly AskedItem[];
  /** What an item does as well: done with it, asked for again by itself when that one is not needed. */
  readonly covered: readonly { readonly key: string; readonly by: string }[];
}

/** A customer's care as its history makes it. */
export interface Care {
  readonly team: string;
  readonly owner: PersonRef | null;
  /** Asks with something open. */
  readonly asks: readonly CareAskState[];
  readonly lastN: number;
  readonly lastAskedDay: IsoDay | null;
  /** An urgent ticket of the customer is open: what was asked for stands still. */
  readonly isHeld: boolean;
  /** Of every item the last answer. */
  readonly answers: readonly CareAnswer[];
  /** The last lost-customer warning; `talkedAt`: when its cause was talked about. */
  readonly warning: {
    readonly raisedAt: Instant;
    readonly signs: readonly string[];
    readonly talkedAt: Instant | null;
    readonly cause: ChurnCause | null;
  } | null;
}

/**
 * What happened to a customer's care. Ids, enums, days and times; reasons that people write stand in remarks. In the log
 * of the customer's subject they stand beside other entries (`customer-edited` …), which are no business of this kind:
 * load those whose type is one of CARE_DEEDS.
 */
export type CareDeed =
  | {
      readonly type: 'care-asked';
      readonly n: number;
      readonly day: IsoDay;
      readonly askAt: Instant;
      readonly dueAt: Instant;
      readonly items: readonly AskedItem[];
      /** Keys that an item covers: answered when that one is. */
      readonly covered: readonly { readonly key: string; readonly by: string }[];
      readonly owner: PersonRef | null;
      readonly team: string;
      /** The clock that it runs on to its end, whatever is left of it; absent: `care`. */
      readonly clock?: 'invitation';
      /** Hash of the policy in force. */
      readonly policy: string;
    }
  /** `keys`: the items meant. `rest`: terms of what stays open, `null` when nothing does (see restOf in ask-terms.ts). */
  | {
      readonly type: 'care-done';
      readonly n: number;
      readonly keys: readonly string[];
      readonly day: IsoDay;
      /** The contact that it was done by, where there is one. */
      readonly contact: string | null;
      readonly rest: AskTerms | null;
    }
  /** Not needed; the reason in a remark. */
  | {
      readonly type: 'care-skipped';
      readonly n: number;
      readonly keys: readonly string[];
      readonly day: IsoDay;
      readonly rest: AskTerms | null;
    }
  /** Asked for again on `until`, in a new ask. */
  | {
      readonly type: 'care-later';
      readonly n: number;
      readonly keys: readonly string[];
      readonly day: IsoDay;
      readonly until: IsoDay;
      readonly rest: AskTerms | null;
    }
  /** Asked of somebody else, on the terms of termsFrom in ask-terms.ts. */
  | (AskTerms & {
      readonly type: 'care-handed';
      readonly n: number;
      readonly to: PersonRef;
      readonly team: string;
    })
  /** An urgent ticket was opened: what is asked for stands still, and nothing new is asked for. */
  | { readonly type: 'care-held'; readonly ticket: string | null; readonly policy: string }
  /** It is over: every open ask comes again, on terms of its own. */
  | {
      readonly type: 'care-released';
      readonly asks: readonly (AskTerms & { readonly n: number })[];
    }
  /** Nothing is owed any more for these, though nobody did it. */
  | {
      readonly type: 'care-void';
      readonly n: number;
      readonly keys: readonly string[];
      readonly because: VoidReason;
      readonly rest: AskTerms | null;
    }
  /** A lost-customer warning was raised. What was seen stands in the customer's evidence. */
  | { readonly type: 'care-warned'; readonly signs: readonly string[]; readonly policy: string }
  /** The talk on its cause was held. */
  | { readonly type: 'care-cause'; readonly cause: ChurnCause; readonly day: IsoDay }
  | { readonly type: 'acknowledged'; readonly rule: string | null; readonly n: number | null }
  | { readonly type: 'noted' }
  | NoticedDeed
  /** `since`: when that policy came into force. */
  | { readonly type: 'policy-changed'; readonly policy: string; readonly since?: Instant };

/** One entry of a customer's history of care. */
export type CareEvent = SubjectEvent<CareDeed>;

/** The types of entries that this kind reads. `policy-changed` and `acknowledged` are this kind's alone in a customer's log. */
export const CARE_DEEDS = [
  'care-asked',
  'care-done',
  'care-skipped',
  'care-later',
  'care-handed',
  'care-held',
  'care-released',
  'care-void',
  'care-warned',
  'care-cause',
  'acknowledged',
  'noted',
  'noticed',
  'policy-changed',
] as const satisfies readonly CareDeed['type'][];
