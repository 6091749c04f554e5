import type { Address } from '../domain/vocabulary.ts';

/**
 * Something said that delivery keeps no address of: an answer in a direct talk, a text beside a card. Kept without its
 * words, so that it can be taken back when what it is about is erased.
 */
export interface Spoken {
  /** As the port that could take it back calls the conversation. */
  readonly to: Address;
  /** Where the platform says that it stands, and under which id; `null`: nothing can be taken back there. */
  readonly address: { readonly conversation: string; readonly message: string } | null;
  /** The card of delivery's that it is, if it is one: shown anew as long as that is possible. */
  readonly cardId: string | null;
  readonly about: readonly string[];
}

/** Keeps what was said. Works in the background and never throws: whoever said it need not wait. */
export type KeepSpoken = (spoken: Spoken) => void;

/** Keeps it, or rejects. */
export interface SpokenStore {
  keep(spoken: Spoken): Promise<void>;
}

/** Numbers of tickets, talks and customers, and the ids behind buttons. */
const NAMED = /\b[A-Z]\d{5,}\b|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The numbers and ids that something we say names, wherever in it; each once. */
export function aboutOf(content: object): readonly string[] {
  return [...new Set(JSON.stringify(content).match(NAMED) ?? [])];
}
