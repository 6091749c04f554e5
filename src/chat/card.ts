/**
 * What we show people, said once for every platform. Texts are already in the reader's language; a renderer only lays
 * them out and keeps the platform's limits. Everything here is data: a card can be compared, stored and tested.
 */

/** How much a card wants to be noticed; renderers choose colours and signs. */
export type Tone = 'info' | 'good' | 'warn' | 'alarm' | 'muted';

/** Somebody to be called by the platform's own mention, with the name to fall back on. */
export interface Mention {
  /** The person's id on the platform the card goes to. */
  readonly id: string;
  readonly name: string;
}

/** A button. Pressing it comes back as an inbound click with this action and value. */
export interface Button {
  /** Verb in the command registry, `ticket.take`. */
  readonly action: string;
  /** What it acts on (a ticket's number, plus what the verb needs); at most 200 characters, no free text. */
  readonly value: string;
  /** At most 10 characters in Chinese; renderers cut visibly beyond the platform's limit. */
  readonly label: string;
  readonly style?: 'primary' | 'danger';
  /** The command that does the same when typed: every button has one. */
  readonly typed: string;
}

/**
 * Several answers to one question, of which one is chosen, which takes effect at once: it comes back as a click with the
 * menu's value, a bar and the option's value.
 */
export interface Menu {
  readonly action: string;
  /** As a button's; together with any option at most 150 characters. */
  readonly value: string;
  /** What is asked, and what stands now. */
  readonly label: string;
  /** `typed`: the command that chooses this very one, where one cannot be guessed from another's. */
  readonly options: readonly { readonly value: string; readonly label: string; readonly typed?: string }[];
  /** A command that chooses one of them when typed. */
  readonly typed: string;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** One row of a list or digest: a line of text, a smaller line below it, and its own buttons. */
export interface CardItem {
  readonly tone?: Tone;
  readonly title: string;
  readonly detail?: string;
  readonly buttons?: readonly Button[];
}

export interface Card {
  readonly tone: Tone;
  /** One line: what this is about. */
  readonly title: string;
  /** One sentence that stands alone: the notification on a locked phone. */
  readonly summary: string;
  /** Free text of people, shown as it was written; never interpreted as markup. */
  readonly body?: string;
  /** Our own lines below the body: advice, what happened. Plain text. */
  readonly lines?: readonly string[];
  /** What helps whoever sees this for the first time. Left out where there is no room, and not missed then. */
  readonly hint?: string;
  /** A text made for copying, shown set apart. */
  readonly copy?: string;
  readonly facts?: readonly Fact[];
  readonly items?: readonly CardItem[];
  readonly mentions?: readonly Mention[];
  readonly buttons?: readonly Button[];
  readonly menus?: readonly Menu[];
  /** Small print at the end. */
  readonly footer?: string;
}
