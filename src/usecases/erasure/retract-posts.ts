import type { Address } from '../../domain/vocabulary.ts';
import type { DuePost, ErasureStore } from './ports.ts';

/** What became of taking back a post. */
export type Retracted =
  | { readonly outcome: 'retracted'; readonly messages: number }
  | { readonly outcome: 'retry-later' | 'rejected'; readonly reason: string; readonly messages: number };

export interface RetractDeps {
  readonly erasures: Pick<ErasureStore, 'takeDuePosts' | 'recordPost'>;
  /** `null`: the surface that reaches it cannot take anything back; `undefined`: nothing reaches it here. */
  readonly retractorAt: (to: Address) => ((post: DuePost) => Promise<Retracted>) | null | undefined;
  readonly isStopping: () => boolean;
}

/** Posts taken at once; what is beyond comes a minute later. */
const AT_ONCE = 50;
/** Tries before a post counts as one that cannot be taken back: most of a day. */
const TRIES = 1_000;

/** Takes back the past posts of erasures that may go now. Returns how many posts were settled. */
export async function retractPosts(deps: RetractDeps): Promise<number> {
  const posts = await deps.erasures.takeDuePosts(AT_ONCE);
  let settled = 0;
  for (const post of posts) {
    if (deps.isStopping()) break;
    const retract = deps.retractorAt(post.to);
    // Another replica may reach it, or this one after a change of its configuration.
    if (retract === undefined) continue;
    const became: Retracted =
      retract === null
        ? { outcome: 'rejected', reason: 'nothing can be taken back here', messages: 0 }
        : await retract(post);
    const reason = became.outcome === 'retracted' ? null : became.reason;
    const isOver = became.outcome === 'retry-later' && post.attempts >= TRIES;
    const state =
      became.outcome === 'retracted' ? 'done' : became.outcome === 'rejected' || isOver ? 'impossible' : 'pending';
    await deps.erasures.recordPost(post.id, { state, removed: became.messages, reason });
    if (state !== 'pending') settled += 1;
  }
  return settled;
}
