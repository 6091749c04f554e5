import { z } from 'zod';
import type { Card } from '../chat/card.ts';
import type { PlaygroundStore } from '../chat/playground/message.ts';
import { LOCALES, type Locale } from '../domain/vocabulary.ts';
import type { PrismaClient } from './generated/client.ts';

/** Newest messages that a restart brings back. */
const LOADED = 2_000;

const LOCALE = 'playground.locale';

/** Cards are locked in the order in which verbs and deliveries lock them; a row that waits shows the newest anyway. */
const SHOW_CARDS_ANEW = `
WITH newest AS (
  SELECT id FROM card WHERE platform = 'playground' AND address_message IS NOT NULL AND digest_id IS NULL
  ORDER BY created_at DESC LIMIT $1),
locked AS (SELECT k.id FROM card k WHERE k.id IN (SELECT id FROM newest) ORDER BY k.id FOR UPDATE OF k),
wanted AS (
  UPDATE card k SET wanted_version = wanted_version + 1 FROM locked l WHERE k.id = l.id
  RETURNING k.id, k.subject_id, k.platform, k.workspace, k.conversation)
INSERT INTO outbox (platform, workspace, conversation, what, subject_id, card_id, urgent, message_id)
SELECT platform, workspace, conversation, 'card', subject_id, id, false, id FROM wanted ORDER BY id
ON CONFLICT (card_id) WHERE state = 'pending' AND what IN ('card', 'notice') DO NOTHING`;

/** What the playground keeps beside its chat. */
export interface PlaygroundRows extends PlaygroundStore {
  /** The language chosen last; `null` before anybody chose one. */
  loadLocale(): Promise<Locale | null>;
  saveLocale(locale: Locale): Promise<void>;
  /** Has the newest cards that stand somewhere rendered and shown again, at most `limit` of them. */
  showCardsAnew(limit: number): Promise<void>;
}

/** The playground's chat as rows, so that it survives a restart. `onWritten`: something new waits to be delivered. */
export function createPlaygroundStore(deps: { prisma: PrismaClient; onWritten: () => void }): PlaygroundRows {
  const { prisma } = deps;
  return {
    async loadLocale() {
      const row = await prisma.setting.findUnique({ where: { name: LOCALE } });
      return LOCALES.find((one) => one === row?.value) ?? null;
    },
    async saveLocale(value) {
      await prisma.setting.upsert({ where: { name: LOCALE }, create: { name: LOCALE, value }, update: { value } });
    },
    async showCardsAnew(limit) {
      await prisma.$executeRawUnsafe(SHOW_CARDS_ANEW, limit);
      deps.onWritten();
    },
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
