import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskLine } from '../../src/observe/mask-line.ts';

const PRIVATE = ['13800138000', 'anna@example.com', '11010519491231002X', '4111111111111111', 'xoxb-1-abc'];

describe('a masked line', () => {
  it('hides what is private in keys, lists, nested values, numbers and escaped text', () => {
    const line =
      '{"n":13800138000,"card":4111111111111111,"l":[["x\\n13800138000\\t010-12345678"]],"13800138000":{"e":"a\\u0000anna@example.com"}}';
    expect(JSON.parse(maskLine(line))).toEqual({
      n: '[phone]',
      card: '[card]',
      l: [['x\n[phone]\t[phone]']],
      '[phone]': { e: 'a\u0000[e-mail]' },
    });
  });

  it('hides values under the names of secrets, whatever they look like', () => {
    const line =
      '{"password":"a","signingSecret":"b","headers":{"authorization":"c","x-api-key":"d"},"botToken":7,"key":"K1"}';
    expect(JSON.parse(maskLine(line))).toEqual({
      password: '[credential]',
      signingSecret: '[credential]',
      headers: { authorization: '[credential]', 'x-api-key': '[credential]' },
      botToken: '[credential]',
      key: 'K1',
    });
  });

  it('keeps times, numbers and ids to the letter', () => {
    const line =
      '{"time":1795316446000,"at":"2026-11-22T03:00:46.000Z","id":"550e8400-e29b-41d4-a716-446655440000","ticket":"C202611001","ms":12.5,"big":1e21,"leaseToken":null}\n';
    expect(maskLine(line)).toBe(line);
  });

  it('stays the same JSON in shape, and shows nothing private wherever it stood', () => {
    const text = fc
      .tuple(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom(...PRIVATE, ''),
        fc.constantFrom('"', '\\', '\n', '，', ' '),
      )
      .map(([before, secret, gap]) => `${before.replaceAll(/[\w.%+-]/g, '')}${gap}${secret}${gap}`);
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom(13_800_138_000, null, true),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(text, tie('node'), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).node;
    fc.assert(
      fc.property(value, (data) => {
        const masked = maskLine(JSON.stringify(data));
        const parsed: unknown = JSON.parse(masked);
        expect(Array.isArray(parsed)).toBe(Array.isArray(data));
        for (const secret of PRIVATE) expect(masked).not.toContain(secret);
        expect(maskLine(masked)).toBe(masked);
      }),
      { numRuns: 300 },
    );
  });
});
