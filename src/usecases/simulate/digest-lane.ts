import type { Instant, Ms } from '../../domain/time.ts';

/** Something to be said in one conversation. */
export interface LanePost {
  readonly at: Instant;
  readonly urgent: boolean;
}

/** A message as people see it: one reminder, or a digest of several. */
export interface LaneMessage {
  readonly at: Instant;
  readonly urgent: boolean;
  readonly reminders: number;
  /** When the first of its reminders fell due. */
  readonly since: Instant;
}

/** How many reminders of a person are messages of their own in a day, and what becomes of those beyond. */
export interface DailyTerms {
  readonly daily: number;
  /** The local day of a moment: `[from, until)`. */
  readonly dayOf: (at: Instant) => { readonly from: Instant; readonly until: Instant };
  /** When what is held back from this moment on goes out. */
  readonly heldUntil: (at: Instant) => Instant;
}

/**
 * How delivery makes messages of what is to be said in one conversation: after a reminder that is not urgent the next ones
 * gather for `gatherMs` and go out together; what is urgent waits for nobody, and what falls due at one moment is one
 * message. `posts` in order of time. What is taken back before it goes out is still counted here.
 */
export function digestLane(posts: readonly LanePost[], gatherMs: Ms): readonly LaneMessage[] {
  const lane = openLane(gatherMs);
  for (const post of posts) {
    lane.passTo(post.at);
    lane.say(post);
  }
  return lane.close();
}

/**
 * The same for one person who has enough after so many messages a day: what is beyond and not urgent is held back from the
 * first of it on, and goes out as one message. What waits counts as the one message that it will be, what falls due at
 * one moment is judged together, and the day of a message is that of its first reminder. `merged`: reminders held back.
 */
export function limitedLane(
  posts: readonly LanePost[],
  gatherMs: Ms,
  { daily, dayOf, heldUntil }: DailyTerms,
): { readonly messages: readonly LaneMessage[]; readonly merged: number } {
  const lane = openLane(gatherMs);
  let [held, heldSince, releaseAt, merged] = [0, 0, 0, 0];
  let day = { from: 0, until: Number.NEGATIVE_INFINITY };
  let [said, counted] = [0, 0];
  const release = (): void => {
    lane.passTo(releaseAt);
    lane.say({ at: releaseAt, urgent: false }, held, heldSince);
    held = 0;
  };
  for (let i = 0; i < posts.length; ) {
    const { at } = posts[i] ?? { at: 0 };
    if (held > 0 && releaseAt < at) release();
    lane.passTo(at);
    if (at >= day.until) {
      day = dayOf(at);
      [said, counted] = [0, lane.sent.length];
    }
    for (; counted < lane.sent.length; counted += 1) if ((lane.sent[counted]?.since ?? 0) >= day.from) said += 1;
    const isEnough = said + (lane.waitingSince() >= day.from ? 1 : 0) >= daily;
    for (; posts[i]?.at === at; i += 1) {
      const isUrgent = posts[i]?.urgent === true;
      if (isUrgent || !isEnough) {
        lane.say({ at, urgent: isUrgent });
        continue;
      }
      if (held === 0) [heldSince, releaseAt] = [at, heldUntil(at)];
      held += 1;
      merged += 1;
    }
    // What is held at the very moment of going out still goes with the others.
    if (held > 0 && releaseAt <= at) release();
  }
  if (held > 0) release();
  return { messages: lane.close(), merged };
}

/** A conversation while time passes. */
function openLane(gatherMs: Ms) {
  const sent: LaneMessage[] = [];
  const none = { at: 0, reminders: 0, since: 0, newest: Number.NEGATIVE_INFINITY };
  let calm = none;
  let urgent = none;
  let openAt: Instant = Number.NEGATIVE_INFINITY;

  return {
    /** In order of going out, but that one moment's urgent message may stand behind its calm one. */
    sent,
    /** When the newest of what has not gone out yet fell due. */
    waitingSince: (): Instant => Math.max(calm.newest, urgent.newest),
    /** Everything that goes out before this moment has gone out. */
    passTo(until: Instant): void {
      if (calm.reminders > 0 && calm.at < until) {
        sent.push({ at: calm.at, urgent: false, reminders: calm.reminders, since: calm.since });
        openAt = calm.at + gatherMs;
        calm = none;
      }
      if (urgent.reminders > 0 && urgent.at < until) {
        sent.push({ at: urgent.at, urgent: true, reminders: urgent.reminders, since: urgent.since });
        urgent = none;
      }
    },
    /** `since`: when the first of these reminders fell due. */
    say(post: LanePost, reminders = 1, since: Instant = post.at): void {
      const waiting = post.urgent ? urgent : calm;
      const next = {
        at: waiting.reminders > 0 ? waiting.at : post.urgent ? post.at : Math.max(post.at, openAt),
        reminders: waiting.reminders + reminders,
        since: waiting.reminders > 0 ? Math.min(waiting.since, since) : since,
        newest: Math.max(waiting.newest, since),
      };
      if (post.urgent) urgent = next;
      else calm = next;
    },
    close(): readonly LaneMessage[] {
      this.passTo(Number.POSITIVE_INFINITY);
      return sent.sort((a, b) => a.at - b.at);
    },
  };
}
