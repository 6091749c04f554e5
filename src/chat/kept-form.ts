import type { Reply } from './inbound.ts';

/**
 * What keeps a form open after it was sent, by field (`''`: no field of its own): errors, or a card that says that nothing
 * came of it, so that nobody types it all again. `null` when it is done. A warning about something that was done (an
 * attempt that reached nobody) keeps nothing open.
 */
export function whatKeepsOpen(reply: Reply): Readonly<Record<string, string>> | null {
  if (reply.kind === 'form-errors') return reply.errors;
  if (reply.kind !== 'card' || reply.card.tone !== 'warn') return null;
  const { card, outcome } = reply;
  const isDone = outcome !== undefined && !isRefusal(reply);
  return isDone ? null : { '': [card.title, ...(card.lines ?? [])].join('\n') };
}

/** Did a use case refuse? Such an answer is on record, and the same key would get it again. */
export function isRefusal(reply: Reply): boolean {
  return (
    reply.kind === 'card' && reply.outcome !== undefined && 'code' in reply.outcome && reply.outcome.code === 'refused'
  );
}
