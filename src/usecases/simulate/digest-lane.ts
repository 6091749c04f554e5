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
}

/**
 * How delivery makes messages of what is to be said in one conversation: after a reminder that is not urgent the next ones
 * gather for `gatherMs` and go out together; what is urgent waits for nobody, and what falls due at one moment is one
 * message. `posts` in order of time. What is taken back before it goes out is still counted here.
 */
export function digestLane(posts: readonly LanePost[], gatherMs: Ms): readonly LaneMessage[] {
  const messages: LaneMessage[] = [];
  let gathered = 0;
  let gatheredAt: Instant = 0;
  let openAt: Instant = Number.NEGATIVE_INFINITY;
  const sendGathered = (until: Instant): void => {
    if (gathered === 0 || gatheredAt >= until) return;
    messages.push({ at: gatheredAt, urgent: false, reminders: gathered });
    openAt = gatheredAt + gatherMs;
    gathered = 0;
  };
  let urgent = 0;
  let urgentAt: Instant = 0;
  const sendUrgent = (until: Instant): void => {
    if (urgent === 0 || urgentAt >= until) return;
    messages.push({ at: urgentAt, urgent: true, reminders: urgent });
    urgent = 0;
  };
  for (const post of posts) {
    sendGathered(post.at);
    sendUrgent(post.at);
    if (post.urgent) {
      urgent += 1;
      urgentAt = post.at;
    } else {
      if (gathered === 0) gatheredAt = Math.max(post.at, openAt);
      gathered += 1;
    }
  }
  sendGathered(Number.POSITIVE_INFINITY);
  sendUrgent(Number.POSITIVE_INFINITY);
  return messages.sort((a, b) => a.at - b.at);
}
