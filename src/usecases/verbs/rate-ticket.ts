import { AUTOMATIC_REOPENS, CLOSING_SCORE, REOPENING_SCORE, type TicketDeed } from '../../domain/ticket/ticket.ts';
import type { TicketVerb } from '../change-ticket.ts';

/** 评分: 4–5 closes, 3 asks for objections first, 1–2 reopens, three times by itself; then the manager decides (T8). */
export const rateTicket: TicketVerb<{ readonly score: number; readonly remark: string | null }> = {
  deed: 'rated',
  plan({ number, ticket }, { score, remark }) {
    const rated: TicketDeed = { type: 'rated', score };
    if (score >= CLOSING_SCORE) {
      return {
        deeds: [rated, { type: 'closed', word: 'satisfied' }],
        remark,
        outcome: () => ({ code: 'rated', number, score, led: 'closed' }),
      };
    }
    if (score <= REOPENING_SCORE && ticket.badScores >= AUTOMATIC_REOPENS) {
      return {
        deeds: [rated, { type: 'escalated' }],
        remark,
        outcome: () => ({ code: 'rated', number, score, led: 'manager' }),
      };
    }
    const reopens = score <= REOPENING_SCORE;
    return {
      deeds: reopens ? [rated, { type: 'reopened' }] : [rated],
      remark,
      outcome: () => ({ code: 'rated', number, score, led: reopens ? 'reopened' : 'asked' }),
    };
  },
};
