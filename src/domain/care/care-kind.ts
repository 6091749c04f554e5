import type { SubjectKind } from '../commitment/subject-kind.ts';
import { careRules } from '../rules/care/index.ts';
import { applyCareEvent } from './apply-event.ts';
import type { Care, CareDeed } from './care.ts';

/**
 * A customer's care as the engine sees it: each ask is owed by the customer's owner (or whoever it was handed to), in
 * working time. An urgent ticket pauses nothing: what was asked for ends with it, and begins anew on terms of its own.
 */
export const careKind: SubjectKind<Care, CareDeed> = {
  type: 'customer',
  rules: careRules,
  apply: applyCareEvent,
  terms: ({ team, owner }) => ({ team, owner, basis: 'working', round: 1, isPaused: false, demands: [] }),
};
