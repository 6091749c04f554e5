import { escalation } from './escalation.ts';
import { firstContact } from './first-contact.ts';
import { resolve } from './resolve.ts';
import type { Rule } from './rule.ts';
import { start } from './start.ts';

/** Every rule of a ticket, in the order in which a person would name them. */
export const ticketRules: readonly Rule[] = [firstContact, start, resolve, escalation];
