import type { TicketVerb } from '../change-ticket.ts';

/** 步骤: one step of the plan is done. Its owner may say so whatever their team. */
export const finishStep: TicketVerb<{ readonly n: number; readonly remark: string | null }> = {
  deed: 'step-done',
  plan({ number, commitments }, { n, remark }) {
    const isOpen = commitments.some((one) => one.rule === 'plan-step' && one.n === n && one.state === 'open');
    if (!isOpen) return { code: 'refused', reason: 'no-such-step', number, n };
    return { deeds: [{ type: 'step-done', n }], remark, outcome: () => ({ code: 'step-done', number, n }) };
  },
};
