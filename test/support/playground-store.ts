import type { PlaygroundMessage, PlaygroundStore } from '../../src/chat/playground/message.ts';

/** A store that lives as long as the test; `failNext` makes the next write fail. */
export interface MemoryPlaygroundStore extends PlaygroundStore {
  readonly messagesById: Map<string, PlaygroundMessage>;
  failNext(error: Error): void;
}

export function createMemoryPlaygroundStore(kept: readonly PlaygroundMessage[] = []): MemoryPlaygroundStore {
  const messagesById = new Map(kept.map((message) => [message.id, message]));
  let failure: Error | null = null;
  return {
    messagesById,
    failNext: (error) => {
      failure = error;
    },
    loadMessages: async () => [...messagesById.values()],
    async saveMessage(message) {
      const error = failure;
      failure = null;
      if (error !== null) throw error;
      messagesById.set(message.id, message);
    },
  };
}
