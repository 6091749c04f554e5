import { type Actor, hasRole } from '../../domain/people.ts';
import type { Clock } from '../ports.ts';
import type {
  CheckedReceipt,
  ErasureDone,
  ErasureOutlook,
  ErasureRefusal,
  ErasureScope,
  ErasureStore,
} from './ports.ts';

/** Erasing on request, for administrators alone. */
export interface ErasureDesk {
  look(actor: Actor, scope: ErasureScope): Promise<ErasureOutlook | ErasureRefusal>;
  erase(actor: Actor, scope: ErasureScope, isForced: boolean): Promise<ErasureDone | ErasureRefusal>;
  /** `null`: no such receipt. */
  check(actor: Actor, receipt: number): Promise<CheckedReceipt | ErasureRefusal | null>;
}

export function createErasureDesk(deps: { readonly store: ErasureStore; readonly clock: Clock }): ErasureDesk {
  const { store, clock } = deps;
  const refusalOf = (actor: Actor): ErasureRefusal | null =>
    hasRole(actor, 'admin') ? null : { code: 'refused', reason: 'needs-role', role: 'admin' };
  return {
    look: async (actor, scope) => refusalOf(actor) ?? store.look(scope, clock.now()),
    erase: async (actor, scope, isForced) =>
      refusalOf(actor) ?? store.erase(scope, { by: actor.ref, at: clock.now(), isForced }),
    check: async (actor, receipt) => refusalOf(actor) ?? store.check(receipt, clock.now()),
  };
}
