/** Something that administrators must know, told to each of them directly. Ids, numbers and places; no words of people. */
export type Alert =
  /** The changed policy file cannot be used; the old rules stay in force. `where` are file, line and column. */
  | { readonly alert: 'policy-at-fault'; readonly faults: number; readonly where: string }
  /** A conversation takes no messages of ours: archived, or the bot was not invited. `reason` is the platform's word. */
  | { readonly alert: 'channel-closed'; readonly channel: string; readonly reason: string }
  /** No holiday table of a year that is coming or here: plain weekends are assumed. */
  | { readonly alert: 'holidays-unknown'; readonly year: number }
  /** The rolling check found deadlines that were wrong, or work that was left behind. */
  | {
      readonly alert: 'self-check';
      readonly differences: number;
      readonly repaired: number;
      readonly undecided: number;
      readonly stuck: number;
    }
  /** WeCom lets the app do nothing until its console is changed; `ip` is the address that it saw, when it said so. */
  | { readonly alert: 'wecom-refused'; readonly errcode: number; readonly ip: string | null }
  /** Nobody of an audience of the ladder can be told: the rung above was, or the team. */
  | {
      readonly alert: 'rung-empty';
      readonly team: string;
      readonly audience: string;
      readonly why: 'nobody' | 'away' | 'circle' | 'unreachable';
    }
  /** WeCom does not tell about its customer list until its console is changed. */
  | { readonly alert: 'wecom-customers-refused'; readonly errcode: number }
  /** Somebody who is none of our replicas took the connection of WeCom's AI bot. */
  | { readonly alert: 'wecom-bot-evicted' }
  /** WeCom does not let the AI bot connect. */
  | { readonly alert: 'wecom-bot-refused'; readonly errcode: number };
