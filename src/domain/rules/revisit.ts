import { CLOSING_SCORE, REOPENING_SCORE } from '../ticket/ticket.ts';
import { clockRule, fromNow } from './clock-rule.ts';
import { CANCEL, MEET, startFrom } from './rule.ts';

/**
 * S7 回访: after it was resolved, until the customer's score or word is on record. A score between closing and reopening
 * asks for objections (T8): they are owed another question, or the ticket would rest with nothing open.
 */
export const revisit = clockRule('revisit', {
  pauses: false,
  on: {
    resolved: fromNow,
    rated: ({ at, deed }) =>
      deed.type === 'rated' && deed.score > REOPENING_SCORE && deed.score < CLOSING_SCORE
        ? [...MEET, ...startFrom(at)]
        : MEET,
    closed: MEET,
    reopened: CANCEL,
  },
});
