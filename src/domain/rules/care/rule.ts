import type { Care, CareDeed } from '../../care/care.ts';
import type { SubjectRule } from '../rule.ts';

/** One thing that a customer's care can owe. */
export type CareClock = SubjectRule<Care, CareDeed>;
