import type { OutboundMessage, Retraction, RetractOutcome } from '../port.ts';
import { type HistoryPage, idOf } from './history.ts';
import { failureToOutcome } from './outcome.ts';
import { type CallSlack, failureOf } from './web-api.ts';

interface RetractDeps {
  readonly call: CallSlack;
  readonly channelOf: (message: Pick<OutboundMessage, 'to'>, signal: AbortSignal) => Promise<string>;
  readonly history: (
    where: { readonly channel: string; readonly thread: string | null; readonly since: number },
    signal: AbortSignal,
  ) => AsyncGenerator<HistoryPage>;
}

/** What is no more needs no deleting; a thread goes with its first message. */
const GONE_ALREADY = new Set(['message_not_found', 'thread_not_found']);
/** Another bot of this make said it. */
const NOT_OURS = 'cant_delete_message';

/** Deletes messages of ours: a bot may delete its own and nobody else's (docs.slack.dev, chat.delete). */
export async function retractFromSlack(
  deps: RetractDeps,
  what: Retraction,
  signal: AbortSignal,
): Promise<RetractOutcome> {
  let messages = 0;
  try {
    if ('address' in what) {
      const { conversation, message } = what.address;
      return { outcome: 'retracted', messages: await deleteOne(deps.call, conversation, message, signal) };
    }
    const isThread = 'thread' in what;
    const channel = isThread ? what.thread.conversation : await deps.channelOf(what, signal);
    const thread = isThread ? what.thread.message : null;
    const found: string[] = [];
    let isRead = false;
    for await (const page of deps.history({ channel, thread, since: 0 }, signal)) {
      const ours = page.messages.filter((one) => idOf(one) !== null && one.ts !== thread);
      found.push(...ours.filter((one) => isThread || idOf(one) === what.id).map((one) => one.ts));
      isRead = page.isLast || (!isThread && found.length > 0);
      if (isRead) break;
    }
    for (const ts of found) messages += await deleteOne(deps.call, channel, ts, signal);
    // Beyond what was read there may be more: a thread is read again from its beginning, which is shorter now.
    if (isRead) return { outcome: 'retracted', messages };
    return messages > 0
      ? { outcome: 'retry-later', reason: 'there may be more', messages }
      : { outcome: 'rejected', reason: 'not found among the newest messages', messages };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'refused' && GONE_ALREADY.has(failure.code)) return { outcome: 'retracted', messages };
    const outcome = failureToOutcome(failure, 'nothing-new');
    const reason = 'reason' in outcome ? outcome.reason : 'nobody knows';
    return { outcome: outcome.outcome === 'rejected' ? 'rejected' : 'retry-later', reason, messages };
  }
}

async function deleteOne(call: CallSlack, channel: string, ts: string, signal: AbortSignal): Promise<number> {
  try {
    await call('chat.delete', { channel, ts }, { signal });
    return 1;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'refused' && (GONE_ALREADY.has(failure.code) || failure.code === NOT_OURS)) return 0;
    throw error;
  }
}
