import { z } from 'zod';
import { LOCALES, PLATFORMS } from '../domain/vocabulary.ts';
import type { FileLinkStore, FilePurpose } from '../usecases/files/ports.ts';
import type { PrismaClient } from './generated/client.ts';
import { jsonParameter } from './json-parameter.ts';

interface Row {
  readonly platform: string;
  readonly workspace: string;
  readonly account: string;
  readonly locale: string;
  readonly what: unknown;
  readonly is_used: boolean;
  readonly is_expired: boolean;
}

/** Links to files, by the database's time. */
export function createFileLinkStore({ prisma }: { prisma: PrismaClient }): FileLinkStore {
  return {
    async keep(hash, { owner, locale, purpose }, lifeMs) {
      await prisma.$executeRaw`
        INSERT INTO file_link (hash, platform, workspace, account, locale, what, expires_at)
        VALUES (${hash}, ${owner.platform}, ${owner.workspace}, ${owner.id}, ${locale}, ${jsonParameter(purpose)}::jsonb,
          clock_timestamp() + ${lifeMs} * interval '1 ms')`;
    },
    async find(hash) {
      const [row] = await prisma.$queryRaw<Row[]>`
        SELECT platform, workspace, account, locale, what, used_at IS NOT NULL AS is_used,
          expires_at <= clock_timestamp() AS is_expired
        FROM file_link WHERE hash = ${hash}`;
      if (row === undefined) return { state: 'unknown' };
      const locale = z.enum(LOCALES).parse(row.locale);
      if (row.is_used) return { state: 'used', locale };
      if (row.is_expired) return { state: 'expired', locale };
      const platform = z.enum(PLATFORMS).parse(row.platform);
      const owner = { platform, workspace: row.workspace, id: row.account };
      // Written by us a moment ago, from the same type.
      return { state: 'open', owner, locale, purpose: row.what as FilePurpose };
    },
    async repurpose(hash, purpose) {
      await prisma.$executeRaw`
        UPDATE file_link SET what = ${jsonParameter(purpose)}::jsonb WHERE hash = ${hash} AND used_at IS NULL`;
    },
    async use(hash) {
      const used = await prisma.$executeRaw`
        UPDATE file_link SET used_at = clock_timestamp() WHERE hash = ${hash} AND used_at IS NULL`;
      return used === 1;
    },
  };
}
