import { mayDoToContact } from '../../domain/contact/permission.ts';
import type { AwaitingTalk } from '../../domain/contact/second-channel.ts';
import { secondChannelFor } from '../../domain/contact/second-channel.ts';
import { type Actor, actorOf } from '../../domain/people.ts';
import type { Instant } from '../../domain/time.ts';
import type { BesideContact, DecidedLog, LoadedContact, NewContact } from '../contact-ports.ts';
import type { ContactResult } from '../contact-result.ts';
import type { Decided, LoadedTicket, Policies, Surface } from '../ports.ts';
import { decideContact } from './change-contact.ts';
import { confirmContact } from './confirm-contact.ts';
import { decideOnTicket } from './on-ticket.ts';
import { prepareContact } from './prepare-contact.ts';
import type { RecordContact } from './record-contact.ts';

/** What a talk writes: itself, what it means for its ticket, and the agreement that it confirms (C8). Pure. */
export function decideLog(
  policies: Policies,
  surfaces: readonly Surface[],
  id: string,
  request: RecordContact,
  { ticket, awaiting }: BesideContact,
  now: Instant,
): DecidedLog {
  const policy = policies.active();
  const actor = actorOf(policy.policy, request.by);
  const { channel, outcome, purposes, content } = request;
  const ticketId = ticket?.view.id ?? null;
  const second = secondChannelFor(
    { channel, outcome, purposes, content, ticketId, spokenAt: request.spokenAt ?? now },
    actor === null ? [] : awaiting.map((loaded) => asAwaiting(loaded, actor)),
  );
  const { loaded = null } = second.confirmed ?? {};
  const [agreedOn] = loaded?.view.confirmedOn ?? [];
  const contact = prepareContact(policy, surfaces, request, now, {
    id,
    ticketId,
    // Each is the other's second channel.
    confirmedOn:
      request.twoChannels && loaded !== null && agreedOn !== undefined
        ? { channel: agreedOn, talk: loaded.view.id }
        : null,
  });
  const onTicket =
    ticket === null || actor === null ? null : decideOnTicket(policies, surfaces, ticket, request, actor, now);
  const confirming =
    loaded === null || actor === null || channel === null
      ? null
      : decideContact(
          policies,
          surfaces,
          loaded,
          { number: loaded.view.number, actor },
          confirmContact,
          { channel, remark: null, talk: id },
          now,
        );
  const answer = loggedAnswer(contact);
  return {
    contact,
    ticket: ticket === null || !onTicket?.changes ? null : { loaded: ticket, changes: onTicket.changes },
    confirmed: loaded === null || !confirming?.changes ? null : { loaded, changes: confirming.changes },
    tell: ({ number, customerId, sameTalk }) => ({
      ...answer,
      number,
      customerId,
      sameTalk,
      ...(onTicket === null ? {} : { onTicket: onTicket.outcome, ...wantsWord(ticket, onTicket) }),
      ...(confirming?.outcome.code === 'confirmed-on'
        ? { confirmed: { number: confirming.outcome.number, channels: confirming.outcome.channels } }
        : {}),
      ...(second.candidates.length === 0 ? {} : { mayConfirm: second.candidates.map((one) => one.number) }),
    }),
  };
}

/** Somebody was reached about a result, and nobody wrote down what they said to it. */
function wantsWord(ticket: LoadedTicket | null, { outcome }: Decided): { readonly wantsWord?: true } {
  const isAsked = outcome.code === 'told' || (outcome.code === 'contacted' && outcome.reached);
  const owes = ticket?.view.commitments.some((one) => one.rule === 'revisit' && one.state === 'open') === true;
  return isAsked && owes ? { wantsWord: true } : {};
}

function asAwaiting(loaded: LoadedContact, actor: Actor): AwaitingTalk & { readonly loaded: LoadedContact } {
  const { view } = loaded;
  const { number, ticketId, purposes, content, spokenAt, confirmedOn } = view;
  const [channel = 'phone'] = confirmedOn;
  const isTheirs = mayDoToContact(actor, { type: 'confirmed-on', channel }, view);
  return { number, ticketId, purposes, content, spokenAt, confirmedOn, isTheirs, loaded };
}

type Logged = Extract<ContactResult, { readonly code: 'logged' }>;

function loggedAnswer({
  events,
  commitments,
  outcome,
  channel,
  spokenAt,
  missing,
}: NewContact): Omit<Logged, 'number' | 'customerId' | 'sameTalk'> {
  const dueOf = (rule: string) => commitments.find((one) => one.rule === rule && one.state === 'open')?.dueAt ?? null;
  const [logged] = events;
  return {
    about: 'contact',
    code: 'logged',
    outcome,
    channel,
    spokenAt,
    missing,
    completeBy: dueOf('complete-contact'),
    promises:
      logged?.deed.type === 'logged' ? logged.deed.promises.map(({ n, owner, dueAt }) => ({ n, owner, dueAt })) : [],
    confirmBy: dueOf('double-confirm'),
  };
}
