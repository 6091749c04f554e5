import type { CareDeed } from '../../domain/care/care.ts';
import type { CareFacts } from '../../domain/care/facts.ts';
import type { Instant } from '../../domain/time.ts';
import type { CareDraft } from './plan-customer.ts';

/** Warnings that a customer may be lost: not looked for yet. */
export function churnDeeds(_draft: CareDraft): readonly CareDeed[] {
  return [];
}

export function nextChurnLook(_draft: CareDraft, _facts: CareFacts): Instant | null {
  return null;
}
