import type { Ms } from '../domain/time.ts';
import type { Address, Locale, Platform } from '../domain/vocabulary.ts';
import type { Card } from './card.ts';

/** So many messages at most within any stretch of this length: beyond that the platform drops them, often in silence. */
export interface PaceWindow {
  readonly most: number;
  readonly withinMs: Ms;
  /**
   * Counted over all conversations that begin so, instead of each alone: for a limit per person on groups, whose members
   * we do not know. It must be one of the beginnings that the port serves.
   */
  readonly over?: string;
}

/** What a surface can do, as data: code asks these and never which platform it talks to. */
export interface Capabilities {
  /** Forms open in place (modal, dialog). */
  readonly forms: boolean;
  readonly buttons: boolean;
  readonly threads: boolean;
  readonly updates: boolean;
  readonly messageShortcuts: boolean;
  /** A message can be found again by the id we gave it, after a crash or a timeout. */
  readonly findable: boolean;
  /** What somebody types among others is answered to them alone. Absent: yes. */
  readonly answersAlone?: boolean;
  /** Least time between two posts to one conversation. */
  readonly paceMs: Ms;
  /** After a reminder, further ones that are not urgent gather so long in a conversation and then come as one digest. */
  readonly bundleMs: Ms;
  /** Limits that all replicas keep together, counted in the database; absent: none. */
  readonly windows?: readonly PaceWindow[];
}

/** Where a message lives, in the platform's own words; opaque to everyone else. Stored as it is. */
export interface MessageAddress {
  readonly conversation: string;
  readonly message: string;
}

/** One message to be posted. `id` is ours, unique, and goes with the message where the platform can carry it. */
export interface OutboundMessage {
  readonly id: string;
  readonly to: Address;
  /** The card whose thread this belongs to; ignored by surfaces without threads. */
  readonly thread: MessageAddress | null;
  readonly card: Card;
  readonly locale: Locale;
}

/** What a message is known by when it is looked for. */
export type SoughtMessage = Pick<OutboundMessage, 'id' | 'to' | 'thread'>;

/**
 * What became of a post or an update.
 * `retry-later`: nothing was shown, try again (after `afterMs` when the platform said so; it then names a limit).
 * `rejected`: will never work for this message; `gone` means that the conversation or message itself is no more.
 * `uncertain`: it may or may not have been shown (a timeout, a connection lost after the request was written).
 */
export type DeliveryOutcome =
  | { readonly outcome: 'sent'; readonly address: MessageAddress }
  | { readonly outcome: 'retry-later'; readonly reason: string; readonly afterMs: Ms | null; readonly limited: boolean }
  | { readonly outcome: 'rejected'; readonly reason: string; readonly gone: boolean }
  | { readonly outcome: 'uncertain'; readonly reason: string };

/**
 * What is to be taken back: everything of ours in a thread but its first message, one message by the id it was sent under, or
 * one by where the platform itself says that it stands.
 */
export type Retraction =
  | { readonly to: Address; readonly thread: MessageAddress }
  | { readonly to: Address; readonly id: string }
  | { readonly to: Address; readonly address: MessageAddress };

/**
 * What became of it. `messages`: so many were taken back this time, also when it is to be tried again; what was gone
 * already counts for nothing.
 */
export type RetractOutcome =
  | { readonly outcome: 'retracted'; readonly messages: number }
  | { readonly outcome: 'retry-later'; readonly reason: string; readonly messages: number }
  | { readonly outcome: 'rejected'; readonly reason: string; readonly messages: number };

/** Somebody's own page, where the platform has one: what it shows, top to bottom. */
export interface HomePage {
  readonly account: string;
  readonly cards: readonly Card[];
  readonly locale: Locale;
}

/** What became of showing it; `rejected`: it will never be shown to this person. */
export type HomeOutcome =
  | { readonly outcome: 'shown' }
  | { readonly outcome: 'retry-later'; readonly reason: string; readonly afterMs: Ms | null }
  | { readonly outcome: 'rejected'; readonly reason: string };

/** A chat platform as delivery sees it. No method throws for what the platform answers; all obey the signal. */
export interface ChatPort {
  readonly platform: Platform;
  readonly workspace: string;
  /** Beginnings of the conversations that it reaches (`bot:`, `@`); absent: all of its workspace. No two ports share one. */
  readonly serves?: readonly string[];
  readonly capabilities: Capabilities;
  /**
   * Whether this replica can reach them just now; absent: always. Where a connection is held by one replica alone, the
   * others leave its conversations to it.
   */
  isServing?(): boolean;
  /** The account of somebody's direct leader, by the company's address book; `null` when none is known (yet). */
  leaderOf?(accountId: string): string | null;
  /** Posts a new message. */
  post(message: OutboundMessage, signal: AbortSignal): Promise<DeliveryOutcome>;
  /** Shows a new state of a message in place. */
  update(address: MessageAddress, message: OutboundMessage, signal: AbortSignal): Promise<DeliveryOutcome>;
  /** Looks for a message that was in flight; `null` when it was certainly never shown. */
  find(message: SoughtMessage, signal: AbortSignal): Promise<MessageAddress | null | 'unknown'>;
  /** Takes back what we said, for good; absent: this surface lets nobody do that. Repeating it is harmless. */
  retract?(what: Retraction, signal: AbortSignal): Promise<RetractOutcome>;
  /**
   * A file that somebody sent in a conversation where we are, of so many bytes at most; absent: files cannot be fetched here.
   * `gone`: there is none of this id, or we may not see it.
   */
  fetchFile?(
    id: string,
    mostBytes: number,
    signal: AbortSignal,
  ): Promise<{ readonly name: string; readonly content: Uint8Array } | 'gone' | 'too-large'>;
  /** Shows somebody's own page, whole; absent: this surface has none. Repeating it is harmless. */
  showHome?(page: HomePage, signal: AbortSignal): Promise<HomeOutcome>;
}
