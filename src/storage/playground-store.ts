import { z } from 'zod';
import type { Card } from '../chat/card.ts';
import type { PlaygroundStore } from '../chat/playground/message.ts';
import { LOCALES } from '../domain/vocabulary.ts';
import type { PrismaClient } from './generated/client.ts';

/** Newest messages that a restart brings back. */
const LOADED = 2_000;

/** The playground's chat as rows, so that it survives a restart. */
export function createPlaygroundStore({ prisma }: { prisma: PrismaClient }): PlaygroundStore {
  return {
    async loadMessages() {
      const rows = await prisma.playgroundMessage.findMany({ orderBy: { postedAt: 'desc' }, take: LOADED });
      return rows.map((row) => ({
        ...row,
        card: row.card as unknown as Card,
        locale: z.enum(LOCALES).parse(row.locale),
        postedAt: row.postedAt.getTime(),
        updatedAt: row.updatedAt.getTime(),
      }));
    },
    async saveMessage(message) {
      const row = {
        ...message,
        card: message.card as object,
        postedAt: new Date(message.postedAt),
        updatedAt: new Date(message.updatedAt),
      };
      await prisma.playgroundMessage.upsert({ where: { id: message.id }, create: row, update: row });
    },
  };
}
