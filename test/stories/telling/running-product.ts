import { expect } from 'vitest';
import { type App, startApp } from '../../../src/app.ts';
import { HOUR_MS, type Instant } from '../../../src/domain/time.ts';
import { createLog } from '../../../src/observe/log.ts';
import type { TestDatabase } from '../../support/database.ts';
import { knowPlaces } from '../../support/known-places.ts';
import { expectNoConnections, type LogLine, readLogLine } from '../../support/left-behind.ts';
import { policyOf } from '../../support/product.ts';
import { beginAt, beginOnMonday, createStoryClock } from '../../support/story-clock.ts';
import type { Running, StartProduct } from './surface.ts';

/** One running product that many stories share, each in a week of its own. */
export interface SharedProduct {
  readonly start: StartProduct;
  readonly running: () => Running;
  /** Ends what a story left open, so that the next one begins on a quiet Monday at ten. */
  beginStory(): Promise<void>;
  /** Fails over errors that were logged since the story began. */
  endStory(): void;
  stop(): Promise<void>;
}

/** What belongs to tickets. What the running product remembers (policy, clock, connections) stays. */
const TICKET_TABLES = ['ticket', 'subject', 'event', 'remark', 'commitment', 'notice', 'card', 'outbox', 'dedupe'];
/** Customers too: a year of stories later they would be asked about by themselves. */
const CUSTOMER_TABLES = [
  'customer',
  'customer_key',
  'contact_person',
  'cooperation_event',
  'customer_tag',
  'care_mark',
];
const TALK_TABLES = ['contact', 'follow_up', 'care_day', 'care_date'];
/** Who is away and on duty belongs to a story too, and that somebody was told of it. */
const DUTY_TABLES = ['absence', 'duty_day', 'notice_day'];
const FORGET_DUTY = `DELETE FROM setting WHERE name = 'duty.version'; DELETE FROM recurring_job WHERE name LIKE 'gap:%'`;

/** Where and when stories play, other than in any week of a company without holidays. */
export interface Setting {
  /** The first story begins then. */
  readonly from?: Instant;
  /** Changes what the surface says of the company, as YAML. */
  readonly policy?: (yaml: string) => string;
  /** The teams' groups do not know us yet; left out: they were greeted long ago. */
  readonly isNew?: true;
}

/** Prepares a product on a database that lives as long as the test file. */
export function createSharedProduct(database: TestDatabase, setting: Setting = {}): SharedProduct {
  const logs: LogLine[] = [];
  let running: Running | undefined;
  const open = () => running ?? expect.unreachable('the product is not running');

  return {
    running: open,
    async start({ environment, policy }) {
      if (setting.from === undefined) await beginOnMonday(database);
      else await beginAt(database, setting.from);
      const company = policyOf(setting.policy?.(policy) ?? policy);
      if (setting.isNew !== true) await knowPlaces(database, environment.wecom, company);
      const app: App = await startApp({
        environment: { port: 0, host: '127.0.0.1', baseUrl: null, ...environment },
        loaded: { policy: company, origin: 'file' },
        databaseUrl: database.databaseUrl,
        log: createLog({ level: 'info', destination: { write: (text) => logs.push(readLogLine(text)) } }),
        paceMs: 0,
      });
      running = { app, clock: createStoryClock(() => app) };
      return running;
    },
    async beginStory() {
      const { app, clock } = open();
      await app.drain();
      const tables = [...TICKET_TABLES, ...CUSTOMER_TABLES, ...TALK_TABLES, ...DUTY_TABLES];
      const forget = tables.map((table) => `DELETE FROM "${table}"`).join('; ');
      await database.pool.query(
        `BEGIN; SET LOCAL session_replication_role = replica; ${forget}; ${FORGET_DUTY}; COMMIT`,
      );
      // The first ones may begin on a date of their own, and are there already.
      if (clock.now() > (setting.from ?? 0) + HOUR_MS) await clock.until('Mon', '10:00');
      logs.length = 0;
    },
    endStory() {
      const errors = logs.filter(({ level }) => level === 'error' || level === 'fatal');
      expect(
        errors.map(({ text }) => text),
        'errors in the log',
      ).toEqual([]);
    },
    async stop() {
      const { app } = open();
      await app.stop();
      await expect(fetch(`${app.url}/healthz`), 'nobody listens any more').rejects.toThrow();
      await expectNoConnections(database);
    },
  };
}
