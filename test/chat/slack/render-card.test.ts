import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Button, Card } from '../../../src/chat/card.ts';
import { actionOf, renderCard } from '../../../src/chat/slack/render-card.ts';
import { messageBlockFaults, modalFaults } from '../../support/fake-slack/block-rules.ts';
import { buttonsOf, visibleText } from '../../support/fake-slack/visible-text.ts';
import { card, texts } from './harness.ts';

const NASTY = [
  '👩‍👩‍👧‍👦',
  '🇨🇳',
  'é',
  'שלום',
  '\u202e',
  '\u0000',
  '\ud83d',
  '\udc4d',
  '<!channel>',
  '*',
  '`',
  '&',
  '\n',
  '\t',
  '\r\n',
  '\u200b',
  '　',
  '客',
  'a',
];
const text = (max: number) =>
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...NASTY), maxLength: 60 }),
    fc.tuple(fc.constantFrom(...NASTY), fc.integer({ min: 0, max })).map(([unit, times]) => unit.repeat(times)),
  );
const button: fc.Arbitrary<Button> = fc.record(
  {
    action: fc.constantFrom('ticket.take', 'ticket.ack', 'ticket.new-anyway'),
    value: fc.string({ maxLength: 210 }),
    label: text(200),
    typed: fc.constant('/ticket'),
    style: fc.constantFrom('primary' as const, 'danger' as const),
  },
  { requiredKeys: ['action', 'value', 'label', 'typed'] },
);
const tone = fc.constantFrom('info' as const, 'good' as const, 'warn' as const, 'alarm' as const, 'muted' as const);
const anyCard: fc.Arbitrary<Card> = fc.record(
  {
    tone,
    title: text(1_000),
    summary: text(5_000),
    body: text(40_000),
    lines: fc.array(text(4_000), { maxLength: 30 }),
    copy: text(9_000),
    facts: fc.array(fc.record({ label: text(300), value: text(3_000) }), { maxLength: 40 }),
    items: fc.array(
      fc.record(
        { tone, title: text(4_000), detail: text(4_000), buttons: fc.array(button, { maxLength: 30 }) },
        { requiredKeys: ['title'] },
      ),
      { maxLength: 60 },
    ),
    mentions: fc.array(fc.record({ id: fc.constantFrom('U1', 'W2', 'nobody', '<!channel>'), name: text(300) }), {
      maxLength: 50,
    }),
    buttons: fc.array(button, { maxLength: 60 }),
    footer: text(9_000),
  },
  { requiredKeys: ['tone', 'title', 'summary'] },
);

