import { clockRule, fromNow } from './clock-rule.ts';
import { CANCEL, MEET, STAY } from './rule.ts';

/**
 * S6 告知结果: every ending, a cancelled one too, owes the customer the result (T11); a merged ticket's is owed, and told,
 * by the one it went into. Their word on it shows that they know; where they demanded it in writing, only a written
 * answer meets it (T14).
 */
export const tell = clockRule('tell', {
  pauses: false,
  on: {
    resolved: fromNow,
    cancelled: fromNow,
    told: (_event, ticket) => (ticket.written === 'asked' ? STAY : MEET),
    rated: MEET,
    closed: MEET,
    reopened: CANCEL,
  },
});
