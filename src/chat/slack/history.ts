/** Marks our messages in Slack, so that one that was in flight at a crash can be found again. */
export const METADATA_TYPE = 'huiyin_message';

/** A message as Slack lists it. */
export interface HistoryMessage {
  readonly ts: string;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: { readonly id?: unknown } };
}

/** A page of a talk or a thread. `isLast`: there is nothing beyond it. */
export interface HistoryPage {
  readonly messages: readonly HistoryMessage[];
  readonly isLast: boolean;
}

/** The id that a message of ours was sent under; `null` for everybody else's. */
export function idOf({ metadata }: HistoryMessage): string | null {
  const id = metadata?.event_type === METADATA_TYPE ? metadata.event_payload?.id : null;
  return typeof id === 'string' ? id : null;
}
