import { isStronglyAlike } from '../domain/ticket/repeats.ts';
import type { PersonRef } from '../domain/vocabulary.ts';
import type { OpenReport, TicketStore } from './ports.ts';

/** A report as it is about to be written down. */
export interface NewReport {
  readonly customer: { readonly name: string; readonly key: string } | null;
  readonly description: string;
  readonly problemType: string | null;
  /** Who writes it down. What they opened themselves they know: it is no surprise to them. */
  readonly by: PersonRef;
}

/** Open tickets of colleagues that a new one strongly resembles. */
export interface SimilarTickets {
  /** A ticket was opened here. */
  opened(report: NewReport): void;
  /**
   * `if-remembered` asks the database only where something alike was opened here lately: a typed ticket costs one statement,
   * and goes on costing one. `always` asks it in any case.
   */
  find(report: NewReport, look: 'always' | 'if-remembered'): Promise<readonly OpenReport[]>;
}

/** Customers, and reports of each, that are remembered: a few megabytes. */
const CUSTOMERS = 5_000;
const REPORTS = 5;

/** What was opened here lately is only a hint: whether it is still open, and who may see it, the database says. */
export function createSimilarTickets(store: Pick<TicketStore, 'openOf'>): SimilarTickets {
  const reportsByCustomer = new Map<string, readonly NewReport[]>();
  return {
    opened(report) {
      if (report.customer === null) return;
      const { key } = report.customer;
      const known = reportsByCustomer.get(key) ?? [];
      // Re-inserted at the end: the map's first entry is the one that was silent for longest.
      reportsByCustomer.delete(key);
      reportsByCustomer.set(key, [...known, report].slice(-REPORTS));
      const [oldest] = reportsByCustomer.keys();
      if (reportsByCustomer.size > CUSTOMERS && oldest !== undefined) reportsByCustomer.delete(oldest);
    },
    async find(report, look) {
      if (report.customer === null) return [];
      const { key } = report.customer;
      const isHinted = reportsByCustomer.get(key)?.some((one) => one.by !== report.by && isStronglyAlike(one, report));
      if (look === 'if-remembered' && isHinted !== true) return [];
      const open = await store.openOf(key);
      return open.filter((one) => one.opener !== report.by && isStronglyAlike(one, report));
    },
  };
}
