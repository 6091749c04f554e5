import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Button, Card } from '../../../../src/chat/card.ts';
import { readButtonKey } from '../../../../src/chat/wecom/render/button-key.ts';
import { APP_CARD, BOT_CARD, type CardLimits } from '../../../../src/chat/wecom/render/limits.ts';
import { renderTemplateCard, type TemplateCard } from '../../../../src/chat/wecom/render/template-card.ts';
import { messagesOf } from '../../../../src/i18n/messages.ts';
import { anyCard, TEXTS } from './any-card.ts';

const LINK = 'https://huiyin.example';

function render(card: Card, limits = APP_CARD): TemplateCard {
  return renderTemplateCard(card, { limits, taskId: 'task-1', texts: TEXTS, link: LINK });
}

function button(verb: string, label: string, more: Partial<Button> = {}): Button {
  return { action: `ticket.${verb}`, value: 'C202611001', label, typed: `/ticket ${verb} C202611001`, ...more };
}

const CARD: Card = { tone: 'alarm', title: '首次联系已超时 15 分', summary: '云帆科技等了 15 分钟' };

/** Everything that the platform would refuse or hide. */
function faults(card: TemplateCard, limits: CardLimits): string[] {
  const found: string[] = [];
  const check = (what: string, text: string | undefined, max: number) => {
    if (text === undefined) return;
    if (text.trim() === '') found.push(`${what} is blank`);
    if (text.length > max) found.push(`${what} has ${text.length} of ${max}`);
    if (!text.isWellFormed()) found.push(`${what} holds half a character`);
  };
  check('title', card.main_title.title, limits.title);
  check('desc', card.main_title.desc, limits.desc);
  check('sub title', card.sub_title_text, limits.subTitle);
  const facts = card.horizontal_content_list ?? [];
  if (facts.length > limits.facts) found.push('too many facts');
  for (const one of facts) {
    check('fact', one.keyname, limits.factLabel);
    check('fact', one.value, limits.factValue);
  }
  const buttons = card.button_list ?? [];
  if (buttons.length > limits.buttons) found.push('too many buttons');
  if (new Set(buttons.map((one) => one.key)).size !== buttons.length) found.push('two buttons with one key');
  for (const one of buttons) {
    check('button', one.text, limits.buttonLabel);
    if (Buffer.byteLength(one.key) > limits.buttonKeyBytes) found.push('key too long');
    if (readButtonKey(one.key) === null) found.push('a key that nobody can read');
  }
  if ((card.card_type === 'button_interaction') !== buttons.length > 0) found.push('type and buttons disagree');
  if (card.card_type === 'text_notice' && card.card_action?.url !== LINK) found.push('a notice that leads nowhere');
  return found;
}

describe('any card', () => {
  it.each([
    ['app', APP_CARD],
    ['AI bot', BOT_CARD],
  ])('stays within every limit of the %s', (_, limits) => {
    fc.assert(
      fc.property(anyCard, (card) => {
        expect(faults(render(card, limits), limits)).toEqual([]);
      }),
    );
  });
});

