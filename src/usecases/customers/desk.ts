import { isoDateOf } from '../../domain/calendar/civil-date.ts';
import { zoneOf } from '../../domain/calendar/zone.ts';
import type { PolicyInForce } from '../../domain/commitment/track.ts';
import type { CooperationType, IsoDay } from '../../domain/customer/customer.ts';
import { type CustomerDeed, type Keepers, mayDoWithCustomer } from '../../domain/customer/permission.ts';
import { type PersonPatch, type ProfilePatch, readTags } from '../../domain/customer/read-profile.ts';
import { standingOf } from '../../domain/customer/standing.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import type { Actor } from '../../domain/people.ts';
import { wecomCustomersOf } from '../../domain/policy/wecom-customers.ts';
import type { Instant, Ms } from '../../domain/time.ts';
import type { Tier } from '../../domain/vocabulary.ts';
import { newId } from '../new-id.ts';
import type { Clock, Policies } from '../ports.ts';
import type {
  AssessRules,
  CustomerActivity,
  CustomerChanges,
  CustomerFilter,
  CustomerHit,
  CustomerOutcome,
  CustomerPage,
  CustomerRefusal,
  CustomerStore,
  CustomerUpkeep,
  CustomerView,
  ExportRow,
  ReadActivity,
  SearchScope,
} from './ports.ts';

export interface CustomerDeskDeps {
  readonly store: CustomerStore;
  readonly upkeep: CustomerUpkeep;
  readonly policies: Policies;
  readonly clock: Clock;
  readonly activity: ReadActivity;
  /** A customer's tier is another now: the clocks of its tickets may follow. Must not throw. */
  readonly onTierChanged: (customerId: string) => void;
}

/** Who asks for a change of which customer, once per key. */
export interface CustomerRequest {
  readonly dedupeKey: string;
  readonly number: number;
  readonly actor: Actor;
  readonly budgetMs: Ms;
}

export interface CreateCustomer {
  readonly dedupeKey: string;
  readonly actor: Actor;
  readonly budgetMs: Ms;
  readonly profile: ProfilePatch & { readonly name: string };
  readonly tags: readonly string[];
  readonly person: (PersonPatch & { readonly name: string }) | null;
  /** The likeness to others was seen: it is another customer. */
  readonly isAnyway: boolean;
}

/** Everything that can be done with customers; what people may not do is refused here. */
export interface CustomerDesk {
  search(text: string, limit: number, scope?: SearchScope): Promise<readonly CustomerHit[]>;
  find(number: number): Promise<CustomerView | null>;
  activity(customerId: string): Promise<CustomerActivity>;
  list(filter: CustomerFilter, page: { readonly offset: number; readonly limit: number }): Promise<CustomerPage>;
  /** `resembles`: nothing was written, somebody like that is there already. */
  create(
    request: CreateCustomer,
  ): Promise<CustomerOutcome | { readonly code: 'resembles'; readonly hits: readonly CustomerHit[] }>;
  edit(request: CustomerRequest, patch: ProfilePatch): Promise<CustomerOutcome>;
  tag(request: CustomerRequest, on: readonly string[], off: readonly string[]): Promise<CustomerOutcome>;
  keepPerson(request: CustomerRequest, patch: PersonPatch & { readonly name: string }): Promise<CustomerOutcome>;
  personLeft(request: CustomerRequest, name: string): Promise<CustomerOutcome>;
  cooperate(
    request: CustomerRequest,
    event: {
      readonly type: CooperationType;
      readonly day: IsoDay;
      readonly amount: number | null;
      readonly remark: string | null;
    },
  ): Promise<CustomerOutcome>;
  /** `null`: the rule decides again. */
  pinTier(
    request: CustomerRequest,
    pin: { readonly tier: Tier; readonly reason: string } | null,
  ): Promise<CustomerOutcome>;
  merge(request: CustomerRequest, into: number): Promise<CustomerOutcome>;
  /** People in full; the look is recorded. */
  reveal(
    actor: Actor,
    number: number,
  ): Promise<{ readonly code: 'revealed'; readonly view: CustomerView } | CustomerRefusal>;
  /** Rows of a table, recorded before the first one leaves; a refusal when the person may not. */
  export(
    actor: Actor,
    filter: CustomerFilter,
    limit: number,
  ): Promise<{ readonly code: 'exported'; readonly rows: readonly ExportRow[] } | CustomerRefusal>;
}

