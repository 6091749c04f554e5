import type { Address, PersonRef } from '../domain/vocabulary.ts';
import type { Alert } from './alert.ts';
import { personAddresses } from './destinations.ts';
import type { Policies, Surface } from './ports.ts';

/** A card that could not be posted because its conversation is closed to us (archived, or the bot is not in it). */
export interface Stranded {
  readonly cardId: string;
  readonly at: Address;
  readonly reason: string;
  /** Who has it, else who opened it. */
  readonly whose: PersonRef | null;
}

export interface RerouteDeps {
  readonly policies: Policies;
  readonly surfaces: () => readonly Surface[];
  /** Moves a card that never stood anywhere. False when the same is there already. */
  readonly move: (cardId: string, to: Address) => Promise<boolean>;
  /** True once a day for each conversation. */
  readonly isFirstToday: (at: Address) => Promise<boolean>;
  /** Tells the administrators; returns how many places were told. */
  readonly alert: (alert: Alert) => Promise<number>;
  readonly enqueue: (to: Address, alert: Alert) => Promise<void>;
}

/**
 * Nothing is silent because a channel is: the card goes to whoever has the ticket, on the same platform, and somebody who
 * can mend the channel is told, once a day.
 */
export async function rerouteCard(deps: RerouteDeps, stranded: Stranded): Promise<void> {
  const { at, whose } = stranded;
  if (at.id.startsWith('@')) return;
  const { policy } = deps.policies.active();
  const onPlatform = deps.surfaces().filter((one) => one.platform === at.platform && one.workspace === at.workspace);
  const [to] = whose === null ? [] : personAddresses(policy, onPlatform, whose);
  if (to !== undefined) await deps.move(stranded.cardId, to);
  if (!(await deps.isFirstToday(at))) return;
  const alert: Alert = { alert: 'channel-closed', channel: at.id, reason: stranded.reason };
  const told = await deps.alert(alert);
  if (told === 0 && to !== undefined) await deps.enqueue(to, alert);
}
