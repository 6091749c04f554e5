import { isUtf8 } from 'node:buffer';
import { createCipheriv, createDecipheriv, createSecretKey, hash, randomBytes, timingSafeEqual } from 'node:crypto';

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
  /** Whether the signature is that of these three; compared in constant time. */
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
  const bytes = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (encodingAesKey.length !== 43 || bytes.length !== 32) {
    throw new Error('WECOM_ENCODING_AES_KEY: expected the 43 characters of the console');
  }
  const key = createSecretKey(bytes);
  const iv = bytes.subarray(0, 16);
  const receiver = Buffer.from(receiveId);
  // One for all callbacks, because making one takes longer than all else here. Only the first block of a cipher text then
  // comes out wrong, having been chained to the last one of the text before: 16 random bytes that nobody reads.
  const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);

  function sign(timestamp: string, nonce: string, encrypted: string): string {
    const parts = [token, timestamp, nonce, encrypted].sort();
    return hash('sha1', parts.join(''), 'hex');
  }

  return {
    sign,

    isSigned(signature, timestamp, nonce, encrypted) {
      const wanted = Buffer.from(sign(timestamp, nonce, encrypted));
      const given = Buffer.from(signature);
      // Every signature has one length: that a guess has another tells nothing that is not documented.
      return given.length === wanted.length && timingSafeEqual(given, wanted);
    },

    decrypt(encrypted) {
      const cipherText = readBase64(encrypted);
      if (cipherText === null) return { ok: false, fault: 'bad-base64' };
      if (cipherText.length === 0 || cipherText.length % BLOCK !== 0) return { ok: false, fault: 'bad-cipher' };
      // Whole blocks come out at once: without padding of its own the cipher keeps nothing back.
      const plain = withoutPadding(decipher.update(cipherText));
      if (plain === null) return { ok: false, fault: 'bad-padding' };
      const start = RANDOM + LENGTH;
      if (plain.length < start) return { ok: false, fault: 'bad-length' };
      const end = start + plain.readUInt32BE(RANDOM);
      if (end > plain.length) return { ok: false, fault: 'bad-length' };
      if (!plain.subarray(end).equals(receiver)) return { ok: false, fault: 'bad-receive-id' };
      const message = plain.subarray(start, end);
      return isUtf8(message) ? { ok: true, text: message.toString('utf8') } : { ok: false, fault: 'bad-text' };
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

/** Node's own reading skips what is no base64, and then has fewer bytes than it should. */
function readBase64(text: string): Buffer | null {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = Buffer.from(text, 'base64');
  return text.length % 4 === 0 && bytes.length === (text.length / 4) * 3 - padding ? bytes : null;
}

/** Every byte of the padding is looked at, not only the last. `null` when it is not what it should be. */
function withoutPadding(padded: Buffer): Buffer | null {
  const size = padded.at(-1) ?? 0;
  if (size < 1 || size > BLOCK) return null;
  const body = padded.length - size;
  for (let at = body; at < padded.length; at += 1) if (padded[at] !== size) return null;
  return padded.subarray(0, body);
}
