import type { Ms } from '../../../domain/time.ts';
import type { DeliveryOutcome, MessageAddress } from '../../port.ts';
import { failureOfCode } from '../app/errcodes.ts';
import type { BotAnswer } from './connection.ts';

/** The bot itself is refused until somebody acts: the message must wait for that, not be lost. */
const LOCKED_OUT_WAIT_MS: Ms = 60_000;

/**
 * What an answer to a posted message means for it. A conversation in which nobody has written to the bot yet is closed
 * to us, like one that the bot was taken out of: another message to the same place fails as well.
 */
export function answerToOutcome(answer: BotAnswer, address: MessageAddress): DeliveryOutcome {
  switch (answer.kind) {
    case 'ok':
      return { outcome: 'sent', address };
    case 'not-sent': {
      const { reason, waitMs } = answer;
      return { outcome: 'retry-later', reason, afterMs: waitMs ?? null, limited: waitMs !== undefined };
    }
    case 'unclear':
      return { outcome: 'uncertain', reason: answer.reason };
    case 'refused':
      return refusalToOutcome(answer.errcode, answer.errmsg);
  }
}

function refusalToOutcome(errcode: number, errmsg: string): DeliveryOutcome {
  const failure = failureOfCode(errcode, errmsg);
  const reason = `${errcode} ${errmsg}`.trim().slice(0, 200);
  switch (failure.kind) {
    case 'limited':
      return { outcome: 'retry-later', reason, afterMs: failure.afterMs, limited: true };
    case 'locked-out':
      return { outcome: 'retry-later', reason, afterMs: LOCKED_OUT_WAIT_MS, limited: false };
    case 'nobody':
    case 'closed':
      return { outcome: 'rejected', reason, gone: true };
    // The bot's task ids are new with each attempt.
    case 'stands':
    case 'refused':
      return { outcome: 'rejected', reason, gone: false };
    case 'busy':
    case 'unreached':
    case 'unclear':
      return { outcome: 'retry-later', reason, afterMs: null, limited: false };
  }
}

/** Nothing is known of this refusal: it is logged with its words. */
export function isUnknownRefusal(answer: BotAnswer): boolean {
  if (answer.kind !== 'refused') return false;
  const failure = failureOfCode(answer.errcode, answer.errmsg);
  return failure.kind === 'stands' || ('isUnknown' in failure && failure.isUnknown);
}

/** The platform asks to come again later. */
export function isRetryable(answer: BotAnswer): boolean {
  if (answer.kind !== 'refused') return false;
  const { kind } = failureOfCode(answer.errcode, answer.errmsg);
  return kind === 'busy' || kind === 'limited' || kind === 'locked-out';
}
