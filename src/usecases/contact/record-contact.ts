import { hash } from 'node:crypto';
import type { ContactOutcome, Element } from '../../domain/contact/contact.ts';
import type { Instant, Ms } from '../../domain/time.ts';
import type { Address, Channel, PersonRef } from '../../domain/vocabulary.ts';
import type { ContactStore, ContactWords, TalkAims } from '../contact-ports.ts';
import type { ContactResult } from '../contact-result.ts';
import { newId } from '../new-id.ts';
import type { Clock, Policies, Surface } from '../ports.ts';
import { withKnownPolicy } from '../with-known-policy.ts';
import { decideLog } from './decide-log.ts';
import type { MadePromise } from './promise-terms.ts';

/** A talk, an attempt, or promises without a talk, as somebody records it. */
export interface RecordContact extends Omit<ContactWords, keyof TalkAims>, Partial<TalkAims> {
  readonly dedupeKey: string;
  readonly by: PersonRef;
  readonly where: Address | null;
  /** `id`: a customer that is known. */
  readonly customer: { readonly id: string | null; readonly name: string; readonly key: string };
  /** Number of the ticket that it was about. */
  readonly ticket: string | null;
  readonly channel: Channel | null;
  readonly outcome: ContactOutcome;
  readonly spokenAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly missing: readonly Element[];
  readonly twoChannels: boolean;
  readonly promises: readonly MadePromise[];
  /** Machine time left for the answer. */
  readonly budgetMs: Ms;
}

export interface RecordContactDeps {
  readonly contacts: ContactStore;
  readonly policies: Policies;
  readonly clock: Clock;
  readonly surfaces: () => readonly Surface[];
}

/** Records a contact with its promises, what it means for its ticket, and what it confirms, in one transaction. */
export async function recordContact(deps: RecordContactDeps, request: RecordContact): Promise<ContactResult> {
  const { customer, outcome, channel, ticket, dedupeKey, budgetMs } = request;
  const mayConfirm = outcome === 'reached' && channel !== null;
  const log = { id: newId(), dedupeKey, sameKey: sameKeyOf(request), ticket, budgetMs };
  return withKnownPolicy(deps.policies, () =>
    deps.contacts.log({ ...log, confirmsFor: mayConfirm ? customer.id : null }, (beside) =>
      decideLog(deps.policies, deps.surfaces(), log.id, request, beside, deps.clock.now()),
    ),
  );
}

function sameKeyOf({ by, customer, content, promises }: RecordContact): string {
  const said = [by, customer.key, content, ...promises.map((one) => one.words)].join('\n');
  return `same:${hash('sha256', `contact\n${said}`, 'base64url')}`;
}
