import { isCareView, isContactView, type OwingView } from '../chat/cards/notice-subject.ts';
import type { LaneWork, Scene } from '../delivery/ports.ts';
import { DAY_MS } from '../domain/time.ts';
import type { PersonRef } from '../domain/vocabulary.ts';
import type { Log } from '../observe/log.ts';
import type { Alert } from '../usecases/alert.ts';
import type { ChangeTicketDeps } from '../usecases/change-ticket.ts';
import { addressKey } from '../usecases/destinations.ts';
import { rerouteCard } from '../usecases/reroute-card.ts';
import type { Storage } from './open-storage.ts';

/** What the pump does with a card whose conversation is closed to us. Never throws: the dead row is on record anyway. */
export function createReroute(
  storage: Storage,
  useCases: ChangeTicketDeps,
  alert: (alert: Alert) => Promise<number>,
  log: Log,
  standInFor: (person: PersonRef) => PersonRef | null,
): (work: LaneWork, scene: Scene, reason: string) => Promise<void> {
  const deps = {
    policies: useCases.policies,
    surfaces: useCases.surfaces,
    move: storage.outbox.moveCard,
    isFirstToday: (at: LaneWork['lane']) =>
      storage.housekeeping.takeTurn(`closed:${addressKey(at)}`, storage.clock.now(), DAY_MS),
    alert,
    enqueue: storage.outbox.enqueuePrivate,
  };
  return async (work, scene, reason) => {
    if (work.card === null || work.what === 'thread') return;
    const id = work.subjectId ?? '';
    const subject =
      scene.digestsByCard.get(work.card.id)?.[0]?.subject ??
      scene.ticketsById.get(id) ??
      scene.contactsById.get(id) ??
      scene.careById.get(id);
    const owner = subject === undefined ? null : whoHas(subject);
    const whose = owner === null ? null : (standInFor(owner) ?? owner);
    const owed = subject === undefined ? null : { team: subject.team, owner: whose, origin: subject.origin };
    await rerouteCard(deps, { cardId: work.card.id, at: work.lane, reason, whose, owed }).catch((error: unknown) =>
      log.error({ err: error, cardId: work.card?.id }, 'a card could not be sent another way'),
    );
  };
}

/** Whoever has it: a ticket's owner, else who opened it; of a contact, who talked with the customer; of care, who is asked. */
function whoHas(subject: OwingView): PersonRef | null {
  if (isCareView(subject)) return subject.care.owner;
  return isContactView(subject) ? subject.author : (subject.owner ?? subject.opener);
}
