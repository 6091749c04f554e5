import { isoDateOf } from '../../domain/calendar/civil-date.ts';
import { paceCampaign } from '../../domain/care/campaign.ts';
import type { Care } from '../../domain/care/care.ts';
import type { CareOccurrence } from '../../domain/care/plan.ts';
import { planCare } from '../../domain/care/plan-care.ts';
import type { CampaignAnswer, ChurnCause } from '../../domain/care/vocabulary.ts';
import { workDaysOf } from '../../domain/care/work-days.ts';
import type { IsoDay } from '../../domain/customer/customer.ts';
import type { Actor } from '../../domain/people.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';
import { newId } from '../new-id.ts';
import {
  acknowledgeCare,
  answerInvitation,
  type ChangeCare,
  causeOfCare,
  changeCare,
  doneCare,
  handCare,
  laterCare,
  skipCare,
} from './change-care.ts';
import { careTeam } from './facts-of.ts';
import { draftOf, factsOf } from './plan-customer.ts';
import type {
  CampaignFilter,
  CampaignStore,
  CampaignView,
  CareDateRow,
  CareDateStore,
  CareStore,
  PickedCustomer,
} from './ports.ts';
import { type CareDeps, createCareReading } from './replan-customers.ts';
import type { CareResult } from './result.ts';

/** The plan of one customer, and what it stands on. */
export interface CarePlanView {
  readonly care: Care;
  readonly occurrences: readonly CareOccurrence[];
  /** Names of what reasons speak of, by id. */
  readonly namesById: ReadonlyMap<string, string>;
  readonly urgentTicket: string | null;
  readonly gone: boolean;
}

/** What a campaign would do, before it is started. */
export interface CampaignPreview {
  readonly customers: number;
  readonly owners: number;
  readonly perDay: number;
  readonly until: IsoDay | null;
  /** Who comes first. */
  readonly first: readonly PickedCustomer[];
}

export interface CareDeskDeps extends CareDeps {
  readonly campaigns: CampaignStore;
  readonly dates: CareDateStore;
}

/** Everything that people can do about care. */
export interface CareDesk extends Pick<CareStore, 'openAsks' | 'ahead' | 'names' | 'view'> {
  done(
    request: ChangeCare,
    input: { readonly contact: string | null; readonly remark: string | null },
  ): Promise<CareResult>;
  skip(request: ChangeCare, remark: string): Promise<CareResult>;
  later(request: ChangeCare, until: IsoDay): Promise<CareResult>;
  hand(request: ChangeCare, to: PersonRef, remark: string | null): Promise<CareResult>;
  acknowledge(request: ChangeCare): Promise<CareResult>;
  cause(request: ChangeCare, cause: ChurnCause, remark: string | null): Promise<CareResult>;
  answer(request: ChangeCare, campaignId: string, answer: CampaignAnswer): Promise<CareResult>;
  /** The next twelve months of a customer; `null` when there is no such customer. */
  plan(number: number): Promise<CarePlanView | null>;
  /** What is to be done next; `null` when nothing is planned. */
  next(customerId: string): Promise<CareOccurrence | null>;
  /** The local day. */
  today(): IsoDay;
  keepDate(customerId: string, date: Omit<CareDateRow, 'id'>, actor: Actor): Promise<void>;
  removeDates(customerId: string, kind: CareDateRow['kind']): Promise<number>;
  previewCampaign(filter: CampaignFilter): Promise<CampaignPreview>;
  /** `null`: the filter picks nobody, and nothing was written. */
  startCampaign(request: {
    readonly dedupeKey: string;
    readonly title: string;
    readonly actor: Actor;
    readonly filter: CampaignFilter;
  }): Promise<{ readonly campaign: CampaignView; readonly preview: CampaignPreview } | null>;
  findCampaign(number: number): Promise<CampaignView | null>;
  listCampaigns(limit: number): Promise<readonly CampaignView[]>;
  endCampaign(id: string): Promise<boolean>;
  /** Customers of a campaign; see `CampaignStore`. */
  readonly campaignMembers: CampaignStore['members'];
}

/** A plan shows a year. */
const PLAN_DAYS = 365;
/** The next thing is looked for so far ahead. */
const NEXT_DAYS = 120;
const FIRST_SHOWN = 3;

