import { createHmac } from 'node:crypto';

/** A request as Slack would send it to our product, kept so that the very same one can be sent again. */
export interface SlackRequest {
  /** What it is to Socket Mode. */
  readonly kind: 'slash_commands' | 'interactive' | 'events_api';
  readonly contentType: 'application/x-www-form-urlencoded' | 'application/json';
  readonly body: string;
  /** What Socket Mode sends instead of the body. */
  readonly payload: unknown;
}

/** The answer to a request, before anything is understood of it. */
export interface RawReply {
  readonly status: number;
  readonly body: string;
}

/** How to spoil a request on its way. */
export interface SendOptions {
  /** Seconds added to the true timestamp. */
  readonly skewSeconds?: number;
  /** Sent as it is instead of the true timestamp; `null` leaves the header out. */
  readonly timestamp?: string | null;
  /** Sent instead of the true signature; `null` leaves the header out. */
  readonly signature?: string | null;
  /** As the n-th retry of Slack. */
  readonly retryNum?: number;
  readonly path?: string;
  readonly method?: string;
  readonly contentType?: string;
}

export function commandRequest(fields: Readonly<Record<string, string>>): SlackRequest {
  return {
    kind: 'slash_commands',
    contentType: 'application/x-www-form-urlencoded',
    body: new URLSearchParams(fields).toString(),
    payload: fields,
  };
}

export function interactiveRequest(payload: unknown): SlackRequest {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return { kind: 'interactive', contentType: 'application/x-www-form-urlencoded', body, payload };
}

export function eventRequest(payload: unknown): SlackRequest {
  return { kind: 'events_api', contentType: 'application/json', body: JSON.stringify(payload), payload };
}

/** Slack's signature of a body: `v0=` and an HMAC over version, timestamp and body. */
export function sign(signingSecret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

/** Posts a signed request to our product. `now` gives the timestamp. */
export async function sendOverHttp(
  product: { readonly url: string; readonly signingSecret: string; readonly now: () => number },
  request: Pick<SlackRequest, 'contentType' | 'body'>,
  options: SendOptions = {},
): Promise<RawReply> {
  const seconds = Math.floor(product.now() / 1000) + (options.skewSeconds ?? 0);
  const timestamp = options.timestamp === undefined ? String(seconds) : options.timestamp;
  const signature =
    options.signature === undefined ? sign(product.signingSecret, timestamp ?? '', request.body) : options.signature;
  const url = options.path === undefined ? product.url : new URL(options.path, product.url).href;
  const method = options.method ?? 'POST';
  const response = await fetch(url, {
    method,
    headers: {
      'content-type': options.contentType ?? request.contentType,
      ...(timestamp === null ? {} : { 'x-slack-request-timestamp': timestamp }),
      ...(signature === null ? {} : { 'x-slack-signature': signature }),
      ...(options.retryNum === undefined
        ? {}
        : { 'x-slack-retry-num': String(options.retryNum), 'x-slack-retry-reason': 'http_timeout' }),
    },
    ...(method === 'GET' || method === 'HEAD' ? {} : { body: request.body }),
  });
  return { status: response.status, body: await response.text() };
}
