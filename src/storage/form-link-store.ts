import { z } from 'zod';
import type { Form } from '../chat/form.ts';
import type { FormLinkStore } from '../chat/form-link.ts';
import { LOCALES, PLATFORMS } from '../domain/vocabulary.ts';
import type { PrismaClient } from './generated/client.ts';
import { jsonParameter } from './json-parameter.ts';

interface Row {
  readonly platform: string;
  readonly workspace: string;
  readonly account: string;
  readonly account_name: string | null;
  readonly account_locale: string | null;
  readonly conversation: string;
  readonly locale: string;
  readonly form: unknown;
  readonly refusals: number;
  readonly is_used: boolean;
  readonly is_expired: boolean;
}

const locale = z.enum(LOCALES);

/** Forms behind links, by the database's time. */
export function createFormLinkStore({ prisma }: { prisma: PrismaClient }): FormLinkStore {
  return {
    async keep(hash, { account, where, locale: language, form }, lifeMs) {
      await prisma.$executeRaw`
        INSERT INTO form_link (hash, platform, workspace, account, account_name, account_locale, conversation, locale,
          form, expires_at)
        VALUES (${hash}, ${account.platform}, ${account.workspace}, ${account.id}, ${account.name}, ${account.locale},
          ${where.id}, ${language}, ${jsonParameter(form)}::jsonb, clock_timestamp() + ${lifeMs} * interval '1 ms')`;
    },
    async find(hash) {
      const [row] = await prisma.$queryRaw<Row[]>`
        SELECT platform, workspace, account, account_name, account_locale, conversation, locale, form, refusals,
          used_at IS NOT NULL AS is_used, expires_at <= clock_timestamp() AS is_expired
        FROM form_link WHERE hash = ${hash}`;
      if (row === undefined) return { state: 'unknown' };
      const language = locale.parse(row.locale);
      if (row.is_used) return { state: 'used', locale: language };
      if (row.is_expired || row.form === null) return { state: 'expired', locale: language };
      const platform = z.enum(PLATFORMS).parse(row.platform);
      const { workspace } = row;
      return {
        state: 'open',
        account: {
          platform,
          workspace,
          id: row.account,
          name: row.account_name,
          locale: locale.nullable().parse(row.account_locale),
        },
        where: { platform, workspace, id: row.conversation },
        locale: language,
        // Written by us a quarter of an hour ago, from the same type.
        form: row.form as Form,
        refusals: row.refusals,
      };
    },
    async use(hash) {
      const used = await prisma.$executeRaw`
        UPDATE form_link SET used_at = clock_timestamp(), form = NULL, account_name = NULL
        WHERE hash = ${hash} AND used_at IS NULL`;
      return used === 1;
    },
    async refuse(hash, refusals) {
      await prisma.$executeRaw`
        UPDATE form_link SET refusals = ${refusals + 1} WHERE hash = ${hash} AND refusals = ${refusals}`;
    },
  };
}
