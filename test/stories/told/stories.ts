import type { Story } from '../telling/tell.ts';
import { CORRECTIONS } from './corrections.ts';
import { DUTY } from './duty.ts';
import { ENGLISH } from './english.ts';
import { ESCALATION } from './escalation.ts';
import { FORMS } from './forms.ts';
import { MESSAGES } from './messages.ts';
import { PROMISES } from './promises.ts';
import { QUIET_HOURS } from './quiet-hours.ts';
import { REFUSALS } from './refusals.ts';
import { SEARCHING } from './searching.ts';
import { TODO } from './todo.ts';
import { WHOLE_WAY } from './whole-way.ts';

/** Every story, each told on each surface that can have it. */
export const STORIES: readonly Story[] = [
  ...WHOLE_WAY,
  ...FORMS,
  ...REFUSALS,
  ...ESCALATION,
  ...QUIET_HOURS,
  ...MESSAGES,
  ...ENGLISH,
  ...PROMISES,
  ...DUTY,
  ...SEARCHING,
  ...TODO,
  ...CORRECTIONS,
];
