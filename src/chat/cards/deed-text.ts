import type { TicketDeed } from '../../domain/ticket/ticket.ts';
import type { HistoryEntry } from '../../usecases/ports.ts';
import type { Card } from '../card.ts';
import { type CardContext, timeText } from './context.ts';

/** An entry of the history in one sentence, without its remark. */
export function deedText(entry: Pick<HistoryEntry, 'by' | 'deed'>, context: CardContext): string {
  const { m } = context;
  const who = entry.by === 'system' ? m.ticket.system : context.nameOf(entry.by);
  const words = m.ticket.deed;
  const { deed } = entry;
  switch (deed.type) {
    case 'edited':
      return words.edited({ who, what: editedParts(deed, context) });
    case 'assigned':
      return words.assigned({ who, to: context.nameOf(deed.to) });
    case 'contacted':
      return deed.reached ? words.reached({ who }) : words.notReached({ who });
    case 'planned':
      return words.planned({ who, eta: timeText(context, deed.eta) });
    case 'step-done':
      return words.stepDone({ who, n: deed.n });
    case 'waited':
      return words.waited({ who, on: deed.on, until: timeText(context, deed.until) });
    case 'told':
      return deed.written ? words.toldInWriting({ who }) : words.told({ who });
    case 'revisit-unanswered':
      return words.revisitUnanswered({ who });
    case 'rated':
      return words.rated({ who, score: deed.score });
    case 'closed':
      return words.closed({ who, word: m.ticket.word(deed.word) });
    case 'noticed': {
      const audiences = deed.audiences.map((one) =>
        m.ticket.audience(one, context.policy.people.get(one)?.name ?? null),
      );
      return words.noticed({ rule: m.ticket.rule(deed.rule), audiences: audiences.join(m.view.listJoin) });
    }
    case 'policy-changed':
      return words.policyChanged;
    case 'merged':
      return words.merged({ who, into: deed.into });
    case 'absorbed':
      return words.absorbed({ who, from: deed.from });
    case 'linked':
      return words.linked({ to: deed.to, times: deed.times });
    case 'undone':
      return m.correction.deed({ who, what: m.correction.what[deed.what] });
    case 'tiered':
      return deed.tier === null ? words.untiered : words.tiered({ tier: m.ticket.tier(deed.tier) });
    default:
      return words[deed.type]({ who });
  }
}

function editedParts(deed: TicketDeed & { type: 'edited' }, { m }: CardContext): string {
  const parts = Object.keys(deed.edit) as (keyof typeof deed.edit)[];
  return parts.map((part) => m.ticket.part[part]).join(m.view.listJoin);
}

/**
 * What happened, as a reply in the thread of the ticket's card; its summary names the ticket, since it is read where no
 * card is seen: on a locked phone, or in a chat that knows no threads.
 */
export function threadCard(entry: HistoryEntry, number: string, context: CardContext): Card {
  const { view } = context.m;
  const title = deedText(entry, context);
  const what = entry.remark === null ? title : view.withRemark({ what: title, remark: entry.remark });
  return {
    tone: 'muted',
    title,
    summary: view.ofTicket({ number, what }),
    ...(entry.remark === null ? {} : { body: entry.remark }),
    footer: timeText(context, entry.at),
  };
}
