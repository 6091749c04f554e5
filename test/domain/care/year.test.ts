import { describe, expect, it } from 'vitest';
import { checkYear, type YearCounts } from '../../support/care/check-year.ts';
import { runYear, type YearRecord } from '../../support/care/run-year.ts';
import { makeCustomer } from '../../support/care/world.ts';
import { company } from '../../support/policies.ts';

/** `CARE_YEAR_CUSTOMERS=10000 npx vitest run test/domain/care/year.test.ts` is the long run. */
const CUSTOMERS = Number(process.env['CARE_YEAR_CUSTOMERS'] ?? 300);
const SEED = Number(process.env['CARE_YEAR_SEED'] ?? 2026);

const policy = company();
const live = (number: number): YearRecord =>
  runYear(policy.policy, policy.calendarOf('support'), makeCustomer(SEED, number));
const noCounts = (): YearCounts => ({ expected: new Map(), asked: new Map() });

describe('a year of care, 2026 with its holidays', () => {
  it(
    `for ${CUSTOMERS} customers: an independent checker finds nothing wrong, and counts as many`,
    () => {
      const counts = noCounts();
      const faults: string[] = [];
      let asks = 0;
      for (let number = 0; number < CUSTOMERS; number += 1) {
        const record = live(number);
        asks += record.asks.length;
        faults.push(...checkYear(record, counts));
      }
      expect(faults).toEqual([]);
      // What is counted from the last talk has no number of its own; the checker knows its bounds.
      const { cadence, 'light-touch': lightTouch, ...counted } = Object.fromEntries(counts.asked);
      expect(counted).toEqual(Object.fromEntries(counts.expected));
      expect(new Set(Object.keys(counted))).toEqual(
        new Set(['campaigns', 'churn', 'dates', 'kit', 'mending', 'periods', 'second-talk', 'welcome']),
      );
      if (CUSTOMERS > 300) {
        const all = { cadence, 'light-touch': lightTouch, ...counted };
        process.stdout.write(`care: ${CUSTOMERS} customers, ${asks} reminders, ${JSON.stringify(all)}\n`);
      }
    },
    CUSTOMERS * 100 + 60_000,
  );
});

describe('the checker itself', () => {
  const customer = (wanted: (record: YearRecord) => boolean): YearRecord => {
    for (let number = 0; number < 500; number += 1) {
      const record = live(number);
      if (wanted(record)) return record;
    }
    throw new Error('no such customer');
  };
  const quiet = ({ customer: { urgent, gone, complaints, warnings, tierChange } }: YearRecord) =>
    urgent.length === 0 && gone === null && complaints.length === 0 && warnings.length === 0 && tierChange === null;
  const busy = customer((one) => quiet(one) && one.asks.length > 20);
  const first = busy.asks[4];
  if (first === undefined) throw new Error('a customer without asks');
  const shifted = (ms: number): YearRecord => ({
    ...busy,
    asks: busy.asks.map((ask) => (ask === first ? { ...ask, at: ask.at + ms } : ask)),
  });

  it.each<[string, YearRecord, RegExp]>([
    ['a reminder at night', shifted(12 * 3_600_000), /at minute/],
    ['two on one day', { ...busy, asks: [...busy.asks, first] }, /two reminders/],
    [
      'the same twice',
      { ...busy, asks: [...busy.asks, { ...first, at: first.at + 7 * 86_400_000 }] },
      /twice|answered/,
    ],
    ['nobody asked', { ...busy, asks: [] }, /was not asked for/],
    ['a tier’s talk that never came', { ...busy, talks: [], answers: [] }, /days from/],
    [
      'one while an urgent ticket is open',
      { ...busy, customer: { ...busy.customer, urgent: [{ from: first.at - 1, to: first.at + 1 }] } },
      /urgent/,
    ],
    [
      'one of a customer that is gone',
      { ...busy, customer: { ...busy.customer, gone: { at: first.at, why: 'merged' } } },
      /gone/,
    ],
  ])('sees %s', (_what, record, fault) => {
    expect(checkYear(busy, noCounts())).toEqual([]);
    expect(checkYear(record, noCounts()).join('\n')).toMatch(fault);
  });
});
