import type { SpokenStore } from '../chat/spoken.ts';
import type { PrismaClient } from './generated/client.ts';

/** What was said past delivery; see `eraseSpoken` for what it is kept for. */
export function createSpokenStore({ prisma }: { prisma: PrismaClient }): SpokenStore {
  return {
    async keep({ to, address, cardId, about }) {
      await prisma.$executeRaw`
        INSERT INTO spoken (platform, workspace, conversation, address_conversation, address_message, card_id, about)
        VALUES (${to.platform}, ${to.workspace}, ${to.id}, ${address?.conversation ?? to.id}, ${address?.message ?? null},
          ${cardId}, ${[...about]})`;
    },
  };
}
