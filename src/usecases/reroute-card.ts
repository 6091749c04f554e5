import type { Address, PersonRef } from '../domain/vocabulary.ts';
import type { Alert } from './alert.ts';
import { addressKey, type Owed, personAddresses, teamAddresses } from './destinations.ts';
import type { Policies, Surface } from './ports.ts';

/** A card that could not be posted because its conversation is closed to us (archived, or the bot is not in it). */
export interface Stranded {
  readonly cardId: string;
  readonly at: Address;
  readonly reason: string;
  /** Who has it, else who opened it. */
  readonly whose: PersonRef | null;
  /** What the ticket's team and origin are: where a direct talk that is closed leads back to. */
  readonly owed: Owed | null;
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
 * Nothing is silent because a conversation is closed: from a channel the card goes to whoever has the ticket, from a direct
 * talk to the team, on the same platform, and somebody who can mend it is told, once a day.
 */
export async function rerouteCard(deps: RerouteDeps, stranded: Stranded): Promise<void> {
  const { at, whose } = stranded;
  const { policy } = deps.policies.active();
  const onPlatform = deps.surfaces().filter((one) => one.platform === at.platform && one.workspace === at.workspace);
  const isDirect = at.id.startsWith('@');
  const others = isDirect
    ? stranded.owed === null
      ? []
      : teamAddresses(policy, onPlatform, stranded.owed)
    : whose === null
      ? []
      : personAddresses(policy, onPlatform, whose);
  const to = others.find((other) => addressKey(other) !== addressKey(at));
  if (to !== undefined) await deps.move(stranded.cardId, to);
  if (!(await deps.isFirstToday(at))) return;
  const alert: Alert = { alert: 'channel-closed', channel: at.id, reason: stranded.reason };
  const told = await deps.alert(alert);
  if (told === 0 && to !== undefined) await deps.enqueue(to, alert);
}
