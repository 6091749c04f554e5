import type { Instant } from '../../domain/time.ts';
import type { Capabilities, ChatPort, DeliveryOutcome, OutboundMessage } from '../port.ts';
import type { Feed } from './feed.ts';
import type { FeedEntry, PlaygroundMessage } from './message.ts';

/** The one workspace of the playground. */
export const PLAYGROUND_WORKSPACE = 'demo';

const CAPABILITIES: Capabilities = {
  forms: true,
  buttons: true,
  threads: true,
  updates: true,
  messageShortcuts: true,
  findable: true,
  paceMs: 0,
  // Its clock is moved by hand: nothing is held back by the true one.
  bundleMs: 0,
};

interface PortDeps {
  readonly feed: Feed;
  readonly save: (message: PlaygroundMessage) => Promise<FeedEntry>;
  readonly clock: { now(): Instant };
  isConversation(id: string): boolean;
  /** Shows what is stored of a conversation where another version of it stands. Returns how many messages changed. */
  reload(conversation: string): Promise<number>;
}

/** The playground as delivery sees it. Our id is the message's id, so a repeated post shows nothing twice. */
export function createPlaygroundPort(deps: PortDeps): ChatPort {
  const { feed } = deps;
  return {
    platform: 'playground',
    workspace: PLAYGROUND_WORKSPACE,
    capabilities: CAPABILITIES,

    async post(message, signal) {
      const existing = feed.get(message.id);
      if (existing !== null) return sent(existing);
      if (!deps.isConversation(message.to.id)) return gone(`no conversation ${message.to.id} in the playground`);
      const now = deps.clock.now();
      return write(signal, {
        id: message.id,
        conversation: message.to.id,
        thread: rootOf(message),
        author: null,
        card: message.card,
        locale: message.locale,
        postedAt: now,
        updatedAt: now,
        version: 1,
      });
    },

    async update(address, message, signal) {
      const existing = feed.get(address.message);
      if (existing === null) return gone(`no message ${address.message} in the playground`);
      return write(signal, {
        ...existing.message,
        card: message.card,
        locale: message.locale,
        updatedAt: deps.clock.now(),
        version: existing.message.version + 1,
      });
    },

    async find(message) {
      const existing = feed.get(message.id);
      return existing === null ? null : { conversation: existing.message.conversation, message: message.id };
    },

    // Its rows are ours and were erased with everything else; what remains is to show them so.
    async retract({ to }) {
      return { outcome: 'retracted', messages: await deps.reload(to.id) };
    },
  };

  /** A thread whose card is not here becomes an ordinary message: better in the open than nowhere. */
  function rootOf(message: OutboundMessage): string | null {
    const root = message.thread === null ? null : feed.get(message.thread.message);
    return root === null ? null : (root.message.thread ?? root.message.id);
  }

  async function write(signal: AbortSignal, message: PlaygroundMessage): Promise<DeliveryOutcome> {
    if (signal.aborted) return retryLater('aborted before it was written');
    try {
      return sent(await deps.save(message));
    } catch (error) {
      // Writing the same id again is harmless, so a write of unknown outcome needs no search.
      return retryLater(error instanceof Error ? error.message : String(error));
    }
  }
}

function sent({ message }: FeedEntry): DeliveryOutcome {
  return { outcome: 'sent', address: { conversation: message.conversation, message: message.id } };
}

function gone(reason: string): DeliveryOutcome {
  return { outcome: 'rejected', reason, gone: true };
}

function retryLater(reason: string): DeliveryOutcome {
  return { outcome: 'retry-later', reason, afterMs: null, limited: false };
}
