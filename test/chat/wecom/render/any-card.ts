import fc from 'fast-check';
import type { Button, Card } from '../../../../src/chat/card.ts';
import { messagesOf } from '../../../../src/i18n/messages.ts';

/** What people write at their worst, and what means something to the platform. */
const NASTY = [
  '👩‍👩‍👧‍👦',
  '🇨🇳',
  'é',
  'שלום',
  '\u202e',
  '\u0000',
  '\ud83d',
  '<@all>',
  '<a href="http://evil.example">点我</a>',
  '[点我](http://evil.example)',
  '**',
  '_',
  '`',
  '\n# ',
  '\n> ',
  '\n- ',
  '|',
  '&lt;',
  '\\',
  '\r\n',
  '\u200b',
  '　',
  '客',
  'a',
];

const text = (max: number) =>
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...NASTY), maxLength: 40 }),
    fc.tuple(fc.constantFrom(...NASTY), fc.integer({ min: 0, max })).map(([unit, times]) => unit.repeat(times)),
  );

const button: fc.Arbitrary<Button> = fc.record(
  {
    action: fc.constantFrom('ticket.take', 'ticket.ack', 'ticket.show', 'ticket.new-anyway', 'no action'),
    value: fc.oneof(fc.string({ maxLength: 210 }), fc.constantFrom('C202611001', '客'.repeat(200), '客'.repeat(201))),
    label: text(100),
    typed: fc.oneof(fc.constant('/ticket take C202611001'), text(200)),
    style: fc.constantFrom('primary' as const, 'danger' as const),
  },
  { requiredKeys: ['action', 'value', 'label', 'typed'] },
);
const tone = fc.constantFrom('info' as const, 'good' as const, 'warn' as const, 'alarm' as const, 'muted' as const);

/** Any card that the types allow. */
export const anyCard: fc.Arbitrary<Card> = fc.record(
  {
    tone,
    title: text(300),
    summary: text(1_000),
    body: text(8_000),
    lines: fc.array(text(500), { maxLength: 12 }),
    copy: text(2_000),
    facts: fc.array(fc.record({ label: text(100), value: text(500) }), { maxLength: 20 }),
    items: fc.array(
      fc.record(
        { tone, title: text(500), detail: text(500), buttons: fc.array(button, { maxLength: 4 }) },
        { requiredKeys: ['title'] },
      ),
      { maxLength: 20 },
    ),
    mentions: fc.array(
      fc.record({ id: fc.oneof(fc.constantFrom('zhangsan', '007', 'a b', 'x><@all'), text(20)), name: text(80) }),
      { maxLength: 30 },
    ),
    buttons: fc.array(button, { maxLength: 20 }),
    footer: text(500),
  },
  { requiredKeys: ['tone', 'title', 'summary'] },
);

export const TEXTS = messagesOf('zh-CN').wecomRender;
