import type { PolicyInForce } from '../../domain/commitment/track.ts';
import { connectDatabase } from '../../storage/connect.ts';
import { createPolicyStore } from '../../storage/policy-store.ts';
import { readAccountNames } from '../../storage/recorded-history.ts';

/** What stands in the database beside the history itself. */
export interface Standing {
  /** `null` before the product's first start. */
  readonly inForce: PolicyInForce | null;
  /** Names of people without an entry in the policy, by `platform/workspace/account`. */
  readonly accountNames: ReadonlyMap<string, string>;
}

/** Reads it, and writes nothing. */
export async function readStanding(url: string): Promise<Standing> {
  const { prisma, pool, close } = await connectDatabase({ url, poolSize: 1, applicationName: 'huiyin simulate' });
  try {
    const policies = createPolicyStore({ prisma });
    await policies.refresh();
    const versions = await prisma.policyVersion.count();
    return { inForce: versions === 0 ? null : policies.active(), accountNames: await readAccountNames(pool) };
  } finally {
    await close();
  }
}
