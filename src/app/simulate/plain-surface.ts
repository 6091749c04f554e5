import type { Platform } from '../../domain/vocabulary.ts';
import type { Surface } from '../../usecases/ports.ts';

/** A surface as plain data, for another thread. */
export interface PlainSurface {
  readonly platform: Platform;
  readonly workspace: string;
  /** Direct leaders by account, as far as the address book was asked. */
  readonly leaders: ReadonlyMap<string, string>;
}

/** Surfaces as the use cases know them. */
export function surfacesOf(plain: readonly PlainSurface[]): readonly Surface[] {
  return plain.map(({ platform, workspace, leaders }) => ({
    platform,
    workspace,
    leaderOf: (account) => leaders.get(account) ?? null,
  }));
}