/** How alike a customer must be to ask before another is made. */
const ALIKE = new Set<CustomerHit['match']>(['exact', 'begins', 'within', 'near']);
const ALIKE_SHOWN = 4;

export function createCustomerDesk(deps: CustomerDeskDeps): CustomerDesk {
  const { store, upkeep, clock } = deps;

  function change(
    request: CustomerRequest,
    deed: CustomerDeed,
    decide: (view: CustomerView, now: Instant) => Omit<CustomerChanges, 'by' | 'at'> | CustomerRefusal,
  ): Promise<CustomerOutcome> {
    return store.change(request, (view) => {
      if (view === null) return { code: 'refused', reason: 'unknown-customer' };
      const refusal = refusalOf(request.actor, deed, keepersOf(view));
      if (refusal !== null) return refusal;
      const now = clock.now();
      const decided = decide(view, now);
      return 'code' in decided ? decided : { ...decided, by: request.actor.ref, at: now };
    });
  }

  /** What changed may mean another tier or stage: told at once, not only in the night. */
  async function followed(outcome: CustomerOutcome): Promise<CustomerOutcome> {
    if (outcome.code === 'refused') return outcome;
    const view = await store.find(outcome.number);
    if (view === null) return outcome;
    const report = await upkeep.assess({ one: view.id }, await currentRules(deps));
    const hasMoved = outcome.code === 'changed' && outcome.tierBefore !== outcome.tierAfter;
    if (hasMoved || report.tierChanged.length > 0 || outcome.code === 'merged') deps.onTierChanged(view.id);
    return outcome;
  }

  return {
    search: (text, limit, scope) => store.search(text, limit, scope),
    find: (number) => store.find(number),
    activity: (customerId) => deps.activity(customerId),
    list: (filter, page) => store.list(filter, page),

    async create(request) {
      const { actor, profile, person } = request;
      const refusal = refusalOf(actor, 'create', null);
      if (refusal !== null) return refusal;
      if (!request.isAnyway) {
        const hits = (await store.search(profile.name, ALIKE_SHOWN)).filter((hit) => ALIKE.has(hit.match));
        if (hits.length > 0) return { code: 'resembles', hits };
      }
      const at = clock.now();
      const people = person === null ? [] : [{ id: newId(), patch: person }];
      const { dedupeKey, tags } = request;
      const made = { dedupeKey, id: newId(), by: actor.ref, at, profile, tags: readTags(tags), people };
      return followed(await store.create(made, request.budgetMs));
    },

    edit: async (request, patch) =>
      followed(
        await change(request, 'edit', ({ profile }) => {
          const changed = Object.entries(patch).filter(
            ([key, value]) => value !== undefined && value !== profile[key as keyof ProfilePatch],
          );
          if (changed.length === 0) return { code: 'refused', reason: 'nothing-to-change' };
          const fields = changed.map(([key]) => key);
          return { event: { type: 'customer-edited', fields }, profile: Object.fromEntries(changed) as ProfilePatch };
        }),
      ),

    tag: (request, on, off) =>
      change(request, 'tag', ({ tags }) => {
        const has = new Set(tags.map(foldWord));
        const added = readTags(on).filter((tag) => !has.has(foldWord(tag)));
        const removed = readTags(off).filter((tag) => has.has(foldWord(tag)));
        if (added.length + removed.length === 0) return { code: 'refused', reason: 'nothing-to-change' };
        const event = { type: 'customer-tagged', added: added.length, removed: removed.length } as const;
        return { event, tagsOn: added, tagsOff: removed };
      }),

    keepPerson: (request, patch) =>
      change(request, 'people', ({ people }) => {
        const known = people.find((one) => foldWord(one.name) === foldWord(patch.name));
        const id = known?.id ?? newId();
        return { event: { type: 'person-kept', person: id, isNew: known === undefined }, person: { id, patch } };
      }),

    personLeft: (request, name) =>
      change(request, 'people', ({ people }) => {
        const known = people.find((one) => foldWord(one.name) === foldWord(name));
        if (known === undefined) return { code: 'refused', reason: 'unknown-person', people: people.length };
        if (known.leftAt !== null) return { code: 'refused', reason: 'nothing-to-change' };
        return { event: { type: 'person-left', person: known.id }, personLeft: known.id };
      }),

    cooperate: async (request, event) =>
      followed(
        await change(request, 'event', ({ profile }) => {
          const id = newId();
          // The first thing that ever happened between us begins the cooperation.
          const isFirst = profile.firstCooperation === null || event.day < profile.firstCooperation;
          return {
            event: { type: 'cooperated', cooperation: id, kind: event.type },
            cooperation: { id, ...event },
            ...(isFirst ? { profile: { firstCooperation: event.day } } : {}),
          };
        }),
      ),

    async pinTier(request, pin) {
      if (pin !== null) {
        const pinned = await change(request, 'pin-tier', ({ tier, pin: before }) =>
          before !== null && tier === pin.tier && before.reason === pin.reason
            ? { code: 'refused', reason: 'nothing-to-change' }
            : { event: { type: 'tier-pinned', tier: pin.tier }, pin, remark: pin.reason },
        );
        return followed(pinned);
      }
      const rules = await currentRules(deps);
      const view = await store.find(request.number);
      const facts = view === null ? null : await upkeep.factsOf(view.id, rules);
      const unpinned = await change(request, 'pin-tier', ({ pin: before }) =>
        before === null || facts === null
          ? { code: 'refused', reason: 'nothing-to-change' }
          : { event: { type: 'tier-unpinned' }, pin: null, standing: standingOf(facts, rules.policy) },
      );
      return followed(unpinned);
    },

    async merge({ dedupeKey, number, actor, budgetMs }, into) {
      const refusal = refusalOf(actor, 'merge', null);
      if (refusal !== null) return refusal;
      return followed(await store.merge({ dedupeKey, from: number, into, by: actor.ref, at: clock.now(), budgetMs }));
    },

    async reveal(actor, number) {
      const view = await store.find(number);
      if (view === null) return { code: 'refused', reason: 'unknown-customer' };
      const refusal = refusalOf(actor, 'reveal', keepersOf(view));
      if (refusal !== null) return refusal;
      // Recorded first: a look that could not be recorded does not happen.
      const data = { number: view.number, people: view.people.length };
      await store.audit({ at: clock.now(), by: actor.ref, what: 'revealed', subjectId: view.id, data });
      return { code: 'revealed', view };
    },

    async export(actor, filter, limit) {
      const refusal = refusalOf(actor, 'export', null);
      if (refusal !== null) return refusal;
      const rows = await store.exportRows(filter, 0, limit);
      const data = {
        rows: rows.length,
        tier: filter.tier ?? null,
        stage: filter.stage ?? null,
        mine: filter.of !== undefined,
      };
      await store.audit({ at: clock.now(), by: actor.ref, what: 'exported', subjectId: null, data });
      return { code: 'exported', rows };
    },
  };
}

