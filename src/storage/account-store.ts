import type { Account } from '../chat/inbound.ts';
import { strangerAccount, strangerRef } from '../domain/people.ts';
import type { PersonRef } from '../domain/vocabulary.ts';
import type { PrismaClient } from './generated/client.ts';

/** Names of people as platforms showed them, for those who are not in the policy. */
export interface AccountStore {
  /** Somebody did something: their name is kept when it is new. Never throws, never delays. */
  seen(account: Account): void;
  /** The last name seen; `null` when none is known here yet. */
  nameOf(ref: PersonRef): string | null;
  /** Resolves when everything seen is written. */
  settle(): Promise<void>;
}

/** Newest accounts held in memory. */
const HELD = 20_000;

export async function createAccountStore(deps: {
  prisma: PrismaClient;
  wall: () => number;
  onError: (error: unknown) => void;
}): Promise<AccountStore> {
  const { prisma } = deps;
  const namesByRef = new Map<PersonRef, string>();
  const underway = new Set<Promise<void>>();
  const rows = await prisma.account.findMany({ orderBy: { seenAt: 'desc' }, take: HELD });
  for (const row of rows)
    if (row.name !== null)
      namesByRef.set(strangerRef(row.platform as Account['platform'], row.workspace, row.id), row.name);

  function run(work: Promise<unknown>): void {
    const settled = work.then(() => undefined, deps.onError).finally(() => underway.delete(settled));
    underway.add(settled);
  }

  async function keep({ platform, workspace, id, name, locale }: Account): Promise<void> {
    const seenAt = new Date(deps.wall());
    await prisma.account.upsert({
      where: { platform_workspace_id: { platform, workspace, id } },
      create: { platform, workspace, id, name, locale, seenAt },
      update: { name, locale, seenAt },
    });
  }

  /** Seen by another replica, perhaps: known from the next time on. */
  async function fetch(ref: PersonRef): Promise<void> {
    const account = strangerAccount(ref);
    if (account === null) return;
    const row = await prisma.account.findUnique({ where: { platform_workspace_id: account } });
    const name = row?.name ?? null;
    if (name !== null) namesByRef.set(ref, name);
  }

  return {
    seen(account) {
      const ref = strangerRef(account.platform, account.workspace, account.id);
      if (account.name === null || namesByRef.get(ref) === account.name) return;
      if (namesByRef.size >= HELD) namesByRef.clear();
      namesByRef.set(ref, account.name);
      run(keep(account));
    },
    nameOf(ref) {
      const name = namesByRef.get(ref);
      if (name === undefined) run(fetch(ref));
      return name ?? null;
    },
    async settle() {
      await Promise.all(underway);
    },
  };
}
