import { createCustomerList } from '../chat/wecom/app/customers.ts';
import type { WecomApp } from '../chat/wecom/app/wecom-app.ts';
import { refOf } from '../commands/read-person.ts';
import type { WecomSettings } from '../config/environment.ts';
import { readOutsideContact } from '../domain/customer/outside-contact.ts';
import { wecomCustomersOf } from '../domain/policy/wecom-customers.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, type Ms } from '../domain/time.ts';
import type { Log } from '../observe/log.ts';
import { createWecomCustomerStore } from '../storage/wecom-customer-store.ts';
import type { Alert } from '../usecases/alert.ts';
import { nextNight } from '../usecases/customers/assess-customers.ts';
import { newId } from '../usecases/new-id.ts';
import type { CustomerSource } from '../usecases/wecom-customers/ports.ts';
import {
  beginRound,
  type ReadCustomersDeps,
  type ReadReport,
  readCustomers,
} from '../usecases/wecom-customers/read-customers.ts';
import type { Storage } from './open-storage.ts';

/** The customer list of WeCom, read in the background where the policy switches it on. */
export interface WecomCustomers {
  /** WeCom tells of a change to a member's customers: they are read again. Rejects when that could not be written down. */
  changed(member: string): Promise<void>;
  /** A round each night, and so many pages a minute. To be called every minute; does nothing when it is off. */
  keepUp(isStopping: () => boolean): Promise<ReadReport | null>;
}

/** Pages of a hundred contacts a minute, and the wait between two: the platform counts questions by the minute. */
const PAGES_A_MINUTE = 60;
const PAUSE_MS: Ms = 150;
/** A little less than the minute in which it is asked for. */
const MINUTE_TURN_MS: Ms = MINUTE_MS - 5_000;
/** The codes of what administrators are told (D/90313). */
const NO_CONTACTS = 84061;
const HIDDEN = 60011;
const ROUND = 'wecom-customers';
const PAGES = 'wecom-customers-pages';

/** `null` where the self-built app, which alone may ask, is not configured. */
export function wireWecomCustomers(
  settings: WecomSettings | null,
  app: Pick<WecomApp, 'call'> | null,
  options: {
    readonly storage: Storage;
    readonly alert: (alert: Alert) => Promise<number>;
    readonly onWritten: () => void;
    /** Between two questions; 0 for stand-ins (tests). */
    readonly pauseMs?: Ms;
    readonly log: Log;
  },
): WecomCustomers | null {
  const workspace = settings?.app?.corpId;
  if (workspace === undefined || app === null) return null;
  const { storage, log, pauseMs = PAUSE_MS } = options;
  const { housekeeping, clock } = storage;
  const store = createWecomCustomerStore({ pool: storage.database.pool, workspace, onWritten: options.onWritten });
  const policy = () => storage.policies.active().policy;
  const list = createCustomerList({ call: app.call, workspace });
  const source: CustomerSource = {
    ...list,
    async contacts(member, cursor) {
      const page = await list.contacts(member, cursor);
      if ('failure' in page) return page;
      const contacts = page.contacts.flatMap((one) => readOutsideContact(one) ?? []);
      return { ...page, contacts, faulty: page.faulty + page.contacts.length - contacts.length };
    },
  };

  /** Until somebody acts, nothing is asked for an hour, and administrators hear of it once a day. */
  async function afterFailure(failure: NonNullable<ReadReport['failure']>, job: string): Promise<void> {
    const now = clock.now();
    if (failure.failure === 'not-allowed') {
      const { errcode } = failure;
      log.error({ errcode, about: failure.about }, 'WeCom does not tell about customers until its console is changed');
      await tell(errcode, DAY_MS);
    } else log.warn({ failure }, 'WeCom did not tell about customers; it is asked again');
    const waitMs = failure.failure === 'not-allowed' ? HOUR_MS : 'afterMs' in failure ? (failure.afterMs ?? 0) : 0;
    await housekeeping.putOff(job, now + Math.max(waitMs, MINUTE_MS));
  }

  async function begin(now: Instant): Promise<void> {
    const until = nextNight(policy().timezone, now);
    if (!(await housekeeping.takeTurn(ROUND, now, until - now))) return;
    const begun = await beginRound({ source, store, now: () => clock.now() });
    if (typeof begun === 'number') return log.info({ members: begun }, 'customers are read from WeCom');
    if (begun !== null) await afterFailure(begun, ROUND);
  }

  async function tell(errcode: number, everyMs: Ms): Promise<void> {
    if (!(await housekeeping.takeTurn(`wecom-customers:${errcode}`, clock.now(), everyMs))) return;
    await options.alert({ alert: 'wecom-customers-refused', errcode });
  }

  return {
    async changed(member) {
      if (wecomCustomersOf(policy()).on) await store.addDue([member], clock.now());
    },

    async keepUp(isStopping) {
      if (!wecomCustomersOf(policy()).on) return null;
      const now = clock.now();
      if (!(await housekeeping.takeTurn(PAGES, now, pauseMs === 0 ? 0 : MINUTE_TURN_MS))) return null;
      await begin(now);
      const deps: ReadCustomersDeps = {
        ...{ source, store, imports: store.imports, newId, isStopping },
        now: () => clock.now(),
        refOf: (member) => refOf(policy(), { platform: 'wecom', workspace, id: member }),
        pause: () => new Promise((resolve) => setTimeout(resolve, pauseMs)),
      };
      const report = await readCustomers(deps, PAGES_A_MINUTE);
      const { pages, failure, without, counts } = report;
      if (pages > 0) log.info({ ...report }, 'customers were read from WeCom');
      if (failure !== null) await afterFailure(failure, PAGES);
      // Not one of them has a customer: most likely the console lets us see none.
      else if (without > 0 && counts.contacts === 0 && (await store.isEmpty())) await tell(NO_CONTACTS, 7 * DAY_MS);
      if (report.hidden > 0) await tell(HIDDEN, DAY_MS);
      return report;
    },
  };
}
