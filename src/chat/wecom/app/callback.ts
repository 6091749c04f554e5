import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Ms } from '../../../domain/time.ts';
import type { CallbackCrypto } from './crypto.ts';
import type { Log } from './log.ts';
import { type CallbackMessage, cdata, readEnvelope, readMessage } from './xml.ts';

/** What a callback is answered with: nothing, or a text that the person sees at once; and what is done afterwards. */
export interface CallbackAnswer {
  readonly say: string | null;
  readonly work?: () => void;
}

export interface CallbackDeps {
  readonly crypto: CallbackCrypto;
  /** Takes a verified message; must answer within 4 s. Throwing is answered with 500, and the platform tries again. */
  readonly receive: (message: CallbackMessage) => Promise<CallbackAnswer>;
  /** Machine time in milliseconds since 1970: callbacks carry the platform's. */
  readonly now: () => Ms;
  /** Nothing is taken in any more. */
  readonly isClosed: () => boolean;
  readonly log: Log;
}

/** A text of 2,048 bytes and its wrapping fill a tenth of it. */
const MOST_BYTES = 64 * 1024;
/** Clocks differ, and the platform repeats what was not answered; what is older was kept by somebody. */
const WINDOW_MS: Ms = 300_000;
/** Refusals come from anybody on the internet: one line in the log for all of a minute. */
const COMPLAIN_EVERY_MS: Ms = 60_000;

interface Query {
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly echo: string | null;
}

/**
 * `GET|POST /wecom/callback`: verification and messages (D/90238, D/90930). Whatever is not signed, fresh, whole and for
 * us is refused without a word about why; the log has it.
 */
export function createCallbackListener(deps: CallbackDeps): RequestListener {
  const { crypto, log } = deps;
  let complainedAt = Number.NEGATIVE_INFINITY;
  let refused = 0;

  function refuse(response: ServerResponse, status: number, reason: string): void {
    end(response, status);
    refused += 1;
    if (deps.now() - complainedAt < COMPLAIN_EVERY_MS) return;
    log.warn({ reason, refused }, 'a callback of WeCom was refused');
    complainedAt = deps.now();
    refused = 0;
  }

  function open(response: ServerResponse, query: Query, encrypted: string): string | null {
    const { signature, timestamp, nonce } = query;
    if (!crypto.isSigned(signature, timestamp, nonce, encrypted)) {
      refuse(response, 403, 'bad signature: check WECOM_TOKEN');
      return null;
    }
    if (Math.abs(deps.now() - Number(timestamp) * 1_000) > WINDOW_MS) {
      refuse(response, 403, "out of time: check this machine's clock");
      return null;
    }
    const decrypted = crypto.decrypt(encrypted);
    if (decrypted.ok) return decrypted.text;
    refuse(response, 403, `${decrypted.fault}: check WECOM_ENCODING_AES_KEY and WECOM_CORP_ID`);
    return null;
  }

  async function take(body: string, response: ServerResponse, query: Query): Promise<void> {
    const encrypted = readEnvelope(body);
    if (encrypted === null) return refuse(response, 400, 'no envelope');
    const text = open(response, query, encrypted);
    if (text === null) return;
    const message = readMessage(text);
    // Signed and for us, and yet unreadable: sent again it would be no better.
    if (message === null) {
      log.error({}, 'a callback of WeCom could not be read');
      return end(response, 200);
    }
    const answer = await deps.receive(message);
    if (answer.say === null) end(response, 200);
    else end(response, 200, passiveReply(crypto, message, answer.say, deps.now()), 'text/xml; charset=utf-8');
    answer.work?.();
  }

  return (request, response) => {
    const query = readQuery(request.url ?? '');
    if (deps.isClosed()) return end(response, 503);
    if (request.method !== 'GET' && request.method !== 'POST') return end(response, 405);
    if (query === null) return refuse(response, 400, 'no signature');
    if (request.method === 'GET') {
      const echo = query.echo === null ? null : open(response, query, query.echo);
      if (echo !== null) end(response, 200, echo, 'text/plain; charset=utf-8');
      else if (query.echo === null) refuse(response, 400, 'nothing to verify');
      return;
    }
    readBody(request, (body) => {
      if (body === null) return refuse(response, 413, 'too large');
      take(body, response, query).catch((error: unknown) => {
        log.error({ err: error }, 'a callback of WeCom failed');
        end(response, 500);
      });
    });
  };
}

/** A message's query as the platform writes it; whatever else there is takes the long way. */
const USUAL_QUERY = /\?msg_signature=([0-9a-f]{40})&timestamp=(\d{1,12})&nonce=([\w-]+)$/;

function readQuery(url: string): Query | null {
  const usual = USUAL_QUERY.exec(url);
  if (usual !== null) {
    const [, signature = '', timestamp = '', nonce = ''] = usual;
    return { signature, timestamp, nonce, echo: null };
  }
  const at = url.indexOf('?');
  const search = new URLSearchParams(at === -1 ? '' : url.slice(at));
  const signature = search.get('msg_signature') ?? '';
  const timestamp = search.get('timestamp') ?? '';
  const nonce = search.get('nonce') ?? '';
  if (!/^[0-9a-f]{40}$/.test(signature) || !/^\d{1,12}$/.test(timestamp) || nonce === '') return null;
  // A plus sign of base64 that was not escaped arrives as a blank.
  return { signature, timestamp, nonce, echo: search.get('echostr')?.replaceAll(' ', '+') ?? null };
}

/**
 * Reads no further than the limit, and nothing of what is announced as longer: `null` then. Whose connection breaks
 * before the end is not heard of again.
 */
function readBody(request: IncomingMessage, done: (body: string | null) => void): void {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) return done(null);
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size <= MOST_BYTES) return;
    request.pause();
    request.removeAllListeners('data');
    done(null);
  });
  request.on('end', () => {
    if (size > MOST_BYTES) return;
    const [first] = chunks;
    done((chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks)).toString('utf8'));
  });
  // Without a listener a broken connection would end the process.
  request.on('error', () => undefined);
}

function end(response: ServerResponse, status: number, body = '', type?: string): void {
  if (response.headersSent) return;
  // What was not read of a refused request must not be taken for the next one.
  if (status === 413) response.shouldKeepAlive = false;
  response.writeHead(status, {
    'content-length': Buffer.byteLength(body),
    ...(type === undefined ? {} : { 'content-type': type }),
  });
  response.end(body, status === 413 ? () => response.destroy() : undefined);
}

/** A text as the answer itself (D/90241); encrypted and signed like what it answers. */
function passiveReply(crypto: CallbackCrypto, to: CallbackMessage, text: string, now: Ms): string {
  const timestamp = String(Math.floor(now / 1_000));
  const message = [
    cdata('ToUserName', to.FromUserName),
    cdata('FromUserName', to.ToUserName),
    `<CreateTime>${timestamp}</CreateTime>`,
    cdata('MsgType', 'text'),
    cdata('Content', text),
  ].join('');
  const encrypted = crypto.encrypt(`<xml>${message}</xml>`);
  // Any text will do for a nonce: what makes the answer ours is the signature over it.
  const nonce = encrypted.slice(0, 16).replace(/[^A-Za-z0-9]/g, '0');
  const wrapping = [
    cdata('Encrypt', encrypted),
    cdata('MsgSignature', crypto.sign(timestamp, nonce, encrypted)),
    `<TimeStamp>${timestamp}</TimeStamp>`,
    cdata('Nonce', nonce),
  ].join('');
  return `<xml>${wrapping}</xml>`;
}
