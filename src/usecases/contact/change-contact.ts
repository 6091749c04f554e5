import type { Acknowledged } from '../../domain/commitment/ladder.ts';
import { type PolicyInForce, readHistory } from '../../domain/commitment/track.ts';
import { type Contact, type ContactDeed, contactStatus } from '../../domain/contact/contact.ts';
import { contactKind } from '../../domain/contact/contact-kind.ts';
import { mayDoToContact } from '../../domain/contact/permission.ts';
import type { Actor } from '../../domain/people.ts';
import type { Instant, Ms } from '../../domain/time.ts';
import type { Address } from '../../domain/vocabulary.ts';
import { applyDeeds, isSeenBy } from '../apply-deeds.ts';
import type {
  ContactChanges,
  ContactView,
  ContactWords,
  DecidedContact,
  LoadedContact,
  PromiseWords,
} from '../contact-ports.ts';
import type { ContactRefusal, ContactResult } from '../contact-result.ts';
import { newId } from '../new-id.ts';
import type { Policies, Surface } from '../ports.ts';
import { withKnownPolicy } from '../with-known-policy.ts';
import { contactHomes } from './homes.ts';
import type { RecordContactDeps } from './record-contact.ts';

/** What a verb sees of the contact it is to change. */
export interface ContactVerbContext {
  readonly number: string;
  readonly contact: Contact;
  readonly view: ContactView;
  readonly actor: Actor;
  readonly now: Instant;
  readonly policy: PolicyInForce;
  readonly surfaces: readonly Surface[];
}

/** A result without what every result has. */
type Told = ContactResult extends infer One
  ? One extends ContactResult
    ? Omit<One, 'about' | 'number'>
    : never
  : never;

/** What a verb wants done: deeds in order, the words that go with the last, and words that no event carries. */
export interface ContactPlan {
  readonly deeds: readonly ContactDeed[];
  readonly remark?: string | null;
  readonly words?: Partial<ContactWords>;
  readonly promises?: readonly PromiseWords[];
  readonly sameAs?: string;
  readonly shared?: ContactChanges['set']['shared'];
  /** Where it is to stand as a good case. */
  readonly cases?: readonly Address[];
  readonly outcome: (after: { readonly contact: Contact; readonly acknowledged: readonly Acknowledged[] }) => Told;
}

/** A verb on an existing contact: pure, one file each. Permission is checked on what it plans. */
export interface ContactVerb<Input> {
  plan(context: ContactVerbContext, input: Input): ContactPlan | ContactRefusal;
}

export interface ChangeContact {
  readonly dedupeKey: string;
  readonly number: string;
  readonly actor: Actor;
  /** Machine time left for the answer; the database is told to give up by then. */
  readonly budgetMs: Ms;
}

/** Runs one verb on one contact: lock, look, decide, write, all in one transaction. */
export async function changeContact<Input>(
  deps: RecordContactDeps,
  request: ChangeContact,
  verb: ContactVerb<Input>,
  input: Input,
): Promise<ContactResult> {
  return withKnownPolicy(deps.policies, () =>
    deps.contacts.change(request, (loaded) =>
      decideContact(deps.policies, deps.surfaces(), loaded, request, verb, input, deps.clock.now()),
    ),
  );
}

/** What the verb makes of the loaded contact, without touching the database. */
export function decideContact<Input>(
  policies: Policies,
  surfaces: readonly Surface[],
  loaded: LoadedContact | null,
  request: Pick<ChangeContact, 'number' | 'actor'>,
  verb: ContactVerb<Input>,
  input: Input,
  readAt: Instant,
): DecidedContact {
  const { number, actor } = request;
  const tell = (told: Told): ContactResult => ({ about: 'contact', number, ...told }) as ContactResult;
  const refuse = (refusal: ContactRefusal): DecidedContact => ({ outcome: tell(refusal), changes: null });
  if (loaded === null) return refuse({ code: 'refused', reason: 'unknown-contact' });
  const { view, events } = loaded;
  // History never runs backwards, even where another replica's clock is a little ahead.
  const now = Math.max(readAt, events.at(-1)?.at ?? readAt);
  const byHash = (hash: string) => policies.byHash(hash);
  const { state: contact, policy } = readHistory(contactKind, events, byHash, now);
  const plan = verb.plan({ number, contact, view, actor, now, policy, surfaces }, input);
  if ('code' in plan) return refuse(plan);
  if (!plan.deeds.every((deed) => mayDoToContact(actor, deed, contact))) {
    return refuse({ code: 'refused', reason: 'not-yours', author: contact.author });
  }
  const after = applyDeeds(
    contactKind,
    byHash,
    { id: view.id, events, commitments: view.commitments },
    { deeds: plan.deeds, by: actor.ref, now },
    (track) => plan.deeds.some((deed) => isSeenBy(deed, track)),
  );
  const cases = plan.cases ?? [];
  const homes = contactHomes(after.policy.policy, surfaces, after.state);
  const changes: ContactChanges = {
    events: after.added.map((event, i) => ({
      event,
      remark: i === after.added.length - 1 ? (plan.remark ?? null) : null,
    })),
    set: {
      channel: after.state.channel,
      missing: after.state.missing,
      status: contactStatus(after.state),
      holdUntil: after.state.holdUntil,
      confirmedOn: after.state.confirmedOn,
      policy: after.policy.hash,
      ...(plan.sameAs === undefined ? {} : { sameAs: plan.sameAs }),
      ...(plan.shared === undefined ? {} : { shared: plan.shared }),
    },
    words: plan.words ?? {},
    promises: plan.promises ?? [],
    commitments: after.commitments,
    homes,
    cases,
    cardIds: [...homes, ...cases].map(() => newId()),
    updatedAt: now,
  };
  return { outcome: tell(plan.outcome({ contact: after.state, acknowledged: after.acknowledged })), changes };
}
