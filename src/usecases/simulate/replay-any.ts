import type { CareEvent } from '../../domain/care/care.ts';
import { careKind } from '../../domain/care/care-kind.ts';
import type { SubjectType } from '../../domain/commitment/subject-kind.ts';
import type { ContactEvent } from '../../domain/contact/contact.ts';
import { contactKind } from '../../domain/contact/contact-kind.ts';
import type { TicketEvent } from '../../domain/ticket/ticket.ts';
import { ticketKind } from '../../domain/ticket/ticket-kind.ts';
import type { Instant } from '../../domain/time.ts';
import type { RecordedSubject } from './recorded.ts';
import { type Replayed, replaySubject, type World } from './replay-subject.ts';

type Replay = (subject: RecordedSubject, world: World, until: Instant) => Replayed;

/** How each kind of subject is played again: its events were read as its own by whoever loaded them. */
const REPLAYS: Readonly<Record<SubjectType, Replay>> = {
  ticket: (subject, world, until) =>
    replaySubject(ticketKind, { ...subject, events: subject.events as readonly TicketEvent[] }, world, until),
  contact: (subject, world, until) =>
    replaySubject(contactKind, { ...subject, events: subject.events as readonly ContactEvent[] }, world, until),
  customer: (subject, world, until) =>
    replaySubject(careKind, { ...subject, events: subject.events as readonly CareEvent[] }, world, until),
};

/** Plays any subject again; `null` where nothing had happened to it by `until`. */
export function replayAny(subject: RecordedSubject, world: World, until: Instant): Replayed | null {
  const [first] = subject.events;
  if (first === undefined || first.at >= until) return null;
  return REPLAYS[subject.type](subject, world, until);
}
