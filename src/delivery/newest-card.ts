import type { Card } from '../chat/card.ts';
import type { Address, Locale } from '../domain/vocabulary.ts';
import type { DeliveredCard, DeliveryStore, LaneWork } from './ports.ts';
import { type PresentDeps, present } from './present.ts';

/**
 * A card that stands somewhere, as it would be shown now: for surfaces that can change it only in answer to a click.
 * `null` when there is nothing left to show.
 */
export async function newestCard(
  deps: PresentDeps & { readonly scene: DeliveryStore['scene'] },
  at: Address,
  found: { readonly subjectId: string; readonly card: DeliveredCard },
): Promise<{ readonly card: Card; readonly locale: Locale } | null> {
  const { subjectId, card } = found;
  const work: LaneWork = {
    lane: at,
    leaseToken: '',
    outboxId: 0n,
    what: 'card',
    wasInFlight: false,
    attempts: 0,
    laneAttempts: 0,
    restLeftMs: 0,
    messageId: card.id,
    urgent: false,
    subjectId,
    seq: null,
    data: null,
    card,
  };
  const shown = present(work, await deps.scene([work]), deps);
  return shown.show ? { card: shown.card, locale: shown.locale } : null;
}
