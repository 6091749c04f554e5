import { care } from './care.ts';
import { invitation } from './invitation.ts';
import type { CareClock } from './rule.ts';

/** What care can owe: one clock for what is asked of a team and one for invitations, which run for each ask. */
export const careRules: readonly CareClock[] = [care, invitation];
