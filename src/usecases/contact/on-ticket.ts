import { readCustomersWord } from '../../domain/contact/customers-word.ts';
import type { Actor } from '../../domain/people.ts';
import type { Instant } from '../../domain/time.ts';
import { decideChange, type TicketVerb } from '../change-ticket.ts';
import type { Decided, LoadedTicket, Policies, Surface } from '../ports.ts';
import { closeTicket } from '../verbs/close-ticket.ts';
import { logContact } from '../verbs/log-contact.ts';
import { logUnansweredRevisit } from '../verbs/log-unanswered-revisit.ts';
import { rateTicket } from '../verbs/rate-ticket.ts';
import { tellCustomer } from '../verbs/tell-customer.ts';
import type { RecordContact } from './record-contact.ts';

/**
 * A talk about a ticket is a deed on it, by the ticket's own verbs. The customer's word on a result meets the revisit (and
 * shows that they know it); without one the talk meets the clock that waits for them to be told, else those that wait for
 * them to be reached. An attempt that reached nobody meets none (C11).
 */
export function decideOnTicket(
  policies: Policies,
  surfaces: readonly Surface[],
  loaded: LoadedTicket,
  { outcome, channel, content, feedback }: Pick<RecordContact, 'outcome' | 'channel' | 'content' | 'feedback'>,
  actor: Actor,
  now: Instant,
): Decided {
  const { view } = loaded;
  const remark = content === '' ? null : content;
  const reached = outcome === 'reached';
  const owes = (rule: string) => view.commitments.some((one) => one.rule === rule && one.state === 'open');
  const decide = <Input>(verb: TicketVerb<Input>, input: Input) =>
    decideChange(policies, surfaces, loaded, { number: view.number, actor }, verb, input, now);
  if (reached && view.status === 'resolved' && (owes('tell') || owes('revisit'))) {
    const word = readCustomersWord(feedback ?? '') ?? readCustomersWord(content);
    if (word !== null) {
      return word.score === null
        ? decide(closeTicket, { word: word.word, remark })
        : decide(rateTicket, { score: word.score, remark });
    }
  }
  if (reached && owes('tell')) return decide(tellCustomer, { written: channel === 'email', remark });
  if (!reached && view.status === 'resolved' && owes('revisit')) return decide(logUnansweredRevisit, { remark });
  return decide(logContact, { reached, remark });
}
