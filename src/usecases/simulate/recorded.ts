import type { SubjectEvent, SubjectType } from '../../domain/commitment/subject-kind.ts';
import type { Instant } from '../../domain/time.ts';
import type { Address } from '../../domain/vocabulary.ts';

/** What identifies something that was owed, within its subject. */
export interface OwedKey {
  readonly rule: string;
  readonly round: number;
  readonly n: number;
}

/** That somebody was told, really or in the replay. */
export interface Told extends OwedKey {
  readonly stage: number;
  readonly repeat: number;
  readonly audience: string;
  readonly at: Instant;
  readonly urgent: boolean;
  /** How late the telling itself was: the product had not been running. */
  readonly lateSeconds: number;
  /** Conversations that heard it; none where another audience of the same telling already had. */
  readonly to: readonly ToldPlace[];
}

/** A conversation that heard something. */
export interface ToldPlace extends Address {
  /** Until then it was kept back, to go out with others; absent: it was said at once. */
  readonly heldUntil?: Instant;
}

/** A deadline that passed unmet. */
export interface Missed extends OwedKey {
  readonly at: Instant;
}

/** A subject as it really went. */
export interface RecordedSubject<Deed extends { readonly type: string } = { readonly type: string }> {
  readonly type: SubjectType;
  readonly id: string;
  /** As people know it, `C202610001`. */
  readonly number: string;
  readonly origin: Address | null;
  /** In order of seq. */
  readonly events: readonly SubjectEvent<Deed>[];
  readonly told: readonly Told[];
  readonly missed: readonly Missed[];
  /** Everything that was ever owed: people could react to that alone. */
  readonly owed: readonly OwedKey[];
  /** Teams that owed something. */
  readonly teams: readonly string[];
}

/** An owed thing as one text, for maps. */
export function owedKey({ rule, round, n }: OwedKey): string {
  return `${rule}/${round}/${n}`;
}
