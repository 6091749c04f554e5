import type { ChatPort, DeliveryOutcome, MessageAddress, OutboundMessage, SoughtMessage } from '../chat/port.ts';
import type { Duty } from '../domain/duty/duty.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { MINUTE_MS, type Ms, SECOND_MS } from '../domain/time.ts';
import type { PersonRef } from '../domain/vocabulary.ts';
import type { Clock } from '../usecases/ports.ts';
import type { Delivered, LaneWork, Scene } from './ports.ts';
import { markAsRepeat, present } from './present.ts';

/** A lease lasts 30 s by the database; whoever holds one longer than this no longer trusts it. */
export const LEASE_TRUST_MS: Ms = 20 * SECOND_MS;
/** What is shown was read so long ago at most: what was answered since then must not be reminded of. */
const SCENE_TRUST_MS: Ms = 3 * SECOND_MS;
/** Longest wait for a platform's answer. */
const SEND_TIMEOUT_MS: Ms = 10 * SECOND_MS;
const FIRST_BACKOFF_MS: Ms = SECOND_MS;
const LAST_BACKOFF_MS: Ms = 5 * MINUTE_MS;
/** Looks for a message in flight that fail in a row, at most, before it counts as uncertain. */
const FIND_TRIES = 5;
/** After that a look may take so long, or what is to be sent unseen would be too old each time. */
const LAST_LOOKS_MS: Ms = 2 * SECOND_MS;
/** What is urgent is sent again unseen until it was tried this often: a reader must not get it without end. */
const BLIND_TRIES = 8;
/** A message that was taken away is posted anew this often at most. */
const REPOSTS = 3;

export interface DeliverDeps {
  readonly policy: () => Policy;
  readonly clock: Clock;
  readonly nameOf: (ref: PersonRef) => string;
  /** Who is there. Absent: everybody. */
  readonly duty?: () => Duty;
  /** Monotonic machine time. */
  readonly elapsed: () => Ms;
  /** Between 0 and 1: spreads retries. */
  readonly random: () => number;
}

/** When a batch of work was taken, in machine time: `claimedAt` before its lease began, `readAt` when its scene was read. */
export interface Taken {
  readonly claimedAt: Ms;
  readonly readAt: Ms;
}

/**
 * Shows one piece of work and says what became of it. No transaction is open meanwhile. Throws only for work that cannot
 * be rendered.
 */
export async function deliver(
  deps: DeliverDeps,
  work: LaneWork,
  scene: Scene,
  port: ChatPort,
  taken: Taken,
): Promise<Delivered> {
  const { capabilities } = port;
  const pointless = pointlessOn(port, work);
  if (pointless !== null) return became(work, 'moot', pointless);
  const shownAt = addressToUpdate(work);
  const isUpdate = shownAt !== null;
  if (isUpdate && !capabilities.updates) return became(work, 'moot', 'no updates here');
  // Before anything else, also where nobody needs it any more: what stands somewhere must show what became of it.
  const found = work.wasInFlight && !isUpdate ? await findInFlight(work, port) : 'never shown';
  if (found === 'look later') return became(work, 'sending', 'looking for it', { restMs: backoff(deps, work) });
  if (typeof found === 'object') return foundAgain(work, found, port);
  const presentation = present(work, scene, {
    policy: deps.policy(),
    now: deps.clock.now(),
    nameOf: deps.nameOf,
    ...(deps.duty === undefined ? {} : { duty: deps.duty() }),
    answersAlone: capabilities.answersAlone !== false,
  });
  if (!presentation.show) return became(work, 'moot', presentation.why);
  const isBlind = found === 'nobody can tell';
  if (isBlind && (!work.urgent || work.attempts > BLIND_TRIES)) {
    return became(work, 'uncertain', 'it may have been shown; nobody can tell');
  }
  const { card, locale } = presentation;
  const message: OutboundMessage = {
    ...soughtOf(work),
    card: isBlind ? markAsRepeat(card, locale) : card,
    locale,
  };
  // Checked last, right before the socket: a process that was frozen meanwhile must not write.
  const now = deps.elapsed();
  if (now - taken.claimedAt > LEASE_TRUST_MS) {
    return became(work, isBlind ? 'sending' : 'pending', 'the lease became old');
  }
  if (now - taken.readAt > SCENE_TRUST_MS) {
    return became(work, isBlind ? 'sending' : 'pending', 'what it shows became old');
  }
  const signal = AbortSignal.timeout(SEND_TIMEOUT_MS);
  const outcome = isUpdate ? await port.update(shownAt, message, signal) : await port.post(message, signal);
  return conclude(deps, work, outcome, port, isBlind);
}

