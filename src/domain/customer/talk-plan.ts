import type { Purpose } from '../contact/contact.ts';
import type { Stage, Urgency } from '../vocabulary.ts';

/** What of a customer says which talk comes next. */
export interface TalkOccasion {
  readonly stage: Stage | null;
  /** Of the open tickets. */
  readonly urgencies: readonly Urgency[];
  /** Days until the contract ends; `null` when unknown, negative when it has ended. */
  readonly contractEndsIn: number | null;
}

/** A contract that ends within so many days is what the next talk is about. */
export const CONTRACT_ENDS_SOON = 30;

/** Talks whose outcome somebody will want to read again (C10). */
const FORMAL: ReadonlySet<Purpose> = new Set(['proposal', 'renewal']);

/** What the next talk will be about, when nobody has said; `null` when nothing stands out. */
export function likelyPurpose({ stage, urgencies, contractEndsIn }: TalkOccasion): Purpose | null {
  if (urgencies.includes('urgent')) return 'complaint';
  if (contractEndsIn !== null && contractEndsIn >= 0 && contractEndsIn <= CONTRACT_ENDS_SOON) return 'renewal';
  if (stage === 'prospect') return 'lead';
  return stage === 'new' || stage === 'at-risk' ? 'care' : null;
}

/** Whether a talk for these purposes is a formal one. */
export function isFormalTalk(purposes: readonly Purpose[]): boolean {
  return purposes.some((one) => FORMAL.has(one));
}
