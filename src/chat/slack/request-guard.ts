import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Log } from './log.ts';

const MAX_BODY_BYTES = 1024 * 1024;
/** Beyond this nobody honest is still sending: the connection is cut instead of read to its end. */
const PATIENCE_BYTES = 8 * MAX_BODY_BYTES;
const MAX_SKEW_SECONDS = 300;

export interface RequestGuardDeps {
  /** Bolt's listener; it finds the body in `rawBody` and checks the signature. */
  readonly next: RequestListener;
  /** Machine time in milliseconds. */
  readonly now: () => number;
  /** Not started yet, or stopping: Slack is told to come again (503). */
  readonly isClosed: () => boolean;
  readonly log: Log;
}

/**
 * The door in front of Bolt: one address, POST only, at most 1 MiB, a timestamp of these five minutes on either side
 * (Bolt refuses old ones alone, so a request dated ahead could be replayed for as long), and a body that is an object
 * (Bolt breaks on `null` outside its own error handling).
 */
export function createRequestGuard(deps: RequestGuardDeps): RequestListener {
  return (request, response) => {
    if (request.url?.split('?', 1)[0] !== '/slack/events') return refuse(request, response, 404);
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      return refuse(request, response, 405);
    }
    if (deps.isClosed()) {
      response.setHeader('connection', 'close');
      return refuse(request, response, 503);
    }
    const timestamp = request.headers['x-slack-request-timestamp'];
    if (timestamp !== undefined && !isCurrent(String(timestamp), deps.now())) {
      deps.log.warn(
        { timestamp: String(timestamp).slice(0, 20) },
        'Slack request refused: its timestamp is not of now',
      );
      return refuse(request, response, 401);
    }
    readBody(request, response, (body) => {
      if (!isObjectBody(body)) {
        response.writeHead(400).end();
        return;
      }
      deps.next(Object.assign(request, { rawBody: body }), response);
    });
  };
}

function isCurrent(timestamp: string, nowMs: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(Number(timestamp) - nowMs / 1_000) <= MAX_SKEW_SECONDS;
}

function isObjectBody(body: Buffer): boolean {
  const start = body.toString('latin1', 0, 30).trimStart();
  if (start.startsWith('payload=')) return /^payload=(%7[bB]|\{)/.test(start);
  return !/^(?:(?:null|true|false)\s*$|["[\d-])/.test(start);
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number): void {
  readBody(request, response, () => response.writeHead(status).end());
}

/** Reads to the end before answering: a peer that is still writing would miss an answer that closes the connection. */
function readBody(request: IncomingMessage, response: ServerResponse, then: (body: Buffer) => void): void {
  const parts: Buffer[] = [];
  let size = 0;
  request.on('data', (part: Buffer) => {
    size += part.length;
    if (size <= MAX_BODY_BYTES) parts.push(part);
    else parts.length = 0;
    if (size > PATIENCE_BYTES) request.destroy();
  });
  request.on('end', () => {
    if (size > MAX_BODY_BYTES) response.writeHead(413, { connection: 'close' }).end();
    else then(Buffer.concat(parts));
  });
  // The peer went away in the middle of its request: there is nobody left to answer.
  request.on('error', () => response.destroy());
}