/** Who looks after a customer, and who has an open ticket of theirs. */
export function keepersOf({ profile, openTickets }: CustomerView): Keepers {
  const { accountManager, successManager } = profile;
  return {
    accountManager,
    successManager,
    ticketOwners: openTickets.flatMap(({ owner }) => (owner === null ? [] : [owner])),
  };
}

function refusalOf(actor: Actor, deed: CustomerDeed, keepers: Keepers | null): CustomerRefusal | null {
  const permission = mayDoWithCustomer(actor, deed, keepers);
  return permission.ok ? null : { code: 'refused', reason: 'needs-role', role: permission.role };
}

/** Today's rules about where customers stand. */
export async function currentRules(
  deps: Pick<CustomerDeskDeps, 'upkeep' | 'policies' | 'clock'>,
): Promise<AssessRules> {
  const now = deps.clock.now();
  const { policy } = deps.policies.active();
  return {
    policy: policy.customers,
    today: localToday(policy, now),
    timezone: policy.timezone,
    now,
    highValueFrom: await deps.upkeep.highValueFrom(policy.customers),
    countsWecomChats: countsChats(policy),
  };
}

function countsChats(policy: PolicyInForce['policy']): boolean {
  const { on, interactions } = wecomCustomersOf(policy);
  return on && interactions;
}

/** The local day of the policy's zone. */
export function localToday({ timezone }: Pick<PolicyInForce['policy'], 'timezone'>, now: Instant): IsoDay {
  return isoDateOf(zoneOf(timezone).localDay(now));
}
