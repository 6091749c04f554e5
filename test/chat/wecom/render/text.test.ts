import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../../../src/chat/card.ts';
import { renderMarkdown, renderText, type TextOptions } from '../../../../src/chat/wecom/render/text.ts';
import { anyCard, TEXTS } from './any-card.ts';

const OPTIONS: TextOptions = { maxBytes: 2_048, texts: TEXTS, calls: true, hears: true };

const CARD: Card = {
  tone: 'alarm',
  title: 'C202611001 · 首次联系已超时',
  summary: '首次联系已超时',
  body: '打印机频繁卡纸',
  facts: [{ label: '客户', value: '云帆科技' }],
  lines: ['请立即联系客户'],
  mentions: [
    { id: 'zhou', name: '周敏' },
    { id: 'not an id', name: '王伟' },
  ],
  buttons: [
    { action: 'ticket.take', value: 'C202611001', label: '认领', typed: '/ticket take C202611001' },
    { action: 'ticket.show', value: 'C202611001', label: '查看', typed: '/ticket show C202611001' },
  ],
  footer: '第 2 次提醒',
};

it('says a card in plain text, each button as its command', () => {
  expect(renderText(CARD, OPTIONS)).toBe(
    [
      '🔴 C202611001 · 首次联系已超时',
      '<@zhou> @王伟',
      '打印机频繁卡纸',
      '客户：云帆科技',
      '请立即联系客户',
      '输入以下指令操作：',
      '认领：/ticket take C202611001',
      '查看：/ticket show C202611001',
      '第 2 次提醒',
    ].join('\n'),
  );
});

it('says where to type when nobody hears it here, and names people where it may not call them', () => {
  const text = renderMarkdown(CARD, { ...OPTIONS, calls: false, hears: false });
  expect(text).toContain(TEXTS.typedElsewhere());
  expect(text).toContain('@周敏 @王伟');
  expect(text).toContain('**🔴 C202611001 · 首次联系已超时**');
  expect(text).toContain('认领：`/ticket take C202611001`');
});

it('lists rows with their commands', () => {
  const items = [1, 2].map((n) => ({ title: `C${n}`, detail: '已超时', buttons: CARD.buttons?.slice(0, 1) ?? [] }));
  expect(renderText({ tone: 'warn', title: '2 张工单', summary: '', items }, OPTIONS)).toBe(
    [
      '🟡 2 张工单',
      '1. C1 · 已超时',
      '   认领：/ticket take C202611001',
      '2. C2 · 已超时',
      '   认领：/ticket take C202611001',
    ].join('\n'),
  );
});

it('cuts a long text visibly and keeps every command', () => {
  const text = renderMarkdown({ ...CARD, body: '卡纸👍'.repeat(2_000) }, OPTIONS);
  expect(Buffer.byteLength(text)).toBeGreaterThan(2_000);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2_048);
  expect(text).toMatch(/…\n/);
  expect(text).toContain('全文：`/ticket show C202611001`');
  expect(text).toContain('认领：`/ticket take C202611001`');
});

describe('any card', () => {
  const bytes = fc.constantFrom(600, 2_048, 4_096, 20_480);
  it.each([
    ['text', renderText],
    ['markdown', renderMarkdown],
  ])('stays within its bytes as %s', (_, render) => {
    fc.assert(
      fc.property(anyCard, bytes, fc.boolean(), (card, maxBytes, calls) => {
        const text = render(card, { ...OPTIONS, maxBytes, calls });
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxBytes);
        expect(text.trim()).not.toBe('');
        expect(text.isWellFormed()).toBe(true);
      }),
    );
  });

  it('calls nobody but those it mentions, and makes no link', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const named = (card.mentions ?? []).map((one) => `<@${one.id}>`);
        for (const render of [renderText, renderMarkdown]) {
          const text = render(card, { ...OPTIONS, maxBytes: 20_480 });
          for (const found of text.match(/<[^\n]{0,40}/g) ?? []) {
            expect(named.some((tag) => found.startsWith(tag))).toBe(true);
          }
        }
        expect(renderMarkdown(card, { ...OPTIONS, calls: false })).not.toMatch(/<|\]\(/);
      }),
    );
  });
});

it.each([
  ['# 标题', '＃ 标题'],
  ['a\n> 引用', 'a\n＞ 引用'],
  ['**粗** _斜_ ~~删~~', '＊＊粗＊＊ ＿斜＿ ～～删～～'],
  ['`代码`', '｀代码｀'],
  ['[点我](http://e.example)', '［点我］(http://e.example)'],
  ['a\n- 列\n1. 列', 'a\n－ 列\n1． 列'],
  ['标题\n===', '标题\n＝＝＝'],
  ['&lt;@all&gt; AT&T', '＆lt;@all＆gt; AT&T'],
  ['|a|b|', '｜a｜b｜'],
  ['snake_case_name -1 3-5', 'snake_case_name -1 3-5'],
  ['<@all> <font color="red">', '＜@all＞ ＜font color="red"＞'],
])('%j is no markup', (written, shown) => {
  const text = renderMarkdown({ tone: 'info', title: 't', summary: '', body: written }, OPTIONS);
  expect(text).toBe(`**🔵 t**\n${shown}`);
});