export function createCareDesk(deps: CareDeskDeps): CareDesk {
  const { store, policies, clock, campaigns, dates } = deps;
  const terms = createCareReading(deps);

  async function planOf(which: number | string, days: number): Promise<Omit<CarePlanView, 'namesById'> | null> {
    const reading = await terms();
    const loaded = await store.load(reading, which);
    if (loaded === null) return null;
    const draft = draftOf(policies, loaded, reading.now);
    const facts = factsOf(draft);
    const { policy, calendarOf } = policies.active();
    const calendar = calendarOf(facts.team);
    const today = workDaysOf(calendar).dayOf(reading.now);
    return {
      care: draft.care,
      occurrences: planCare(policy, calendar, facts, isoDateOf(today), isoDateOf(today + days)),
      urgentTicket: loaded.known.urgentTicket,
      gone: loaded.known.gone !== null,
    };
  }

  /** Whoever is picked, each with its day. */
  async function pace(filter: CampaignFilter) {
    const { policy, calendarOf } = policies.active();
    const picked = await campaigns.pick(filter);
    const { perDay } = policy.care.campaigns;
    const from = calendarOf('').dateOf(clock.now());
    const invitable = picked.map((one) => ({ ...one, team: careTeam(policy, one.owner) }));
    const invitations = paceCampaign(calendarOf, invitable, { from, perDay });
    const byId = new Map(picked.map((one) => [one.customerId, one]));
    const owners = new Set(invitable.map(({ owner, team }) => owner ?? team));
    const preview: CampaignPreview = {
      customers: picked.length,
      owners: owners.size,
      perDay,
      until: invitations.reduce<IsoDay | null>((last, { day }) => (last === null || day > last ? day : last), null),
      first: invitations.slice(0, FIRST_SHOWN).flatMap(({ customerId }) => byId.get(customerId) ?? []),
    };
    return { invitations, preview };
  }

  return {
    openAsks: (filter, page) => store.openAsks(filter, page),
    ahead: (filter, from, until, page) => store.ahead(filter, from, until, page),
    names: (reasons) => store.names(reasons),
    view: (number) => store.view(number),
    done: (request, input) => changeCare(deps, terms, request, doneCare, input),
    skip: (request, remark) => changeCare(deps, terms, request, skipCare, { remark }),
    later: (request, until) => changeCare(deps, terms, request, laterCare, { until }),
    hand: (request, to, remark) => changeCare(deps, terms, request, handCare, { to, remark }),
    acknowledge: (request) => changeCare(deps, terms, request, acknowledgeCare, null),
    cause: (request, cause, remark) => changeCare(deps, terms, request, causeOfCare, { cause, remark }),
    answer: (request, campaignId, answer) => changeCare(deps, terms, request, answerInvitation, { campaignId, answer }),

    async plan(number) {
      const plan = await planOf(number, PLAN_DAYS);
      if (plan === null) return null;
      const asked = plan.care.asks.flatMap(({ open }) => open.map(({ reason }) => reason));
      const namesById = await store.names([...asked, ...plan.occurrences.map(({ reason }) => reason)]);
      return { ...plan, namesById };
    },

    async next(customerId) {
      const plan = await planOf(customerId, NEXT_DAYS);
      return plan?.occurrences.find(({ how }) => how === 'ask') ?? null;
    },

    today: () => policies.active().calendarOf('').dateOf(clock.now()),

    keepDate: (customerId, date, actor) => dates.keep(customerId, { ...date, id: newId() }, actor.ref, clock.now()),
    removeDates: (customerId, kind) => dates.remove(customerId, kind),

    previewCampaign: async (filter) => (await pace(filter)).preview,

    async startCampaign({ dedupeKey, title, actor, filter }) {
      const { invitations, preview } = await pace(filter);
      if (invitations.length === 0) return null;
      const at = clock.now();
      const number = await campaigns.start({ dedupeKey, id: newId(), title, by: actor.ref, at, filter, invitations });
      const campaign = await campaigns.find(number);
      return campaign === null ? null : { campaign, preview };
    },

    findCampaign: (number) => campaigns.find(number),
    listCampaigns: (limit) => campaigns.list(limit),
    endCampaign: (id) => campaigns.end(id, clock.now()),
    campaignMembers: (id, of, page) => campaigns.members(id, of, page),
  };
}
