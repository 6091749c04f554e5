import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** The platform's side of the callback, written from its documentation and apart from the product's own. */
export interface CallbackKeys {
  readonly token: string;
  readonly encodingAesKey: string;
  readonly receiveId: string;
}

/** What a test may spoil before a callback is sent. */
export interface Spoil {
  readonly timestamp?: string;
  readonly nonce?: string;
  readonly signature?: string;
  /** Instead of the XML with the cipher text. */
  readonly body?: string;
  readonly receiveId?: string;
}

export interface Signed {
  readonly query: string;
  readonly body: string;
}

export function encrypt({ encodingAesKey, receiveId }: CallbackKeys, text: string): string {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const message = Buffer.from(text);
  const head = Buffer.alloc(20);
  randomBytes(16).copy(head);
  head.writeUInt32BE(message.length, 16);
  const plain = Buffer.concat([head, message, Buffer.from(receiveId)]);
  const size = 32 - (plain.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16));
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([plain, Buffer.alloc(size, size)])), cipher.final()]).toString(
    'base64',
  );
}

export function decrypt({ encodingAesKey }: CallbackKeys, encrypted: string): string {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16));
  decipher.setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(Buffer.from(encrypted, 'base64')), decipher.final()]);
  return plain.subarray(20, 20 + plain.readUInt32BE(16)).toString();
}

export function sign(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex');
}

/** A message as the platform sends it: encrypted, wrapped and signed. */
export function signedMessage(keys: CallbackKeys, xml: string, nowMs: number, spoil: Spoil = {}): Signed {
  const encrypted = encrypt({ ...keys, receiveId: spoil.receiveId ?? keys.receiveId }, xml);
  const { query } = signedQuery(keys, encrypted, nowMs, spoil);
  const body = `<xml><ToUserName><![CDATA[${keys.receiveId}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt><AgentID><![CDATA[1000002]]></AgentID></xml>`;
  return { query, body: spoil.body ?? body };
}

/** The query that verifies the address: its answer is the text. */
export function signedEcho(keys: CallbackKeys, text: string, nowMs: number, spoil: Spoil = {}): Signed {
  const encrypted = encrypt({ ...keys, receiveId: spoil.receiveId ?? keys.receiveId }, text);
  const { query } = signedQuery(keys, encrypted, nowMs, spoil);
  return { query: `${query}&echostr=${encodeURIComponent(encrypted)}`, body: '' };
}

function signedQuery(keys: CallbackKeys, encrypted: string, nowMs: number, spoil: Spoil): { query: string } {
  const timestamp = spoil.timestamp ?? String(Math.floor(nowMs / 1_000));
  const nonce = spoil.nonce ?? randomBytes(6).toString('hex');
  const signature = spoil.signature ?? sign(keys.token, timestamp, nonce, encrypted);
  return { query: `msg_signature=${signature}&timestamp=${timestamp}&nonce=${nonce}` };
}

/** What stands in a passive reply; fails the test when it is not signed or not for this person. */
export function readPassiveReply(keys: CallbackKeys, body: string): string {
  const part = (name: string, xml: string) =>
    new RegExp(`<${name}>(?:<!\\[CDATA\\[([^]*?)\\]\\]>|([^<]*))</${name}>`).exec(xml)?.slice(1).find(Boolean) ?? '';
  const encrypted = part('Encrypt', body);
  const signature = sign(keys.token, part('TimeStamp', body), part('Nonce', body), encrypted);
  if (part('MsgSignature', body) !== signature) throw new Error(`a passive reply with a bad signature: ${body}`);
  const xml = decrypt(keys, encrypted);
  const content = part('Content', xml);
  if (part('MsgType', xml) !== 'text' || Buffer.byteLength(content) > 2_048) {
    throw new Error(`a passive reply that is no text of 2048 bytes: ${xml}`);
  }
  return content;
}

/** What an element holds: text, a number, or elements one below the other. */
export type XmlValue =
  | string
  | number
  | readonly { readonly [name: string]: XmlValue }[]
  | { readonly [name: string]: XmlValue };

/** An element of a callback; text in CDATA, as the platform writes it. */
export function element(name: string, value: XmlValue): string {
  if (typeof value === 'object') {
    const inner = [value].flat().flatMap((one) => Object.entries(one).map(([child, held]) => element(child, held)));
    return `<${name}>${inner.join('')}</${name}>`;
  }
  if (typeof value === 'number') return `<${name}>${value}</${name}>`;
  return `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`;
}
