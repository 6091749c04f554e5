import type { Ms } from '../../../domain/time.ts';
import type { DeliveryOutcome } from '../../port.ts';
import type { Failure } from './errcodes.ts';

/** Until an administrator has changed the console, trying once a minute is enough; nothing is lost meanwhile. */
const LOCKED_OUT_REST_MS: Ms = 60_000;

/** What a failed call means for a message. */
export function failureToOutcome(failure: Failure): DeliveryOutcome {
  switch (failure.kind) {
    case 'limited':
      return { outcome: 'retry-later', reason: 'rate', afterMs: failure.afterMs, limited: true };
    case 'unreached':
      return { outcome: 'retry-later', reason: failure.reason, afterMs: null, limited: false };
    case 'busy':
      return { outcome: 'retry-later', reason: '-1', afterMs: null, limited: false };
    case 'locked-out':
      return {
        outcome: 'retry-later',
        reason: String(failure.errcode),
        afterMs: LOCKED_OUT_REST_MS,
        limited: false,
      };
    case 'unclear':
      return { outcome: 'uncertain', reason: failure.reason };
    case 'nobody':
      return {
        outcome: 'rejected',
        reason: failure.errcode === 0 ? 'invaliduser' : String(failure.errcode),
        gone: true,
      };
    case 'closed':
      return { outcome: 'rejected', reason: String(failure.errcode), gone: true };
    // What stands cannot be sent; whoever sends it knows that it is theirs (see port.ts).
    case 'stands':
    case 'refused':
      return { outcome: 'rejected', reason: String(failure.errcode), gone: false };
  }
}
