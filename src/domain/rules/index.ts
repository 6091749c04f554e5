import { delay } from './delay.ts';
import { escalation } from './escalation.ts';
import { firstContact } from './first-contact.ts';
import { plan } from './plan.ts';
import { planStep } from './plan-step.ts';
import { progress } from './progress.ts';
import { resolve } from './resolve.ts';
import { revisit } from './revisit.ts';
import type { Rule } from './rule.ts';
import { start } from './start.ts';
import { tell } from './tell.ts';
import { waitEnd } from './wait-end.ts';

/** Every rule of a ticket, in the order in which a person would name them. */
export const ticketRules: readonly Rule[] = [
  firstContact,
  start,
  plan,
  planStep,
  progress,
  resolve,
  delay,
  waitEnd,
  tell,
  revisit,
  escalation,
];
