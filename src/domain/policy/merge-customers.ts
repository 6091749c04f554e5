import type { CustomerPolicy, TierMinimums } from './customer-policy.ts';
import type { PolicyFile } from './schema.ts';

type CustomersEntry = NonNullable<PolicyFile['customers']>;
type TierName = keyof CustomerPolicy['tiers'];

const NO_MINIMUMS: TierMinimums = { amount: 0, years: 0, interactions: 0 };
/** So few events before say nothing, where neither file nor preset has a number. */
const LEAST_EVENTS = 3;
/** So few attempts to talk say nothing either. */
const LEAST_CONTACTS = 5;

/** The file's numbers about customers laid over the preset's, number by number. */
export function mergeCustomers(base: CustomersEntry = {}, file: CustomersEntry = {}): CustomerPolicy {
  const minimums = (tier: TierName) => ({ ...NO_MINIMUMS, ...given(base.tiers?.[tier]), ...given(file.tiers?.[tier]) });
  const risk = { ...given(base.risk), ...given(file.risk) };
  return {
    tiers: { A: minimums('A'), B: minimums('B'), C: minimums('C') },
    interactionDays: file.interactions ?? base.interactions ?? 0,
    newDays: file.new ?? base.new ?? 0,
    growingDays: file.growing ?? base.growing ?? 0,
    highValue: file.highValue ?? base.highValue ?? 0,
    risk: {
      silentDays: risk.silent || null,
      eventsDown: risk.eventsDown || null,
      eventDays: risk.window ?? 0,
      leastEvents: risk.leastEvents ?? LEAST_EVENTS,
      answered: risk.answered || null,
      leastContacts: risk.leastContacts ?? LEAST_CONTACTS,
      spendingDown: risk.spendingDown || null,
      displeased: risk.displeased === undefined || risk.displeased === 'off' ? null : risk.displeased,
    },
  };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the keys that are written but empty, which must not hide a default. */
function given<T extends object>(entry: T | undefined): Given<T> {
  return Object.fromEntries(Object.entries(entry ?? {}).filter(([, value]) => value !== undefined)) as Given<T>;
}