/** Why there is nothing to be done on this surface; `null` when there is. */
function pointlessOn({ capabilities }: ChatPort, { what, card, replyTo }: LaneWork): string | null {
  if (what === 'card' || what === 'notice') {
    return card !== null && card.shownVersion >= card.wantedVersion ? 'already shown' : null;
  }
  if (what !== 'thread' && what !== 'reply') return null;
  if (!capabilities.threads) return 'no threads here';
  if (what === 'reply') return replyTo === undefined ? 'nobody knows what it answers' : null;
  return card === null || (card.address === null && !card.isAwaited) ? 'its card was never shown' : null;
}

/** What a message is known by on its surface. */
function soughtOf(work: LaneWork): SoughtMessage {
  return { id: work.messageId, to: work.lane, thread: threadOf(work) };
}

function threadOf({ what, card, replyTo }: LaneWork): MessageAddress | null {
  return what === 'thread' ? (card?.address ?? null) : (replyTo ?? null);
}

/** Where the card stands that is to be shown anew; `null` for everything that is posted. */
function addressToUpdate({ what, card }: LaneWork): MessageAddress | null {
  return what === 'card' || what === 'notice' ? (card?.address ?? null) : null;
}

function conclude(
  deps: DeliverDeps,
  work: LaneWork,
  outcome: DeliveryOutcome,
  port: ChatPort,
  isBlind: boolean,
): Delivered {
  const isUpdate = addressToUpdate(work) !== null;
  const { paceMs } = port.capabilities;
  switch (outcome.outcome) {
    case 'sent':
      return became(work, 'sent', null, { address: outcome.address, ...restAfter(work, port) });
    case 'retry-later':
      // This time nothing was shown; an earlier time it may have been, and that stays so.
      return became(work, isBlind ? 'sending' : 'pending', outcome.reason, {
        restMs: outcome.afterMs ?? backoff(deps, work),
        limited: outcome.limited,
      });
    case 'rejected':
      // People use the shortcut in channels that the bot is not in: whoever did was answered privately.
      if (work.what === 'reply') return became(work, 'moot', outcome.reason, { restMs: paceMs });
      // Somebody deleted the message: the card is posted anew rather than lost.
      if (isUpdate && outcome.gone && work.attempts <= REPOSTS) {
        return became(work, 'pending', outcome.reason, { address: null, restMs: paceMs });
      }
      return became(work, 'rejected', outcome.reason, { restMs: paceMs, isClosed: outcome.gone && !isUpdate });
    case 'uncertain':
      // An update may be repeated; a post is looked for first.
      return became(work, isUpdate ? 'pending' : 'sending', outcome.reason, { restMs: backoff(deps, work) });
  }
}

async function findInFlight(
  work: LaneWork,
  port: ChatPort,
): Promise<MessageAddress | 'never shown' | 'look later' | 'nobody can tell'> {
  if (!port.capabilities.findable) return 'nobody can tell';
  const lookMs = work.laneAttempts < FIND_TRIES ? SEND_TIMEOUT_MS : LAST_LOOKS_MS;
  const found = await port.find(soughtOf(work), AbortSignal.timeout(lookMs));
  if (found === null) return 'never shown';
  if (found !== 'unknown') return found;
  // Failures of the lane, not tries of the row: whoever died over it has not looked for it.
  return work.laneAttempts < FIND_TRIES ? 'look later' : 'nobody can tell';
}

/** A card stands there as it was when it was posted, and nobody knows which state that was: at least its first. */
function foundAgain(work: LaneWork, address: MessageAddress, port: ChatPort): Delivered {
  const shownVersion = Math.max(work.card?.shownVersion ?? 0, 1);
  return became(work, 'sent', 'found again', { address, shownVersion, ...restAfter(work, port) });
}

/** After something was shown the lane rests; after a reminder that was not urgent, further ones gather. */
function restAfter(work: LaneWork, { capabilities }: ChatPort): Pick<Delivered, 'restMs' | 'gatherMs'> {
  const { paceMs: restMs, bundleMs: gatherMs } = capabilities;
  const isReminder = work.card?.kind === 'notice' || work.card?.kind === 'digest';
  // Not after urgent ones: while they keep coming the others would wait for ever.
  return isReminder && !work.urgent && addressToUpdate(work) === null ? { restMs, gatherMs } : { restMs };
}

/** 1, 2, 4 … seconds, at most five minutes, each anywhere between half and whole. */
function backoff({ random }: DeliverDeps, { laneAttempts }: LaneWork): Ms {
  const whole = Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(laneAttempts, 10), LAST_BACKOFF_MS);
  return whole * (0.5 + random() / 2);
}

function became(
  work: LaneWork,
  state: Delivered['state'],
  reason: string | null,
  more: Partial<Delivered> = {},
): Delivered {
  return { work, state, reason, restMs: 0, limited: false, ...more };
}