describe('a card', () => {
  it('has its words, facts and buttons in their places', () => {
    const card: Card = {
      ...CARD,
      body: '打印机频繁卡纸',
      lines: ['请立即联系客户'],
      facts: [{ label: '客户', value: '云帆科技' }],
      mentions: [{ id: 'zhou', name: '周敏' }],
      buttons: [button('show', '查看'), button('take', '认领', { style: 'primary' })],
      footer: '第 2 次提醒',
    };
    expect(render(card)).toEqual({
      card_type: 'button_interaction',
      main_title: { title: '🔴 首次联系已超时 15 分' },
      sub_title_text: '@周敏\n打印机频繁卡纸\n请立即联系客户\n第 2 次提醒',
      horizontal_content_list: [{ keyname: '客户', value: '云帆科技' }],
      task_id: 'task-1',
      button_list: [
        { text: '认领', style: 1, key: 'ticket.take|C202611001' },
        { text: '查看', style: 2, key: 'ticket.show|C202611001' },
      ],
    });
  });

  it('without buttons is a notice with the summary below its title', () => {
    expect(render(CARD)).toEqual({
      card_type: 'text_notice',
      main_title: { title: '🔴 首次联系已超时 15 分', desc: '云帆科技等了 15 分钟' },
      task_id: 'task-1',
      card_action: { type: 1, url: LINK },
    });
  });

  it('spells out what finds no room as a button', () => {
    const verbs = ['take', 'ack', 'contacted', 'plan', 'wait', 'resolve', 'escalate', 'show'];
    const card = render({ ...CARD, buttons: verbs.map((verb) => button(verb, verb.slice(0, 5))) });
    expect(card.button_list?.map((one) => one.key.split('|')[0])).toEqual(
      verbs.slice(0, 6).map((verb) => `ticket.${verb}`),
    );
    expect(card.sub_title_text).toBe(
      `${TEXTS.typedTitle()}\nescal：/ticket escalate C202611001\nshow：/ticket show C202611001`,
    );
  });

  it('spells out a button whose key would break its contract', () => {
    const card = render({ ...CARD, buttons: [button('take', '认领', { value: '客'.repeat(201) })] });
    expect(card.card_type).toBe('text_notice');
    expect(card.sub_title_text).toContain('认领：/ticket take C202611001');
  });

  it('says that it was cut, and how to see the whole', () => {
    const card = render({ ...CARD, body: '字'.repeat(500), buttons: [button('show', '查看')] }, BOT_CARD);
    expect(card.sub_title_text).toMatch(/^字+…\n（有删减，全文：\/ticket show C202611001）$/);
    expect(card.sub_title_text?.length).toBe(BOT_CARD.subTitle);
    const unknown = render({ ...CARD, body: '字'.repeat(500) });
    expect(unknown.sub_title_text).toMatch(/…\n（内容较长，有删减）$/);
  });

  it('says a title that was cut once more in full', () => {
    const title = '回访已超时，请立即联系客户并登记结果。'.repeat(3);
    const card = render({ ...CARD, title });
    expect(card.main_title.title).toHaveLength(36);
    expect(card.sub_title_text).toBe(title);
  });

  it('keeps our own advice when people wrote a lot', () => {
    const card = render({ ...CARD, body: '字'.repeat(5_000), lines: ['请立即联系客户'], footer: '第 2 次提醒' });
    expect(card.sub_title_text).toContain('请立即联系客户');
    expect(card.sub_title_text).toContain('第 2 次提醒');
  });

  it('refuses a task id that the platform would refuse', () => {
    for (const taskId of ['', 'a b', '工单', 'x'.repeat(129)]) {
      expect(() => renderTemplateCard(CARD, { limits: APP_CARD, taskId, texts: TEXTS, link: LINK })).toThrow(
        RangeError,
      );
    }
  });
});

describe('a digest', () => {
  const items = Array.from({ length: 9 }, (_, at) => ({
    tone: 'alarm' as const,
    title: `C20261100${at} 首次联系已超时`,
    buttons: [button('ack', '知悉', { value: `C20261100${at}` })],
  }));
  const digest: Card = {
    ...CARD,
    title: '9 张工单等待处理',
    items,
    buttons: [button('list', '全部逾期', { value: 'x' })],
  };

  it('numbers its rows, and its buttons say which row they answer', () => {
    const card = render(digest);
    expect(card.horizontal_content_list?.map((one) => one.keyname)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(card.button_list?.map((one) => one.text)).toEqual([
      '全部逾期',
      '1 知悉',
      '2 知悉',
      '3 知悉',
      '4 知悉',
      '5 知悉',
    ]);
    expect(card.sub_title_text).toContain('7. 🔴 C202611006 首次联系已超时');
  });

  it('counts the rows and commands that find no room', () => {
    const more = Array.from({ length: 30 }, (_, at) => ({
      title: `C2026110${at + 10} 首次联系已超时`,
      buttons: [button('ack', '知悉', { value: `C2026110${at + 10}` })],
    }));
    const card = render({ ...digest, items: more }, BOT_CARD);
    expect(card.sub_title_text).toMatch(/还有 \d+ 项/);
    expect(card.sub_title_text).toMatch(/还有 \d+ 条指令/);
  });

  it('speaks English too', () => {
    const texts = messagesOf('en').wecomRender;
    const card = renderTemplateCard(
      { ...CARD, body: 'long '.repeat(100), buttons: [button('show', 'Show')] },
      { limits: BOT_CARD, taskId: 't', texts, link: LINK },
    );
    expect(card.sub_title_text).toContain('(shortened: /ticket show C202611001)');
  });
});

describe('a hint', () => {
  const body = '合作周期：沟通续约 · 合同 12月31日（周四）到期 · '.repeat(4).slice(0, 100).trim();
  const hint = '登记沟通后，这条提醒会自动完成。';

  it('stands where there is room', () => {
    expect(render({ ...CARD, body: '云帆科技', hint }, BOT_CARD).sub_title_text).toBe(`云帆科技\n${hint}`);
  });

  it('is the first to go, and nobody is told that something is missing', () => {
    expect(render({ ...CARD, body, hint }, BOT_CARD).sub_title_text).toBe(body);
  });
});
