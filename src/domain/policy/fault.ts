import type { Kind, Platform } from '../vocabulary.ts';

/** What can be wrong in a policy file, and what the sentence about it (i18n/config) needs to know. */
export interface PolicyProblemParams {
  'unknown-key': { readonly name: string; readonly near: string | null };
  /** `quotable`: the text is there but reads as a number or truth value; this is how to quote it. */
  'wrong-type': { readonly expected: 'text' | 'list' | 'mapping' | 'number'; readonly quotable: string | null };
  'not-one-of': { readonly choices: readonly string[]; readonly near: string | null };
  'bad-duration': Nothing;
  'bad-length': Nothing;
  'bad-span': Nothing;
  'bad-date': Nothing;
  'bad-days': Nothing;
  'bad-whole-days': Nothing;
  'bad-working-days': Nothing;
  'bad-displeased': Nothing;
  'second-talk-order': Nothing;
  'cadence-ahead': Nothing;
  'cadence-twice': { readonly ask: string };
  'bad-share': Nothing;
  'bad-zone': Nothing;
  'bad-name': Nothing;
  'bad-key': { readonly name: string };
  'bad-slack-account': Nothing;
  'bad-slack-channel': Nothing;
  'bad-wecom-account': Nothing;
  'bad-wecom-channel': Nothing;
  'bad-playground-id': Nothing;
  'bad-holidays': Nothing;
  'bad-clock': Nothing;
  'bad-customers': Nothing;
  'empty-list': Nothing;
  'out-of-range': { readonly least: number | null; readonly most: number | null };
  'hours-order': Nothing;
  'hours-past-midnight': Nothing;
  'rest-all-day': Nothing;
  'date-twice': { readonly date: string };
  'no-such-person': { readonly name: string; readonly near: string | null };
  'no-such-team': { readonly name: string; readonly near: string | null };
  'no-such-audience': { readonly name: string; readonly near: string | null };
  'reserved-name': { readonly name: string };
  'account-twice': { readonly platform: Platform; readonly other: string };
  'kind-twice': { readonly kind: Kind; readonly other: string };
  'kind-unhandled': { readonly kind: Kind };
  /** `base`: what holds for every customer, as the file writes it. */
  'tier-looser': { readonly base: string };
  'ladder-order': Nothing;
  'repeat-without-times': Nothing;
  'times-without-repeat': Nothing;
  'bad-time': Nothing;
  'rota-twice': Nothing;
  'start-without-weeks': Nothing;
  'bad-daily': Nothing;
  'bad-gathering': Nothing;
  'gather-without-limit': Nothing;
}

/** A problem that says everything by its key. */
export type Nothing = Readonly<Record<string, never>>;

/** A key of some table of problems with its own parameters. */
export type ProblemOf<Params> = { [K in keyof Params]: { readonly key: K; readonly params: Params[K] } }[keyof Params];

export type PolicyProblem = ProblemOf<PolicyProblemParams>;

/** Keys and list indexes from the top of the file to the value at fault. */
export type PolicyPath = readonly (string | number)[];

/** One fault of a policy file. */
export interface PolicyFault {
  readonly path: PolicyPath;
  /** Whether the name itself is at fault, and not what stands behind it. */
  readonly at: 'key' | 'value';
  readonly problem: PolicyProblem;
}

/** A fault of the value at `path`. */
export function faultAt<K extends keyof PolicyProblemParams>(
  path: PolicyPath,
  key: K,
  params: PolicyProblemParams[K],
  at: 'key' | 'value' = 'value',
): PolicyFault {
  return { path, at, problem: { key, params } as ProblemOf<PolicyProblemParams> };
}
