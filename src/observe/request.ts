import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line written on behalf of a request carries. Ids only, never words. */
export interface RequestContext {
  readonly requestId: string;
  /** What the request is about or part of: a tick, a batch, the request that caused it. */
  readonly correlationId?: string;
}

const current = new AsyncLocalStorage<RequestContext>();

/** Runs `fn`; log lines written inside, also after awaits and in callbacks it starts, carry these ids. */
export function withRequest<T>(request: string | RequestContext, fn: () => T): T {
  const outer = current.getStore();
  const context = typeof request === 'string' ? { requestId: request } : request;
  // Work inside other work says which, so that the lines of both can be found together.
  const correlationId = context.correlationId ?? outer?.correlationId ?? outer?.requestId;
  return current.run(correlationId === undefined ? context : { ...context, correlationId }, fn);
}

/** The ids of the request under way; `null` outside of any. */
export function currentRequest(): RequestContext | null {
  return current.getStore() ?? null;
}
