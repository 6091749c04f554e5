import type { PolicyInForce } from '../../domain/commitment/track.ts';
import { contactStatus } from '../../domain/contact/contact.ts';
import { contactKind } from '../../domain/contact/contact-kind.ts';
import { teamForKind, teamOf } from '../../domain/policy/lookup.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Instant } from '../../domain/time.ts';
import type { Channel, PersonRef } from '../../domain/vocabulary.ts';
import { applyDeeds } from '../apply-deeds.ts';
import type { NewContact } from '../contact-ports.ts';
import { newId } from '../new-id.ts';
import type { Surface } from '../ports.ts';
import { contactHomes } from './homes.ts';
import { promiseTerms } from './promise-terms.ts';
import type { RecordContact } from './record-contact.ts';

/** What stands beside a new contact. */
export interface BesideNew {
  readonly id: string | null;
  readonly ticketId: string | null;
  /** Another channel on which the same was agreed before, and the id of that talk. */
  readonly confirmedOn: { readonly channel: Channel; readonly talk: string } | null;
}

const NOTHING_BESIDE: BesideNew = { id: null, ticketId: null, confirmedOn: null };

/** The rows of a new contact, decided without touching the database. */
export function prepareContact(
  policy: PolicyInForce,
  surfaces: readonly Surface[],
  request: RecordContact,
  now: Instant,
  beside: BesideNew = NOTHING_BESIDE,
): NewContact {
  const id = beside.id ?? newId();
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
        ...(beside.confirmedOn === null ? [] : [{ type: 'confirmed-on', ...beside.confirmedOn } as const]),
      ],
      by: request.by,
      now,
    },
  );
  const homes = contactHomes(policy.policy, surfaces, state);
  const { content, feedback, participants, facts, moods, purposes } = request;
  return {
    dedupeKey: request.dedupeKey,
    id,
    customer: {
      id: request.customer.id ?? newId(),
      name: request.customer.name,
      key: request.customer.key,
      isKnown: request.customer.id !== null,
    },
    ticketId: beside.ticketId,
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
    aim: request.aim ?? null,
    aimReached: request.aimReached ?? null,
    materials: request.materials ?? null,
    readBack: request.readBack ?? null,
    moods,
    purposes,
    promises: request.promises.map(({ words, starred }, i) => ({ n: i + 1, words, starred })),
    events: added,
    commitments,
    cards: homes.map((to) => ({ id: newId(), kind: 'ticket', noticeId: null, to })),
  };
}

/** The team that somebody works in; whoever has none records for those who take inquiries. */
function authorsTeam(policy: Policy, author: PersonRef): string {
  return (teamOf(policy, author) ?? teamForKind(policy, 'inquiry')).id;
}
