import { completeContact } from './complete-contact.ts';
import { doubleConfirm } from './double-confirm.ts';
import { followUp } from './follow-up.ts';
import { nextTalk } from './next-talk.ts';
import type { ContactRule } from './rule.ts';

/** Every rule of a contact, in the order in which a person would name them. */
export const contactRules: readonly ContactRule[] = [followUp, completeContact, doubleConfirm, nextTalk];
