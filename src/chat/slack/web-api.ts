import { type Logger } from '@slack/bolt';
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
  type WebClientOptions,
} from '@slack/web-api';

/** Calls a method of Slack's Web API once: no retries, no queue. Rejects with the client's errors; see `failureOf`. */
export type CallSlack = (
  method: string,
  args: Record<string, unknown>,
  limits?: { readonly signal?: AbortSignal; readonly timeoutMs?: number },
) => Promise<Record<string, unknown>>;

export interface WebApiDeps {
  readonly botToken: string;
  readonly apiUrl?: string | undefined;
  /** Longest wait for one answer, in milliseconds of machine time. */
  readonly timeoutMs: number;
  readonly logger: Logger;
}

/** Options that every Slack client of ours shares: retries, pace and order belong to delivery, never to the client. */
export function webClientOptions(deps: WebApiDeps): WebClientOptions {
  return {
    ...(deps.apiUrl === undefined ? {} : { slackApiUrl: deps.apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: deps.timeoutMs,
    allowAbsoluteUrls: false,
    logger: deps.logger,
  };
}

/**
 * Makes `CallSlack`. Each call has its own client (50 µs) because a client takes neither a signal nor a timeout for one
 * call, and because one client's queue would make calls wait for each other.
 */
export function createCallSlack(deps: WebApiDeps): CallSlack {
  return async (method, args, { signal, timeoutMs = deps.timeoutMs } = {}) => {
    const stop = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal === undefined ? [] : [signal])]);
    stop.throwIfAborted();
    const client = new WebClient(deps.botToken, {
      ...webClientOptions(deps),
      timeout: 0,
      fetch: async (url, init) => withRetryAfter(await fetch(url, { ...init, signal: stop } as RequestInit)),
    });
    return { ...(await client.apiCall(method, args)) };
  };
}

/** A 429 without a usable Retry-After makes the client throw an error without a type: a second is a fair guess. */
function withRetryAfter(response: Response): Response {
  if (response.status !== 429 || /^\s*\d/.test(response.headers.get('retry-after') ?? '')) return response;
  const headers = new Headers(response.headers);
  headers.set('retry-after', '1');
  return new Response(response.body, { status: 429, headers });
}

/**
 * What a failed call means.
 * `limited`: refused for pace, nothing happened. `unreached`: the request never left. `refused`: Slack says no, by its
 * code. `unclear`: it may have been done.
 */
export type Failure =
  | { readonly kind: 'limited'; readonly afterMs: number }
  | { readonly kind: 'unreached'; readonly reason: string }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'unclear'; readonly reason: string };

/** Connection errors that happen before a byte of the request is written. */
const UNREACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Slack's own failures, of which it says that some of the work may have been done. */
const UNCLEAR_CODES = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable']);

/** Sorts whatever `CallSlack` rejected with. */
export function failureOf(error: unknown): Failure {
  if (error instanceof WebAPIRateLimitedError) return { kind: 'limited', afterMs: error.retryAfter * 1_000 };
  if (error instanceof WebAPIPlatformError) {
    const code: unknown = error.data.error;
    // The client hands over a body that is no JSON as if it were an error code.
    if (typeof code !== 'string' || !/^[a-z][a-z0-9_]{1,60}$/.test(code))
      return { kind: 'unclear', reason: 'nonsense' };
    if (code === 'ratelimited' || code === 'rate_limited') return { kind: 'limited', afterMs: 1_000 };
    return UNCLEAR_CODES.has(code) ? { kind: 'unclear', reason: code } : { kind: 'refused', code };
  }
  if (error instanceof WebAPIHTTPError) return { kind: 'unclear', reason: `http-${error.statusCode}` };
  if (error instanceof WebAPIRequestError) {
    const code = connectionCode(error.original);
    if (code !== null && UNREACHED.has(code)) return { kind: 'unreached', reason: code };
    return { kind: 'unclear', reason: code ?? error.original.name };
  }
  return { kind: 'unclear', reason: error instanceof Error ? error.name : 'unknown' };
}

/** `fetch` hides the system's code one or more causes deep. */
function connectionCode(error: unknown): string | null {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if ('code' in each && typeof each.code === 'string') return each.code;
  }
  return null;
}
