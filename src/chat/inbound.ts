import type { Instant } from '../domain/time.ts';
import type { Address, Locale, Platform } from '../domain/vocabulary.ts';
import type { Card } from './card.ts';
import type { Form, FormValues } from './form.ts';

/** Who did something, as the platform names them. */
export interface Account {
  readonly platform: Platform;
  readonly workspace: string;
  readonly id: string;
  /** Display name when the platform sent one. */
  readonly name: string | null;
  /** The person's language on the platform, when known. */
  readonly locale: Locale | null;
}

/** A message that a shortcut was used on. */
export interface SourceMessage {
  readonly channel: string;
  readonly id: string;
  readonly text: string;
  /** Account id of its author; `null` for a message of no person. */
  readonly authorId: string | null;
  readonly authorName: string | null;
  readonly link: string | null;
  readonly at: Instant;
  /** The message whose thread holds it, or would: itself unless it is a reply. `null` where no thread can be answered. */
  readonly thread: string | null;
  /** Files that were sent with it. Absent: none, or the platform has no such thing. */
  readonly files?: readonly { readonly id: string; readonly name: string }[];
}

/** What somebody did. `action` names a verb of the command registry (`ticket.take`). */
export type Deed =
  | { readonly type: 'command'; readonly name: string; readonly text: string }
  | { readonly type: 'click'; readonly action: string; readonly value: string }
  | { readonly type: 'form'; readonly action: string; readonly context: string; readonly values: FormValues }
  | { readonly type: 'shortcut'; readonly name: string; readonly message: SourceMessage | null };

/** One deed of one person at one place, verified and translated by a platform. */
export interface Inbound {
  /** Unique per deed on its platform, equal for a platform's own retries: what makes a repeat harmless. */
  readonly dedupeKey: string;
  readonly who: Account;
  /** Where it was done; an answer that is not private goes here. */
  readonly where: Address;
  readonly what: Deed;
}

/**
 * What the person gets back, privately. `form` opens a form (without the database having been touched), `form-errors`
 * keeps the form open with a text at each faulty field.
 */
export type Reply =
  | {
      readonly kind: 'card';
      readonly card: Card;
      /** What the card says, without words: lets an answer that came too late be kept and told again. */
      readonly outcome?: object;
      /** Takes the place of the private answer whose button was pressed, where that is possible: it named what is gone. */
      readonly replaces?: true;
    }
  | { readonly kind: 'form'; readonly form: Form }
  | { readonly kind: 'form-errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'nothing' };

/** The answer to a deed: at once where possible, and later when the work took longer than the platform waits. */
export interface Answer {
  readonly reply: Reply;
  /** Settles when the work ends; only when `reply` said that it is still under way. */
  readonly later: Promise<Reply> | null;
}

/** The way in: every platform hands its inbound deeds to this one function, which never throws. */
export type Dispatch = (inbound: Inbound) => Promise<Answer>;
