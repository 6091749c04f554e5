import { createCipheriv, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallbackCrypto, createCallbackCrypto } from '../../../../src/chat/wecom/app/crypto.ts';
import { decrypt, encrypt, sign } from '../../../support/fake-wecom/callbacks.ts';

/** The vendor's own example (D/91144). */
const OFFICIAL = {
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiveId: 'wx5823bf96d3bd56c7',
  timestamp: '1409659589',
  nonce: '263014780',
  signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  encrypted: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
  text: '1616140317555161061',
};

const KEYS = {
  token: 'aToken',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ',
  receiveId: 'ww0corp',
};

describe('the official vector', () => {
  const { timestamp, nonce, signature, encrypted } = OFFICIAL;
  const crypto = createCallbackCrypto(OFFICIAL);

  it('is signed as the vendor says, and reads as the vendor says', () => {
    expect(crypto.sign(timestamp, nonce, encrypted)).toBe(signature);
    expect(crypto.isSigned(signature, timestamp, nonce, encrypted)).toBe(true);
    expect(crypto.decrypt(encrypted)).toEqual({ ok: true, text: OFFICIAL.text });
  });

  it('is signed for these four parts alone', () => {
    expect(crypto.isSigned(signature, '1409659590', nonce, encrypted)).toBe(false);
    expect(crypto.isSigned(signature, timestamp, '263014781', encrypted)).toBe(false);
    expect(crypto.isSigned(signature, timestamp, nonce, `${encrypted}=`)).toBe(false);
    expect(createCallbackCrypto({ ...OFFICIAL, token: 'x' }).isSigned(signature, timestamp, nonce, encrypted)).toBe(
      false,
    );
    for (const wrong of ['', signature.slice(1), `${signature}0`, signature.toUpperCase(), '\u0000', '密'.repeat(40)]) {
      expect(crypto.isSigned(wrong, timestamp, nonce, encrypted)).toBe(false);
    }
  });
});

describe('the round trip', () => {
  it('reads any text that it wrote, and so does the other side, in any order', () => {
    const ours = createCallbackCrypto(KEYS);
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 3 }), (texts) => {
        const wellFormed = texts.map((text) => text.toWellFormed());
        for (const text of wellFormed) {
          expect(decrypt(KEYS, ours.encrypt(text))).toBe(text);
          expect(ours.decrypt(encrypt(KEYS, text))).toEqual({ ok: true, text });
        }
        const [first = ''] = wellFormed;
        const kept = ours.encrypt(first);
        // What was read in between leaves no trace.
        ours.decrypt(encrypt(KEYS, 'something else'));
        ours.decrypt('AAAA');
        expect(ours.decrypt(kept)).toEqual({ ok: true, text: first });
      }),
      { numRuns: 50 },
    );
  });

  it('writes the same text differently each time', () => {
    const { encrypt: write } = createCallbackCrypto(KEYS);
    expect(write('x')).not.toBe(write('x'));
  });

  it('needs a key of 43 characters', () => {
    expect(() => createCallbackCrypto({ ...KEYS, encodingAesKey: 'short' })).toThrow('WECOM_ENCODING_AES_KEY');
  });
});

