import { care } from './care.ts';
import type { CareClock } from './rule.ts';

/** What care can owe: one clock, which runs for each ask. */
export const careRules: readonly CareClock[] = [care];
