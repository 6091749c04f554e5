import { hash } from 'node:crypto';
import type { PolicyInForce } from '../../domain/commitment/track.ts';
import type { ContactOutcome, Element, PromiseTerms } from '../../domain/contact/contact.ts';
import { contactStatus } from '../../domain/contact/contact.ts';
import { contactKind } from '../../domain/contact/contact-kind.ts';
import { teamForKind, teamOf } from '../../domain/policy/lookup.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { DAY_MS, type Instant } from '../../domain/time.ts';
import type { Address, Channel, PersonRef } from '../../domain/vocabulary.ts';
import { applyDeeds } from '../apply-deeds.ts';
import type { ContactStore, ContactWords, NewContact } from '../contact-ports.ts';
import type { ContactResult } from '../contact-result.ts';
import { newId } from '../new-id.ts';
import type { Clock, Policies, Surface } from '../ports.ts';
import { contactHomes } from './homes.ts';

/** A promise as somebody made it; an owner or a date that nobody named is filled in. */
export interface MadePromise {
  readonly words: string;
  readonly starred: boolean;
  readonly owner: PersonRef | null;
  readonly dueAt: Instant | null;
}

/** A talk, an attempt, or promises without a talk, as somebody records it. */
export interface RecordContact extends ContactWords {
  readonly dedupeKey: string;
  readonly by: PersonRef;
  readonly where: Address | null;
  /** `id`: a customer that is known. */
  readonly customer: { readonly id: string | null; readonly name: string; readonly key: string };
  readonly ticketId: string | null;
  readonly channel: Channel | null;
  readonly outcome: ContactOutcome;
  readonly spokenAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly missing: readonly Element[];
  readonly twoChannels: boolean;
  readonly promises: readonly MadePromise[];
}

export interface RecordContactDeps {
  readonly contacts: ContactStore;
  readonly policies: Policies;
  readonly clock: Clock;
  readonly surfaces: () => readonly Surface[];
}

/** Records a contact with its promises, in one transaction. */
export async function recordContact(deps: RecordContactDeps, request: RecordContact): Promise<ContactResult> {
  const prepared = prepareContact(deps.policies.active(), deps.surfaces(), request, deps.clock.now());
  const { status, number, sameTalk } = await deps.contacts.log(prepared);
  if (status === 'same-words') return { about: 'contact', code: 'same-words', number };
  const dueOf = (rule: string) => prepared.commitments.find((one) => one.rule === rule)?.dueAt ?? null;
  const [logged] = prepared.events;
  return {
    about: 'contact',
    code: 'logged',
    number,
    customerId: prepared.customer.id,
    outcome: prepared.outcome,
    channel: prepared.channel,
    spokenAt: prepared.spokenAt,
    missing: prepared.missing,
    completeBy: dueOf('complete-contact'),
    promises:
      logged?.deed.type === 'logged' ? logged.deed.promises.map(({ n, owner, dueAt }) => ({ n, owner, dueAt })) : [],
    confirmBy: dueOf('double-confirm'),
    sameTalk,
  };
}

/** The rows of a new contact, decided without touching the database. */
export function prepareContact(
  policy: PolicyInForce,
  surfaces: readonly Surface[],
  request: RecordContact,
  now: Instant,
): NewContact {
  const id = newId();
  const team = authorsTeam(policy.policy, request.by);
  const spokenAt = request.spokenAt ?? now;
  const { channel, outcome, endedAt, missing, twoChannels } = request;
  const promises = request.promises.map((one, i) => promiseTerms(policy, one, i + 1, { by: request.by, team }, now));
  const { state, added, commitments } = applyDeeds(
    contactKind,
    () => policy,
    { id, events: [], commitments: [] },
    {
      deeds: [
        {
          type: 'logged',
          team,
          channel,
          outcome,
          spokenAt,
          endedAt,
          missing,
          promises,
          twoChannels,
          policy: policy.hash,
        },
      ],
      by: request.by,
      now,
    },
  );
  const homes = contactHomes(policy.policy, surfaces, state);
  const { content, feedback, participants, facts, moods, purposes } = request;
  const said = [request.by, request.customer.key, content, ...request.promises.map((one) => one.words)].join('\n');
  return {
    dedupeKey: request.dedupeKey,
    sameKey: `same:${hash('sha256', `contact\n${said}`, 'base64url')}`,
    id,
    customer: {
      id: request.customer.id ?? newId(),
      name: request.customer.name,
      key: request.customer.key,
      isKnown: request.customer.id !== null,
    },
    ticketId: request.ticketId,
    author: request.by,
    team,
    channel,
    outcome,
    missing,
    status: contactStatus(state),
    spokenAt,
    endedAt,
    twoChannels,
    confirmedOn: state.confirmedOn,
    policy: policy.hash,
    month: policy.calendarOf(team).monthOf(now),
    createdAt: now,
    origin: request.where,
    content,
    feedback,
    participants,
    facts,
    moods,
    purposes,
    promises: request.promises.map(({ words, starred }, i) => ({ n: i + 1, words, starred })),
    events: added,
    commitments,
    cards: homes.map((to) => ({ id: newId(), kind: 'ticket', noticeId: null, to })),
  };
}

/** The terms of a promise: without an owner it is whoever made it, without a date the policy's length runs. */
export function promiseTerms(
  policy: PolicyInForce,
  { owner, dueAt }: Pick<MadePromise, 'owner' | 'dueAt'>,
  n: number,
  giver: { readonly by: PersonRef; readonly team: string },
  now: Instant,
): PromiseTerms {
  const whose = owner ?? giver.by;
  const team = policy.policy.people.get(whose)?.team ?? giver.team;
  const length = policy.policy.contacts.promise;
  const usual = policy.calendarOf(team).deadline('working', now, length, []) ?? now + 2 * DAY_MS;
  return { n, owner: whose, team, dueAt: dueAt ?? usual };
}

/** The team that somebody works in; whoever has none records for those who take inquiries. */
function authorsTeam(policy: Policy, author: PersonRef): string {
  return (teamOf(policy, author) ?? teamForKind(policy, 'inquiry')).id;
}
