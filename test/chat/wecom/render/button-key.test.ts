import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buttonKey, readButtonKey } from '../../../../src/chat/wecom/render/button-key.ts';

it('comes back as it went', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('ticket.take', 'ticket.new-anyway', 'contact.edit'),
      fc.string({ unit: 'binary', maxLength: 200 }),
      (action, value) => {
        const key = buttonKey({ action, value });
        if (key === null) return;
        expect(Buffer.byteLength(key)).toBeLessThanOrEqual(1_024);
        expect(readButtonKey(key)).toEqual({ action, value });
      },
    ),
  );
  expect(buttonKey({ action: 'ticket.wait', value: 'C1|2|客户' })).toBe('ticket.wait|C1|2|客户');
  expect(buttonKey({ action: 'ticket.take', value: '客'.repeat(200) })).not.toBeNull();
});

it.each([
  '',
  '|',
  'ticket.take',
  '|C1',
  'ticket|C1',
  'Ticket.take|C1',
  'ticket.take |C1',
  '../ticket.take|C1',
  'ticket..take|C1',
  'ticket.take|C1\n',
  'ticket.take|\u0000',
  'ticket.take|\ud800',
  `ticket.take|${'x'.repeat(201)}`,
  `ticket.take|${'客'.repeat(400)}`,
  '__proto__|x',
  '{"action":"ticket.take"}',
])('%j is refused', (key) => {
  expect(readButtonKey(key)).toBeNull();
});

it('anything else is read or refused, never thrown on', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (key) => {
      const read = readButtonKey(key);
      if (read !== null) expect(buttonKey(read)).toBe(key);
    }),
  );
});
