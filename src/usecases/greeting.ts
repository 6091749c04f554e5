/** A word to a conversation that we have just come to. Ids alone. */
export interface Greeting {
  readonly greeting: 'conversation';
  /** The conversation's own id, as a policy names it. */
  readonly channel: string;
}
