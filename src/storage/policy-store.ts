import type { PolicyInForce } from '../domain/commitment/track.ts';
import { putInForce } from '../domain/policy/in-force.ts';
import { NO_LIMIT } from '../domain/policy/noise-policy.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { Instant } from '../domain/time.ts';
import { UnknownPolicy } from '../usecases/failures.ts';
import type { Policies } from '../usecases/ports.ts';
import type { PrismaClient } from './generated/client.ts';

/** The policies that are or were in force here. The newest activated is the active one, on every replica. */
export interface PolicyStore extends Policies {
  /** Puts a policy in force; the same one again changes nothing. True when another one was in force before. */
  activate(policy: Policy, hash: string, now: Instant): Promise<boolean>;
  /** Looks whether another replica has put one in force. True when it has. */
  refresh(): Promise<boolean>;
  /** When the active one came into force. */
  activeSince(): Instant;
  /** Every open ticket stands under this policy now, or cannot be brought under it. */
  recomputed(hash: string): Promise<void>;
}

/** Policies as rows. Call `activate` or `refresh` before the first use. */
export function createPolicyStore({ prisma }: { prisma: PrismaClient }): PolicyStore {
  const byHash = new Map<string, PolicyInForce>();
  let active: PolicyInForce | null = null;
  let activeSince: Instant = 0;

  /** All versions are kept at hand: there are few, and a history may name any of them in the middle of a statement. */
  async function load(): Promise<void> {
    const known = [...byHash.keys()];
    const rows = await prisma.policyVersion.findMany({ where: { hash: { notIn: known } } });
    for (const row of rows) byHash.set(row.hash, putInForce(row.hash, policyFromJson(row.body)));
    const newest = await prisma.policyVersion.findFirst({
      orderBy: [{ activatedAt: 'desc' }, { hash: 'asc' }],
      select: { hash: true, activatedAt: true },
    });
    activeSince = newest?.activatedAt.getTime() ?? 0;
    active = newest === null ? null : (byHash.get(newest.hash) ?? null);
  }

  return {
    active() {
      if (active === null) throw new Error('no policy has been put in force yet');
      return active;
    },
    byHash(hash) {
      const policy = byHash.get(hash);
      if (policy === undefined) throw new UnknownPolicy(`policy ${hash} is not known here`);
      return policy;
    },
    async activate(policy, hash, now) {
      await load();
      if (active?.hash === hash) return false;
      const hadOther = active !== null;
      const activatedAt = new Date(now);
      await prisma.policyVersion.upsert({
        where: { hash },
        create: { hash, body: policyToJson(policy), activatedAt },
        update: { activatedAt, recomputedAt: null },
      });
      await load();
      return hadOther;
    },
    activeSince: () => activeSince,
    async recomputed(hash) {
      await prisma.$executeRaw`
        UPDATE policy_version SET recomputed_at = clock_timestamp() WHERE hash = ${hash} AND recomputed_at IS NULL`;
    },
    async refresh() {
      const before = active?.hash;
      await load();
      return active?.hash !== before;
    },
  };
}

const OFF = { unit: 'off' } as const;

/** Entries in lists: the database does not keep the order of keys in an object, and teams are shown in order. */
function policyToJson(policy: Policy): object {
  return { ...policy, teams: [...policy.teams], people: [...policy.people] };
}

/** What an older release had no word for was off. */
const WITHOUT: Pick<Policy, 'noise' | 'tiers' | 'repeats' | 'contacts' | 'retentionDays'> = {
  tiers: {},
  repeats: { within: OFF, customers: null },
  contacts: { record: OFF, reminder: OFF, promise: OFF, confirmation: OFF },
  retentionDays: null,
  noise: NO_LIMIT,
};

function policyFromJson(json: unknown): Policy {
  const stored = json as Omit<Policy, 'teams' | 'people'> & {
    teams: [string, Policy['teams'] extends ReadonlyMap<string, infer T> ? T : never][];
    people: [string, Policy['people'] extends ReadonlyMap<string, infer P> ? P : never][];
  };
  return {
    ...WITHOUT,
    ...stored,
    teams: new Map(stored.teams),
    people: new Map(stored.people),
  };
}
