import { z } from 'zod';
import type { Ms } from '../../../domain/time.ts';
import { failureOf } from './errcodes.ts';
import type { Log } from './log.ts';
import type { Member, MemberStore } from './members.ts';
import { foldUserId } from './user-id.ts';
import type { CallWecom } from './web-api.ts';

/** The company's address book as far as somebody asked for it. Never waits for the platform. */
export interface Directory {
  /** The name, when known; asks in the background when nothing is known or it is a day old. */
  nameOf(userId: string): string | null;
  /** The first direct leader, when known; asks in the same way. */
  leaderOf(userId: string): string | null;
  /** Takes over what other replicas have learned, and asks for these where nothing is known. */
  synchronise(userIds: readonly string[]): Promise<void>;
  /** Resolves when no question is open. */
  idle(): Promise<void>;
}

export interface DirectoryDeps {
  readonly call: CallWecom;
  readonly workspace: string;
  readonly members: MemberStore;
  /** Somebody's name was learned. Must not throw. */
  readonly named: (userId: string, name: string) => void;
  readonly log: Log;
  /** Machine time in milliseconds since 1970. */
  readonly now: () => Ms;
}

const FRESH_MS: Ms = 86_400_000;
const RETRY_MS: Ms = 60_000;
/** A company on a busy morning is learned a few at a time; the staff at large, whom nobody waits for, fewer still. */
const AT_ONCE = 20;
const AHEAD_AT_ONCE = 4;

/** Outside of what the app may see: about this person, although it is the console that decides it. */
const OUT_OF_SCOPE = 60011;

/** What the platform says of a member (D/90196); unknown fields and odd values cost themselves only. */
const profile = z.object({
  name: z.string().catch(''),
  department: z.array(z.number()).catch([]),
  direct_leader: z.array(z.string()).catch([]),
});

interface Entry {
  readonly member: Member;
  readonly staleAt: Ms;
}

export function createDirectory(deps: DirectoryDeps): Directory {
  const known = new Map<string, Entry>();
  const names = new Map<string, string>();
  const asking = new Map<string, Promise<void>>();
  let pausedUntil = 0;

  async function ask(userId: string): Promise<void> {
    try {
      const said = profile.parse(await deps.call('user/get', { query: { userid: userId } }));
      const leaders = said.direct_leader.flatMap((each) => foldUserId(each) ?? []);
      await learn({ id: userId, departments: said.department.map(String), leaders });
      if (said.name === '') return;
      names.set(userId, said.name);
      deps.named(userId, said.name);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'limited') pausedUntil = deps.now() + failure.afterMs;
      // Whom the platform does not know, or does not show us, it need not be asked for again before tomorrow.
      const isHidden = failure.kind === 'locked-out' && failure.errcode === OUT_OF_SCOPE;
      if (failure.kind === 'nobody' || isHidden)
        await learn({ id: userId, departments: [], leaders: [] }).catch(() => undefined);
      else keep(known.get(userId)?.member ?? { id: userId, departments: [], leaders: [] }, RETRY_MS);
      deps.log.warn({ failure, user: userId }, 'WeCom does not say who this is');
    } finally {
      asking.delete(userId);
    }
  }

  async function learn(member: Member): Promise<void> {
    keep(member, FRESH_MS);
    await deps.members.save(deps.workspace, member);
  }

  function keep(member: Member, freshMs: Ms): void {
    known.set(member.id, { member, staleAt: deps.now() + freshMs });
  }

  function look(userId: string, atOnce = AT_ONCE): Member | null {
    const entry = known.get(userId);
    const isStale = entry === undefined || entry.staleAt <= deps.now();
    if (isStale && !asking.has(userId) && asking.size < atOnce && pausedUntil <= deps.now()) {
      asking.set(userId, ask(userId));
    }
    return entry?.member ?? null;
  }

  return {
    nameOf(userId) {
      look(userId);
      return names.get(userId) ?? null;
    },
    leaderOf: (userId) => look(userId)?.leaders[0] ?? null,
    async synchronise(userIds) {
      for (const { fetchedAt, ...member } of await deps.members.load(deps.workspace)) {
        const staleAt = fetchedAt + FRESH_MS;
        if ((known.get(member.id)?.staleAt ?? 0) < staleAt) known.set(member.id, { member, staleAt });
      }
      for (const userId of userIds) look(userId, AHEAD_AT_ONCE);
    },
    async idle() {
      while (asking.size > 0) await Promise.all(asking.values());
    },
  };
}
