import { customerKey } from '../../domain/intake/customer-name.ts';
import type { DemandedTime } from '../../domain/ticket/ticket.ts';
import { DEMANDED_CLOCKS } from '../../domain/ticket/ticket.ts';
import type { Instant } from '../../domain/time.ts';
import type { TicketVerb, VerbContext } from '../change-ticket.ts';

/** What a ticket that is merged away still owes, and brings along. */
export interface Legacy {
  readonly from: string;
  readonly spokenAt: Instant;
  readonly owed: readonly DemandedTime[];
  readonly wantsWriting: boolean;
  readonly isRaised: boolean;
  readonly customer: string | null;
}

/** 合并, the one that goes: nothing of its own is owed any more, the other one owes it all. */
export const mergeAway: TicketVerb<{ readonly id: string; readonly number: string; readonly remark: string | null }> = {
  deed: 'merged',
  plan: ({ number }, { id, number: into, remark }) => ({
    deeds: [{ type: 'merged', into }],
    set: { mergedInto: id },
    remark,
    outcome: () => ({ code: 'merged', number, into }),
  }),
};

/** 合并, the one that goes on: with the older word, and no more time than either had. */
export const absorbTicket: TicketVerb<Legacy> = {
  deed: 'absorbed',
  plan({ number, ticket, view, commitments }, { from, spokenAt, owed, wantsWriting, isRaised, customer }) {
    const running = new Set(commitments.flatMap((one) => (one.state === 'open' ? [one.rule] : [])));
    // What is done on this one is done for both; only a word that nobody answered yet begins a clock anew.
    const demands = owed.filter(({ clock }) => clock === 'first-contact' || running.has(clock));
    return {
      deeds: [
        { type: 'absorbed', from, spokenAt, demands, ...(wantsWriting ? { wantsWriting } : {}) },
        ...(isRaised && !ticket.needsEscalation ? [{ type: 'escalated' } as const] : []),
      ],
      ...(view.customer === null && customer !== null
        ? { customer: { name: customer, key: customerKey(customer) } }
        : {}),
      outcome: () => ({ code: 'merged', number: from, into: number }),
    };
  },
};

/** What a ticket leaves to the one that it is merged into. */
export function legacyOf({
  number,
  ticket,
  view,
  commitments,
  policy,
  now,
}: Omit<VerbContext, 'actor' | 'events'>): Legacy {
  const owed = DEMANDED_CLOCKS.flatMap((clock): DemandedTime[] => {
    const one = commitments.find(({ rule, state }) => rule === clock && state === 'open');
    if (one === undefined) return [];
    if (one.pausedAt === null) return [{ clock, dueAt: one.dueAt, since: now }];
    // The wait ends here: what was left of its time when it began is left now.
    const calendar = policy.calendarOf(one.team);
    const leftMs = calendar.between(one.basis, one.pausedAt, Math.max(one.dueAt, one.pausedAt));
    const dueAt =
      one.dueAt <= one.pausedAt ? one.dueAt : calendar.deadline(one.basis, now, { unit: 'time', ms: leftMs }, []);
    return [{ clock, dueAt: dueAt ?? one.dueAt, since: now }];
  });
  return {
    from: number,
    spokenAt: ticket.spokenAt,
    owed,
    wantsWriting: ticket.written === 'asked',
    isRaised: ticket.needsEscalation,
    customer: view.customer?.name ?? null,
  };
}
