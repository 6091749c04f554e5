import { z } from 'zod';
import type { DeliveredCard } from '../delivery/ports.ts';
import type { Address } from '../domain/vocabulary.ts';
import type { PrismaClient } from './generated/client.ts';

/** A card as it is on record, and what it is about. */
export interface FoundCard {
  readonly subjectId: string;
  readonly card: DeliveredCard;
}

/**
 * The card that a message of a conversation shows: by its address, or by the id it was sent under, which is most often
 * the card's own. `null` when it is none of ours. A notice that a digest speaks for leads to the digest.
 */
export async function findCard(
  prisma: PrismaClient,
  at: Address,
  message: { readonly address: string; readonly id: string },
): Promise<FoundCard | null> {
  const [row] = await prisma.$queryRaw<Row[]>`
    WITH meant AS (
      SELECT coalesce(digest_id, id) AS id FROM card
      WHERE platform = 'wecom' AND address_message = ${message.address} AND platform = ${at.platform}
        AND workspace = ${at.workspace} AND conversation = ${at.id}
      UNION ALL
      SELECT coalesce(digest_id, id) FROM card
      WHERE id = ${message.id}::uuid AND platform = ${at.platform} AND workspace = ${at.workspace}
        AND conversation = ${at.id}
      LIMIT 1)
    SELECT k.id, k.kind, k.subject_id, k.notice_id, k.wanted_version, k.shown_version
    FROM card k JOIN meant m USING (id) WHERE k.kind IN ('ticket', 'notice', 'digest')`;
  if (row === undefined) return null;
  return {
    subjectId: row.subject_id,
    card: {
      id: row.id,
      kind: z.enum(['ticket', 'notice', 'digest']).parse(row.kind),
      noticeId: row.notice_id,
      wantedVersion: row.wanted_version,
      shownVersion: row.shown_version,
      address: { conversation: at.id, message: message.address },
      isAwaited: false,
    },
  };
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly subject_id: string;
  readonly notice_id: string | null;
  readonly wanted_version: number;
  readonly shown_version: number;
}
