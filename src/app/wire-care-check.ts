import type { Log } from '../observe/log.ts';
import { checkCare } from '../usecases/care/check-care.ts';
import { createCareReading } from '../usecases/care/replan-customers.ts';
import type { CheckedBeside } from '../usecases/self-check.ts';
import type { Storage } from './open-storage.ts';

/** One stretch of the rolling check over care; what it finds is in the log, and counted with what tickets are. */
export type CareCheck = () => Promise<CheckedBeside>;

const NOTHING: CheckedBeside = { subjects: 0, differences: [], repaired: 0 };

export function wireCareCheck(
  storage: Pick<Storage, 'care' | 'careCheck' | 'policies' | 'clock'>,
  log: Log,
): CareCheck {
  const { care: store, careCheck: check, policies, clock } = storage;
  const terms = createCareReading({ store, policies, clock });

  return async () => {
    try {
      const checked = await checkCare({ store, check, terms, policies, clock }, (error, customerId) => {
        log.error({ err: error, customerId }, 'the care of a customer could not be planned anew');
      });
      for (const difference of checked.differences) {
        log.error({ difference }, "what is stored of a customer's care differs from what its facts say");
      }
      return checked;
    } catch (error) {
      // Tickets are checked all the same.
      log.warn({ err: error }, 'checking care failed; it is tried again within a minute');
      return NOTHING;
    }
  };
}
