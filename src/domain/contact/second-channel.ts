import type { Instant } from '../time.ts';
import type { Channel } from '../vocabulary.ts';
import { CONFIRMING_CHANNELS, type ContactOutcome, type Purpose } from './contact.ts';
import { CONFIRMED_MATTERS } from './lexicon-contact.ts';

/** What a talk was about, as far as another talk can be known to be about the same. */
export interface TalkMatter {
  readonly ticketId: string | null;
  readonly purposes: readonly Purpose[];
  readonly content: string;
  readonly spokenAt: Instant;
}

/** A talk whose agreement awaits its second channel (C8). */
export interface AwaitingTalk extends TalkMatter {
  readonly number: string;
  readonly confirmedOn: readonly Channel[];
  /** Whoever held the other talk works on this one too. */
  readonly isTheirs: boolean;
}

/** A talk that may be the second channel. */
export interface SecondTalk extends TalkMatter {
  readonly channel: Channel | null;
  readonly outcome: ContactOutcome;
}

export interface SecondChannel<Awaiting> {
  /** Certainly the same matter: confirmed by the talk itself. */
  readonly confirmed: Awaiting | null;
  /** Perhaps the same matter: whoever held the talk is asked. */
  readonly candidates: readonly Awaiting[];
}

/** More to choose from would not be read. */
const CANDIDATES_MAX = 3;

/**
 * Which of a customer's agreements a further talk confirms. Never one on the channel it was made on, and never by an
 * attempt that reached nobody. Certain is the only one about the same ticket, or the only one about the same topic where
 * neither is about a ticket; of what remains possible, people decide.
 */
export function secondChannelFor<Awaiting extends AwaitingTalk>(
  talk: SecondTalk,
  awaiting: readonly Awaiting[],
): SecondChannel<Awaiting> {
  const { channel, ticketId } = talk;
  if (channel === null || talk.outcome !== 'reached') return { confirmed: null, candidates: [] };
  const possible = awaiting.filter(
    (one) =>
      // One more is all that it wants.
      one.confirmedOn.length === CONFIRMING_CHANNELS - 1 &&
      !one.confirmedOn.includes(channel) &&
      // Two tickets are two matters.
      (ticketId === null || one.ticketId === null || one.ticketId === ticketId),
  );
  const sameTicket = possible.filter((one) => ticketId !== null && one.ticketId === ticketId);
  const theirs = possible.filter((one) => one.isTheirs);
  const topics = topicsOf(talk);
  const sameTopic = theirs.filter((one) => topicsOf(one).some((topic) => topics.includes(topic)));
  const unknownTopic = theirs.filter((one) => topicsOf(one).length === 0);
  const meant = sameTicket.length > 0 ? sameTicket : [...new Set([...sameTopic, ...unknownTopic])];
  const [only] = meant;
  // What was said before something was agreed cannot confirm it; at least not without somebody who says so.
  const isLater = only !== undefined && talk.spokenAt >= only.spokenAt;
  const isSame = only !== undefined && (sameTicket.length > 0 || isOfTopic(only, ticketId, sameTopic));
  if (only !== undefined && meant.length === 1 && isLater && isSame) return { confirmed: only, candidates: [] };
  // A talk whose topic nobody knows may be about any of them.
  return {
    confirmed: null,
    candidates: (topics.length === 0 ? [...new Set([...meant, ...theirs])] : meant).slice(0, CANDIDATES_MAX),
  };
}

function isOfTopic(one: AwaitingTalk, ticketId: string | null, sameTopic: readonly AwaitingTalk[]): boolean {
  return one.ticketId === null && ticketId === null && sameTopic.includes(one);
}

/** Purposes, and what by its nature is confirmed over two channels. */
function topicsOf({ purposes, content }: TalkMatter): readonly string[] {
  return [...purposes, ...CONFIRMED_MATTERS.filter(({ words }) => words.test(content)).map(({ matter }) => matter)];
}
