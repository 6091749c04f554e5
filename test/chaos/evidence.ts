import type { Call } from '../support/fake-slack/fake-slack.ts';
import type { Company, Team } from './company.ts';
import type { PlannedCase } from './plan.ts';
import type { CardFace, Shown } from './read-log.ts';
import type { RequestRecord } from './requests.ts';

export const COUNTERS = ['lost', 'unanswered', 'doubled', 'disordered', 'moot'] as const;
export type Counter = (typeof COUNTERS)[number];

export interface Violation {
  readonly counter: Counter;
  /** Mark of the ticket; empty for a message that belongs to none. */
  readonly mark: string;
  readonly text: string;
}

export interface Verdict {
  readonly violations: readonly Violation[];
  /** Messages that say themselves that they may be repeats. */
  readonly uncertain: number;
  readonly acknowledged: number;
}

export interface Evidence {
  readonly requests: readonly RequestRecord[];
  readonly calls: readonly Call[];
  readonly cases: readonly PlannedCase[];
  readonly company: Company;
  /** When business time was moved: what was to be quiet until a time may speak earlier. */
  readonly movedAt: readonly number[];
}

/** One ticket as the two sources have it. */
export interface Case {
  readonly planned: PlannedCase;
  readonly team: Team;
  readonly requests: readonly RequestRecord[];
  /** Posts of its own card; one, where all is well. */
  readonly anchors: readonly Shown[];
  /** Its card's faces in the order in which Slack took them. */
  readonly faces: readonly CardFace[];
  readonly thread: readonly Shown[];
  readonly numbers: ReadonlySet<string>;
}
