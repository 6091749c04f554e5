import type { Ms } from '../../../domain/time.ts';

/**
 * What a failed call means. `unreached`: it never left. `unclear`: it may have been done. `busy`: the platform asks to
 * come again. `limited`: refused for pace. `locked-out`: an administrator has to change something in the console before
 * anything works. `nobody`: this person cannot be written to, and never will be. `closed`: the group is no more.
 * `stands`: a card of this task id was taken before. `refused`: this message will never work.
 */
export type Failure =
  | { readonly kind: 'unreached' | 'unclear'; readonly reason: string }
  | { readonly kind: 'busy' }
  | { readonly kind: 'limited'; readonly afterMs: Ms }
  | {
      readonly kind: 'locked-out' | 'nobody' | 'closed' | 'stands' | 'refused';
      readonly errcode: number;
      readonly errmsg: string;
      /** Nothing is known of this code: it is logged whole and counted. */
      readonly isUnknown: boolean;
    };

/** A call that WeCom did not do, or that nobody knows the end of. */
export class WecomCallFailed extends Error {
  readonly failure: Failure;
  constructor(api: string, failure: Failure, options?: ErrorOptions) {
    super(`WeCom ${api}: ${'errcode' in failure ? failure.errcode : failure.kind}`, options);
    this.name = 'WecomCallFailed';
    this.failure = failure;
  }
}

/** The token is not, or no longer, valid: fetched anew, the call works. */
export const STALE_TOKEN: ReadonlySet<number> = new Set([40014, 42001]);

/** An API that was called too often rests for the minute that is counted (D/90313). */
const RATE_REST_MS: Ms = 60_000;
const CONCURRENCY_REST_MS: Ms = 1_000;

/** The codes that administrators are told what to do about; each has its words in i18n. */
export const LOCKED_OUT = [40001, 40013, 40056, 48002, 60011, 60020, 301002] as const;
export type LockedOutCode = (typeof LOCKED_OUT)[number];

const NOBODY: ReadonlySet<number> = new Set([40003, 60111, 81013, 82001, 84061]);
const CLOSED: ReadonlySet<number> = new Set([86001, 86003, 86008]);
const REFUSED: ReadonlySet<number> = new Set([40058, 40097, 45002]);

/**
 * ? Task ids must not come twice (D/90236); by which code a second one is refused is nowhere documented. Of a code that
 * nobody knows the words have to do, should they name the task id; our ids are well formed, so nothing else can be wrong
 * with one.
 */
const NAMES_TASK_ID = /\btask_?id\b/i;

/** Sorts a code that is not 0 (D/90313). But for `stands` only the code counts: the vendor changes the words. */
export function failureOfCode(errcode: number, errmsg: string): Failure {
  if (errcode === -1) return { kind: 'busy' };
  if (errcode === 45009) return { kind: 'limited', afterMs: RATE_REST_MS };
  if (errcode === 45033) return { kind: 'limited', afterMs: CONCURRENCY_REST_MS };
  const said = { errcode, errmsg, isUnknown: false };
  if (isLockedOut(errcode)) return { kind: 'locked-out', ...said };
  if (NOBODY.has(errcode)) return { kind: 'nobody', ...said };
  if (CLOSED.has(errcode)) return { kind: 'closed', ...said };
  if (REFUSED.has(errcode)) return { kind: 'refused', ...said };
  if (NAMES_TASK_ID.test(errmsg)) return { kind: 'stands', ...said };
  return { kind: 'refused', ...said, isUnknown: true };
}

export function isLockedOut(errcode: number): errcode is LockedOutCode {
  return LOCKED_OUT.some((one) => one === errcode);
}

/** Whatever a call rejected with. */
export function failureOf(error: unknown): Failure {
  if (error instanceof WecomCallFailed) return error.failure;
  return { kind: 'unclear', reason: error instanceof Error ? error.name : 'unknown' };
}
