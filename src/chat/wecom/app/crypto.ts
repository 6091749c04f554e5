import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What both sides of the callback know (D/91144). */
export interface CallbackKeys {
  readonly token: string;
  /** 43 characters of base64. */
  readonly encodingAesKey: string;
  /** Corp id for an app; empty for a bot of the company's own. */
  readonly receiveId: string;
}

/** Why a cipher text was not taken; says enough for the log and nothing to whoever sent it. */
export type DecryptFault = 'bad-base64' | 'bad-cipher' | 'bad-padding' | 'bad-length' | 'bad-receive-id' | 'bad-text';

export type Decrypted =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: DecryptFault };

export interface CallbackCrypto {
  /** Whether the signature is that of these three; compared in constant time, whatever its length. */
  isSigned(signature: string, timestamp: string, nonce: string, encrypted: string): boolean;
  sign(timestamp: string, nonce: string, encrypted: string): string;
  decrypt(encrypted: string): Decrypted;
  encrypt(text: string): string;
}

/** Padded to this, although the cipher's own blocks have 16 bytes. */
const BLOCK = 32;
const RANDOM = 16;
const LENGTH = 4;

/** Signature and cipher of the callback. Throws when the key is not 32 bytes of base64. */
export function createCallbackCrypto({ token, encodingAesKey, receiveId }: CallbackKeys): CallbackCrypto {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (encodingAesKey.length !== 43 || key.length !== 32) {
    throw new Error('WECOM_ENCODING_AES_KEY: expected the 43 characters of the console');
  }
  const iv = key.subarray(0, 16);
  const receiver = Buffer.from(receiveId);
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  function sign(timestamp: string, nonce: string, encrypted: string): string {
    const parts = [token, timestamp, nonce, encrypted].sort();
    return createHash('sha1').update(parts.join('')).digest('hex');
  }

  return {
    sign,

    isSigned(signature, timestamp, nonce, encrypted) {
      // Hashes of both are compared: they have one length, so that not even the length of a guess shows in the time.
      const digest = (text: string) => createHash('sha256').update(text).digest();
      return timingSafeEqual(digest(signature), digest(sign(timestamp, nonce, encrypted)));
    },

    decrypt(encrypted) {
      const cipherText = readBase64(encrypted);
      if (cipherText === null) return { ok: false, fault: 'bad-base64' };
      if (cipherText.length === 0 || cipherText.length % BLOCK !== 0) return { ok: false, fault: 'bad-cipher' };
      const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
      const padded = Buffer.concat([decipher.update(cipherText), decipher.final()]);
      const plain = withoutPadding(padded);
      if (plain === null) return { ok: false, fault: 'bad-padding' };
      const start = RANDOM + LENGTH;
      if (plain.length < start) return { ok: false, fault: 'bad-length' };
      const end = start + plain.readUInt32BE(RANDOM);
      if (end > plain.length) return { ok: false, fault: 'bad-length' };
      if (!plain.subarray(end).equals(receiver)) return { ok: false, fault: 'bad-receive-id' };
      try {
        return { ok: true, text: utf8.decode(plain.subarray(start, end)) };
      } catch {
        return { ok: false, fault: 'bad-text' };
      }
    },

    encrypt(text) {
      const message = Buffer.from(text);
      const length = Buffer.alloc(LENGTH);
      length.writeUInt32BE(message.length);
      const plain = Buffer.concat([randomBytes(RANDOM), length, message, receiver]);
      const padding = BLOCK - (plain.length % BLOCK);
      const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
      const padded = Buffer.concat([plain, Buffer.alloc(padding, padding)]);
      return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
    },
  };
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Node's own reading skips what is no base64: then many texts would mean the same. */
function readBase64(text: string): Buffer | null {
  return text.length % 4 === 0 && BASE64.test(text) ? Buffer.from(text, 'base64') : null;
}

/** Every byte of the padding is looked at, not only the last. `null` when it is not what it should be. */
function withoutPadding(padded: Buffer): Buffer | null {
  const size = padded.at(-1) ?? 0;
  if (size < 1 || size > BLOCK) return null;
  const body = padded.length - size;
  for (let at = body; at < padded.length; at += 1) if (padded[at] !== size) return null;
  return padded.subarray(0, body);
}
