import { describe, expect, it } from 'vitest';
import type { Field, Form } from '../../../../src/chat/form.ts';
import { readChoices, renderChoiceCard, takesWords } from '../../../../src/chat/wecom/render/choice-card.ts';
import { APP_CARD, BOT_CARD, type CardLimits } from '../../../../src/chat/wecom/render/limits.ts';
import { APP_SIZES, BOT_SIZES, readTemplateCard } from '../../../support/fake-wecom/card-rules.ts';

const SCORE: Field = {
  kind: 'choice',
  name: 'score',
  label: '评分 1–5',
  choices: ['5', '4', '3', '2', '1'].map((value) => ({ value, label: value })),
};
const REACHED: Field = {
  kind: 'choice',
  name: 'reached',
  label: '联系上客户了吗？',
  choices: [
    { value: 'yes', label: '是' },
    { value: 'no', label: '否' },
  ],
  initial: 'yes',
};
const WORDS: Field = { kind: 'text', name: 'words', label: '说明', optional: true };

function formOf(...fields: Field[]): Form {
  const head = { action: 'ticket.rate', context: 'C202611001', title: '客户评分', intro: '工单 C202611001' };
  return { ...head, submit: '保存', cancel: '取消', fields };
}

function choice(count: number, more: Partial<Field & { kind: 'choice' }> = {}): Field {
  const choices = Array.from({ length: count }, (_, at) => ({ value: `v${at}`, label: `第 ${at}` }));
  return { kind: 'choice', name: `f${count}`, label: '选一个', choices, initial: 'v0', ...more };
}

const render = (form: Form, limits: CardLimits = APP_CARD) =>
  renderChoiceCard(form, { limits, taskId: 't1', key: 'a'.repeat(64), choose: '请选择' });

describe('a form as a card with drop-down lists', () => {
  it('takes what the platform takes, on both surfaces', () => {
    for (const [limits, sizes] of [
      [APP_CARD, APP_SIZES],
      [BOT_CARD, BOT_SIZES],
    ] as const) {
      const { card, faults } = readTemplateCard(render(formOf(REACHED, SCORE, WORDS), limits), sizes);
      expect(faults).toEqual([]);
      expect(card.text).toBe('客户评分\n工单 C202611001\n联系上客户了吗？：是\n评分 1–5：请选择');
      expect(card.buttons).toEqual([{ text: '保存', key: `form.send|${'a'.repeat(64)}` }]);
    }
  });

  it('a list without a start begins with nothing chosen: the first score is not given by accident', () => {
    expect(render(formOf(SCORE))?.select_list[0]).toMatchObject({ selected_id: '-', option_list: { length: 6 } });
    expect(readChoices(new Map([['score', '-']]))).toEqual({});
    expect(readChoices(new Map([['score', '5']]))).toEqual({ score: '5' });
  });

  it('shows what was chosen and takes no more', () => {
    const closed = renderChoiceCard(formOf(SCORE, WORDS), {
      ...{ limits: APP_CARD, taskId: 't1', key: 'k', choose: '请选择', chosen: { score: '4' } },
      ...{ closed: '已提交', greys: true },
    });
    const { card, faults } = readTemplateCard(closed, APP_SIZES, true);
    expect(faults).toEqual([]);
    expect(card.text).toMatch(/评分 1–5：4\n\[已提交\]/);
    expect(card.buttons).toEqual([]);
    expect(card.selects[0]?.isDisabled).toBe(true);
  });

  it.each<[string, Form]>([
    ['four lists', formOf(choice(2), choice(3), choice(4), choice(5))],
    ['eleven options', formOf(choice(11))],
    ['ten options and the one that says nothing', formOf(choice(10, { initial: 'none' }))],
    ['words that are needed', formOf(SCORE, { kind: 'text', name: 'words', label: '说明' })],
    ['words that stand there already', formOf(SCORE, { ...WORDS, initial: '很满意' } as Field)],
    ['two rooms for words', formOf(SCORE, WORDS, { ...WORDS, name: 'more' } as Field)],
    ['no choice at all', formOf(WORDS)],
    [
      'an option too long to tell from another',
      formOf(choice(1, { choices: [{ value: 'v0', label: '字'.repeat(17) }] })),
    ],
    ['a title too long', { ...formOf(SCORE), title: '长'.repeat(37) }],
    ['an introduction too long', { ...formOf(SCORE), intro: '长'.repeat(45) }],
    ['a hint', formOf({ ...SCORE, hint: '请问过客户再填' } as Field)],
  ])('%s: the page it is', (_, form) => {
    expect(render(form)).toBeNull();
  });

  it('as much as fits still is a card', () => {
    expect(render(formOf(choice(10), choice(3), choice(2)))).not.toBeNull();
    expect(takesWords(formOf(SCORE))).toBe(false);
    expect(takesWords(formOf(SCORE, WORDS))).toBe(true);
  });
});
