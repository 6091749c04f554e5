import type { CardContext } from '../chat/cards/context.ts';
import type { FormValues } from '../chat/form.ts';
import type { Inbound, Reply, SourceMessage } from '../chat/inbound.ts';
import type { PolicyInForce } from '../domain/commitment/track.ts';
import type { TalkTrack } from '../domain/contact/talk-track.ts';
import type { Actor } from '../domain/people.ts';
import type { Ms } from '../domain/time.ts';
import type { CareDesk } from '../usecases/care/desk.ts';
import type { TicketVerb } from '../usecases/change-ticket.ts';
import type { ContactDesk } from '../usecases/contact/desk.ts';
import type { CustomerDesk } from '../usecases/customers/desk.ts';
import type { DutyDesk } from '../usecases/duty/desk.ts';
import type { ErasureDesk } from '../usecases/erasure/desk.ts';
import type { FilePages, ImportDesk } from '../usecases/files/ports.ts';
import type { HomeDesk } from '../usecases/home/desk.ts';
import type { MergeTickets } from '../usecases/merge-tickets.ts';
import type { NoiseDesk } from '../usecases/noise/desk.ts';
import type { OpenTicket } from '../usecases/open-ticket.ts';
import type { Operations } from '../usecases/operations.ts';
import type { Outcome } from '../usecases/outcome.ts';
import type { HistoryEntry, TicketFilter, TicketPage, TicketView } from '../usecases/ports.ts';
import type { SearchDesk } from '../usecases/search/desk.ts';
import type { SimilarTickets } from '../usecases/similar-tickets.ts';

/** What commands can have done. */
export interface Services {
  openTicket(request: OpenTicket): Promise<Outcome>;
  changeTicket<Input>(
    request: { dedupeKey: string; number: string; actor: Actor; budgetMs: Ms },
    verb: TicketVerb<Input>,
    input: Input,
  ): Promise<Outcome>;
  mergeTickets(request: MergeTickets): Promise<Outcome>;
  findTicket(number: string): Promise<TicketView | null>;
  /** Those of these numbers that there are. */
  findTickets(numbers: readonly string[]): Promise<readonly TicketView[]>;
  /** Open tickets that a new one strongly resembles; see `createSimilarTickets`. */
  readonly similar: SimilarTickets;
  /** The ticket made from a message. Answers within half a second, `null` when it is not known by then. */
  findTicketOfMessage(key: string): Promise<string | null>;
  ticketHistory(ticketId: string): Promise<readonly HistoryEntry[]>;
  listTickets(filter: TicketFilter, page: { offset: number; limit: number }): Promise<TicketPage>;
  readonly operations: Operations;
  /** What is said in vain. */
  readonly noise: Pick<NoiseDesk, 'report'>;
  readonly customers: CustomerDesk;
  readonly erasures: ErasureDesk;
  /** Finding tickets, and what is done with what was found. */
  readonly search: SearchDesk;
  /** Tables that come and go. */
  readonly files: FilePages;
  readonly imports: ImportDesk;
  /** What people owe. */
  readonly home: HomeDesk;
  readonly contacts: ContactDesk;
  readonly care: CareDesk;
  /** Who is there, who stands in, who is on duty. */
  readonly duty: DutyDesk;
  /** What to say by kind of talk, from the team's files. */
  talkTracks(): Promise<readonly TalkTrack[]>;
}

/** Everything a verb knows about the deed it answers. */
export interface CommandContext {
  readonly inbound: Inbound;
  readonly actor: Actor;
  readonly policy: PolicyInForce;
  /** A policy that was in force before; the active one where it is not known here any more. */
  readonly policyOf: (hash: string) => PolicyInForce;
  /** Reader's language, texts, time and names. */
  readonly card: CardContext;
  readonly services: Services;
  /** Machine time until an answer is owed. */
  readonly budgetMs: Ms;
}

/**
 * One thing a person can ask for, described once: help, completion, manifest and docs are made from it. A verb answers
 * to what is typed, and where it makes sense to a click, a submitted form or a shortcut.
 */
export interface Verb {
  readonly name: string;
  /** Chinese names, and short ones. */
  readonly aliases: readonly string[];
  /** It acts on one ticket, named by its number. */
  readonly takesNumber: boolean;
  readonly typed: (context: CommandContext, rest: string) => Reply | Promise<Reply>;
  readonly clicked?: (context: CommandContext, value: string) => Reply | Promise<Reply>;
  readonly submitted?: (context: CommandContext, about: string, values: FormValues) => Reply | Promise<Reply>;
  readonly shortcut?: (context: CommandContext, message: SourceMessage | null) => Reply | Promise<Reply>;
}

export interface Command {
  readonly name: string;
  readonly aliases: readonly string[];
  /** The first is the default: what is meant when no verb is named. */
  readonly verbs: readonly [Verb, ...Verb[]];
}

/** Shortcuts of platform menus and the verb each leads to, `command.verb`. */
export interface Shortcut {
  readonly name: string;
  readonly on: 'message' | 'anywhere';
  readonly action: string;
}