describe('any card at all', () => {
  it('is within every limit of Slack', () => {
    fc.assert(
      fc.property(anyCard, (any) => {
        const { text: notification, blocks } = renderCard(any, texts);
        expect(messageBlockFaults(blocks)).toEqual([]);
        const modal = { type: 'modal', title: { type: 'plain_text', text: 't' }, blocks };
        expect(modalFaults(modal)).toEqual([]);
        expect(notification.length).toBeGreaterThan(0);
        expect(notification.length).toBeLessThanOrEqual(4_000);
        const all = JSON.stringify([notification, blocks]);
        expect(all.isWellFormed()).toBe(true);
        expect(all).not.toMatch(/\\u0000|\\u202e|\\ud83d(?!\\u)/i);
        expect(notification).not.toMatch(/<|>/);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps room for its body, whatever else it carries', () => {
    fc.assert(
      fc.property(anyCard, (any) => {
        const { blocks } = renderCard({ ...any, body: 'customer said '.repeat(3_000) }, texts);
        expect(visibleText(blocks)).toMatch(/(customer said ){20}[^]*〔cut, 42000 characters in all〕/);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a card', () => {
  it('is shown in reading order', () => {
    const take = { action: 'ticket.take', value: 'C1', label: '认领', typed: '/ticket take C1' };
    const { blocks, text: notification } = renderCard(
      {
        tone: 'alarm',
        title: 'C1 超时',
        summary: '首次响应已超时',
        body: '打印机卡纸',
        facts: [
          { label: '客户', value: '云帆' },
          { label: '类型', value: ' ' },
        ],
        lines: ['请尽快联系', ''],
        copy: '您好',
        items: [
          { title: 'C2', detail: '等待', tone: 'warn', buttons: [take] },
          { title: 'C3', buttons: [take, take] },
        ],
        mentions: [
          { id: 'U1', name: '李' },
          { id: 'lead1', name: '*王* <!here>' },
        ],
        buttons: [{ ...take, style: 'primary' }],
        footer: 'small',
      },
      texts,
    );
    expect(notification).toBe('首次响应已超时');
    expect(visibleText(blocks).split('\n')).toEqual([
      '🔴 C1 超时',
      '<@U1> @王 <!here>',
      '打印机卡纸',
      '客户  云帆',
      '类型  —',
      '请尽快联系',
      '您好',
      '🟡 C2',
      '等待',
      '[认领]',
      'C3',
      '[认领]',
      '[认领]',
      '[认领]',
      'small',
    ]);
    expect(buttonsOf(blocks).map((each) => [actionOf(each.actionId), each.value])).toEqual(
      Array(4).fill(['ticket.take', 'C1']),
    );
    expect(buttonsOf(blocks).at(-1)?.style).toBe('primary');
  });

  it('shows what people wrote literally: nothing of it is markup or calls anybody', () => {
    const evil = '<!channel> <@U0LEAD> *bold* _it_ ~no~ `code` <http://x|y> :tada: &lt;';
    const { blocks } = renderCard(
      card(evil, {
        body: evil,
        lines: [evil],
        copy: evil,
        facts: [{ label: 'f', value: evil }],
        items: [{ title: evil, detail: evil }],
        mentions: [{ id: evil, name: evil }],
        footer: evil,
      }),
      texts,
    );
    const markup = JSON.stringify(blocks).match(/\{"type":"mrkdwn","text":"[^"]*"/g) ?? [];
    expect(markup).toHaveLength(1);
    expect(markup[0]).not.toMatch(/[*_~`]|<[!@#h]/);
    expect(
      visibleText(blocks)
        .split('\n')
        .filter((line) => line.includes(evil)),
    ).toHaveLength(8);
  });

  it('makes a fact that is an address into a link, and nothing else', () => {
    const values = [
      'https://acme.slack.com/archives/C1/p1?thread_ts=1.2&cid=C1',
      'see https://a.b/',
      'javascript:alert(1)',
      'https://a.b/<!channel>',
    ];
    const { blocks } = renderCard(card('t', { facts: values.map((value) => ({ label: 'f', value })) }), texts);
    expect(JSON.stringify(blocks).match(/"link","url":"[^"]*"/g)).toEqual([`"link","url":"${values[0]}"`]);
    expect(messageBlockFaults(blocks)).toEqual([]);
  });

  it('says how much of a long text was cut, at the place of the cut', () => {
    const { blocks } = renderCard(card('t', { body: '客'.repeat(40_000) }), texts);
    expect(visibleText(blocks)).toMatch(/客{9000,}…〔cut, 40000 characters in all〕$/);
  });

  it('repeats a title that is too long for the header', () => {
    const title = 'C202611001 '.padEnd(300, 'x');
    const lines = visibleText(renderCard(card(title), texts).blocks).split('\n');
    expect(lines[0]).toMatch(/^🔵 C202611001 x+…$/);
    expect(lines[1]).toBe(title);
  });

  it('counts the rows and buttons that found no room', () => {
    const button = { action: 'a', value: 'v', label: 'b', typed: '/ticket' };
    const items = Array.from({ length: 60 }, (_, i) => ({ title: `row ${i}` }));
    const shown = visibleText(renderCard(card('t', { items, buttons: Array(30).fill(button) }), texts).blocks);
    const rows = shown.match(/row \d+/g)?.length ?? 0;
    expect(rows).toBeGreaterThan(40);
    expect(shown).toContain(`5 more buttons. ${60 - rows} more rows.`);
  });

  it('keeps a fair part of its body above a list of any length', () => {
    const items = Array.from({ length: 60 }, () => ({ title: 'row', detail: 'y'.repeat(1_400) }));
    const shown = visibleText(renderCard(card('t', { items, body: 'x'.repeat(42_000) }), texts).blocks);
    expect(shown).toMatch(/x{1300}/);
    expect(shown).toMatch(/y{1400}/);
    expect(shown).toMatch(/\d+ more rows/);
  });

  it('drops a button whose value Slack could not carry back', () => {
    const broken = { action: 'a', value: 'v'.repeat(3_000), label: 'b', typed: '/ticket' };
    expect(visibleText(renderCard(card('t', { buttons: [broken] }), texts).blocks)).toContain('1 more buttons.');
  });

  it('never loses its sign, even without any text', () => {
    const { text: notification, blocks } = renderCard({ tone: 'good', title: ' ', summary: '\u0000' }, texts);
    expect([notification, visibleText(blocks)]).toEqual(['🟢', '🟢 —']);
  });
});
