import type { Capabilities, MessageAddress } from '../chat/port.ts';
import type { Instant, Ms } from '../domain/time.ts';
import type { Address, PersonRef } from '../domain/vocabulary.ts';
import type { CareView } from '../usecases/care/ports.ts';
import type { ContactView } from '../usecases/contact-ports.ts';
import type { HistoryEntry, Surface, TicketView } from '../usecases/ports.ts';

/** The head of a lane, leased to us and marked as being sent. */
export interface LaneWork {
  readonly lane: Address;
  readonly leaseToken: string;
  readonly outboxId: bigint;
  /**
   * Show a card's newest state (`notice`: a reminder, for the first time), tell an event in a card's thread, say below
   * somebody's message (`replyTo`) which ticket was made from it, or give one person a late answer.
   */
  readonly what: 'card' | 'notice' | 'thread' | 'reply' | 'private';
  /** It was being sent when somebody died or lost the connection: look for it before sending it again. */
  readonly wasInFlight: boolean;
  /** Tries of this row, this one included. */
  readonly attempts: number;
  /** Failures of the lane in a row. */
  readonly laneAttempts: number;
  readonly messageId: string;
  readonly urgent: boolean;
  /** What was left of the lane's rest when it was claimed: nothing is said in it before that has passed. */
  readonly restLeftMs: Ms;
  readonly subjectId: string | null;
  readonly seq: number | null;
  readonly data: unknown;
  readonly card: DeliveredCard | null;
  readonly replyTo?: MessageAddress;
}

export interface DeliveredCard {
  readonly id: string;
  /** `digest`: a notice's card that speaks for several; `case`: a contact shown to the team as a good case. */
  readonly kind: 'ticket' | 'notice' | 'digest' | 'case';
  readonly noticeId: string | null;
  readonly wantedVersion: number;
  readonly shownVersion: number;
  readonly address: MessageAddress | null;
  /** A row that would post the card is still waiting. */
  readonly isAwaited: boolean;
}

/** A notice as the pump needs it. */
export interface NoticeView {
  readonly id: string;
  readonly commitmentId: string;
  readonly stage: number;
  readonly repeat: number;
  readonly audience: string;
  readonly at: Instant;
  readonly lateSeconds: number;
  /** When the policy came into force that made it late; absent where none did. */
  readonly policySince?: Instant;
  /** Whom its reader stands in for; absent: for nobody. */
  readonly onBehalfOf?: PersonRef;
  /** As whom its reader is told, where nobody of the audience could be. */
  readonly heardAs?: string;
  /** It waited for others, because its reader had heard enough that day. */
  readonly isGathered?: true;
}

/** One of the notices that a digest speaks of. */
export interface DigestEntry {
  readonly subject: TicketView | ContactView | CareView;
  readonly notice: NoticeView;
}

/** Everything that a batch of work shows, read once when it is about to be shown. */
export interface Scene {
  readonly ticketsById: ReadonlyMap<string, TicketView>;
  readonly contactsById: ReadonlyMap<string, ContactView>;
  /** Customers to be cared for, by id. */
  readonly careById: ReadonlyMap<string, CareView>;
  readonly noticesById: ReadonlyMap<string, NoticeView>;
  /** By subject id and seq, `id/seq`. */
  readonly entriesByKey: ReadonlyMap<string, HistoryEntry>;
  /** What each digest speaks of, by its card's id; oldest notice first. */
  readonly digestsByCard: ReadonlyMap<string, readonly DigestEntry[]>;
  /** Rows that cannot be read; they are missing above, and the others go on. */
  readonly faults: readonly { readonly subjectId: string; readonly error: unknown }[];
}

/** What became of one piece of work. */
export interface Delivered {
  readonly work: LaneWork;
  /**
   * `pending`: try again; `sending`: it may have been shown, look for it; the others are final. `moot`: nobody needs it
   * any more.
   */
  readonly state: 'sent' | 'pending' | 'sending' | 'rejected' | 'uncertain' | 'moot';
  readonly reason: string | null;
  /** Where it stands now; `undefined` leaves what is known, `null` forgets it. */
  readonly address?: MessageAddress | null;
  /** Which state of the card stands there; absent: the one that was wanted when the work was taken. */
  readonly shownVersion?: number;
  /** How long the lane rests, in machine time. */
  readonly restMs: Ms;
  /** The platform named a limit. */
  readonly limited: boolean;
  /** The conversation itself takes nothing of ours. */
  readonly isClosed?: boolean;
  /** So long notices of the lane that are not urgent now gather, in machine time; absent leaves it as it is. */
  readonly gatherMs?: Ms;
}

export interface OutboxDepth {
  readonly platform: Address['platform'];
  readonly waiting: number;
  readonly oldestSeconds: number;
  /** Conversations that a limit of the platform holds back just now. */
  readonly limited: number;
}

/** A surface with the limits that all replicas keep together; a port is one. */
export interface PacedSurface extends Surface {
  readonly capabilities?: Pick<Capabilities, 'windows'>;
}

export interface DeliveryStore {
  /**
   * Leases lanes of these surfaces that have something to say and may speak, and takes the head of each. Where the head
   * is a notice and others of its kind wait behind it, they become one digest. A lane whose window is full waits; the
   * last fifth of a window is for urgent words. What is taken counts at once, and no more if it turns out to be moot.
   */
  claim(surfaces: readonly PacedSurface[], limit: number): Promise<readonly LaneWork[]>;
  scene(works: readonly LaneWork[]): Promise<Scene>;
  /** Records what happened and frees the lane, unless its lease has passed to somebody else. */
  record(delivered: Delivered): Promise<void>;
  /** Something was said there past the lanes, at once: it counts against the windows of the conversation. */
  countPost(to: Address): Promise<void>;
  /** A late answer for one person, through the same lanes as everything else. */
  enqueuePrivate(to: Address, data: object): Promise<void>;
  /**
   * Moves a card that was never shown to another conversation, to be posted there; what waits for it in its old thread is
   * moot. False when a card of the same kind for the same thing is there already.
   */
  moveCard(cardId: string, to: Address): Promise<boolean>;
  depths(): Promise<readonly OutboxDepth[]>;
}
