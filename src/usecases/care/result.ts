import type { CampaignAnswer, ChurnCause } from '../../domain/care/vocabulary.ts';
import type { IsoDay } from '../../domain/customer/customer.ts';
import type { PersonRef, Role } from '../../domain/vocabulary.ts';

/** What every answer about a customer's care says. */
interface AboutCare {
  readonly about: 'care';
  /** The customer's running number. */
  readonly number: number;
}

/** Why nothing was done; nothing was changed. */
export type CareRefusal =
  | { readonly code: 'refused'; readonly reason: 'unknown-customer' }
  | { readonly code: 'refused'; readonly reason: 'nothing-asked'; readonly nextDay: IsoDay | null }
  | { readonly code: 'refused'; readonly reason: 'ask-over'; readonly n: number }
  /** Several are open and none was named. */
  | { readonly code: 'refused'; readonly reason: 'which-ask'; readonly open: readonly number[] }
  | { readonly code: 'refused'; readonly reason: 'needs-role'; readonly role: Role }
  | { readonly code: 'refused'; readonly reason: 'already-theirs'; readonly to: PersonRef }
  | { readonly code: 'refused'; readonly reason: 'not-later'; readonly day: IsoDay }
  | { readonly code: 'refused'; readonly reason: 'no-warning' }
  | { readonly code: 'refused'; readonly reason: 'not-invited' };

/** What came of a deed on a customer's care: ids, days and enums only, so that it can be kept for a repeat. */
export type CareResult = AboutCare &
  (
    | { readonly code: 'care-done'; readonly n: number; readonly left: number }
    | { readonly code: 'care-skipped'; readonly n: number; readonly left: number }
    | { readonly code: 'care-later'; readonly n: number; readonly until: IsoDay }
    | { readonly code: 'care-handed'; readonly n: number; readonly to: PersonRef }
    | { readonly code: 'care-acknowledged'; readonly n: number }
    | { readonly code: 'care-cause'; readonly cause: ChurnCause; readonly team: string }
    | { readonly code: 'care-answered'; readonly answer: CampaignAnswer }
    | CareRefusal
  );