describe('what is not taken', () => {
  const crypto = createCallbackCrypto(KEYS);
  /** Any bytes as the plain text, padding and all, encrypted with the right key. */
  function encryptRaw(plain: Buffer): string {
    const key = Buffer.from(`${KEYS.encodingAesKey}=`, 'base64');
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
  }
  function plainOf(
    options: { message?: Buffer; length?: number; receiveId?: string; padding?: number[] } = {},
  ): Buffer {
    const { message = Buffer.from('hello'), receiveId = KEYS.receiveId } = options;
    const head = Buffer.concat([randomBytes(16), Buffer.alloc(4)]);
    head.writeUInt32BE(options.length ?? message.length, 16);
    const body = Buffer.concat([head, message, Buffer.from(receiveId)]);
    const size = 32 - (body.length % 32);
    return Buffer.concat([body, Buffer.from(options.padding ?? Array.from({ length: size }, () => size))]);
  }
  const faultOf = (encrypted: string, by: CallbackCrypto = crypto) => {
    const read = by.decrypt(encrypted);
    return read.ok ? 'none' : read.fault;
  };

  it('takes the plain one, so that the others are refused for what is wrong with them', () => {
    expect(crypto.decrypt(encryptRaw(plainOf()))).toEqual({ ok: true, text: 'hello' });
  });

  it.each([
    ['', 'bad-cipher'],
    ['A', 'bad-base64'],
    ['AAA', 'bad-base64'],
    ['not base64!!', 'bad-base64'],
    ['AAAA AAAA', 'bad-base64'],
    [Buffer.alloc(16).toString('base64'), 'bad-cipher'],
    [Buffer.alloc(33).toString('base64'), 'bad-cipher'],
    [`${OFFICIAL.encrypted.slice(0, -4)}`, 'bad-cipher'],
  ])('no cipher text: %s', (encrypted, fault) => {
    expect(faultOf(encrypted)).toBe(fault);
  });

  it('every byte of the padding counts', () => {
    const body = plainOf();
    const size = body.at(-1) ?? 0;
    expect(size).toBeGreaterThan(1);
    for (let at = body.length - size; at < body.length; at += 1) {
      const spoiled = Buffer.from(body);
      spoiled[at] = (spoiled[at] ?? 0) ^ 0x01;
      expect(faultOf(encryptRaw(spoiled))).not.toBe('none');
    }
  });

  it.each([0, 33, 64, 255])('a padding of %i bytes is none', (last) => {
    const body = plainOf();
    body[body.length - 1] = last;
    expect(faultOf(encryptRaw(body))).toBe('bad-padding');
  });

  it('padding that leaves less than the head is refused', () => {
    // Padding alone, into the block that nobody reads: refused as one or the other.
    expect(faultOf(encryptRaw(Buffer.alloc(32, 32)))).toMatch(/bad-length|bad-padding/);
    expect(faultOf(encryptRaw(Buffer.concat([Buffer.alloc(16), Buffer.alloc(16, 16)])))).toBe('bad-length');
  });

  it.each([6, 1_000, 0x7fffffff, 0xffffffff])('a length of %i, beyond what is there or into the receiver', (length) => {
    expect(faultOf(encryptRaw(plainOf({ length })))).toMatch(/bad-length|bad-receive-id/);
  });

  it.each(['', 'ww0cor', 'ww0corpx', 'WW0CORP', 'ww0corp\u0000'])('the receiver "%s"', (receiveId) => {
    expect(faultOf(encryptRaw(plainOf({ receiveId })))).toBe('bad-receive-id');
  });

  it('a receiver where none is expected', () => {
    const internal = createCallbackCrypto({ ...KEYS, receiveId: '' });
    expect(internal.decrypt(encryptRaw(plainOf({ receiveId: '' })))).toEqual({ ok: true, text: 'hello' });
    expect(faultOf(encryptRaw(plainOf()), internal)).toBe('bad-receive-id');
    // Without a receiver behind it nothing but the length itself tells.
    expect(faultOf(encryptRaw(plainOf({ receiveId: '', length: 6 })), internal)).toBe('bad-length');
    expect(faultOf(encryptRaw(plainOf({ receiveId: '', length: 0xffffffff })), internal)).toBe('bad-length');
  });

  it('bytes that are no text', () => {
    expect(faultOf(encryptRaw(plainOf({ message: Buffer.from([0x68, 0xff, 0xfe]) })))).toBe('bad-text');
  });

  it('the key of somebody else', () => {
    const other = { ...KEYS, encodingAesKey: KEYS.encodingAesKey.replace('a', 'b') };
    expect(faultOf(encrypt(other, 'hello'))).not.toBe('none');
    expect(sign(KEYS.token, '1', '2', 'x')).toBe(crypto.sign('1', '2', 'x'));
  });
});
