import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJudgements } from '../../../src/domain/intake/judgements.ts';

describe('findJudgements', () => {
  it.each<[string, readonly [string, string][]]>([
    ['客户情绪激动', [['emotion', '情绪激动']]],
    ['客户情绪非常激动，要求退款', [['emotion', '情绪非常激动']]],
    ['客户无理取闹', [['unreasonable', '无理取闹']]],
    ['打印机卡纸，客户很生气', [['emotion', '生气']]],
    ['对方态度恶劣', [['character', '态度恶劣']]],
    [
      '客户非常难缠，情绪激动',
      [
        ['unreasonable', '难缠'],
        ['emotion', '情绪激动'],
      ],
    ],
    ['愤怒的客户打来电话', [['emotion', '愤怒的']]],
    ['胡搅蛮缠，说不清楚', [['unreasonable', '胡搅蛮缠']]],
    ['客户说话很冲，无理取闹', [['unreasonable', '无理取闹']]],
    ['Customer is angry', [['emotion', 'angry']]],
    ['the customer is very unreasonable', [['unreasonable', 'unreasonable']]],
    ["The customer's being rude", [['character', 'rude']]],
    ['an angry customer called', [['emotion', 'angry']]],
    ['difficult client, wants a refund', [['unreasonable', 'difficult']]],
    ['（客户很生气）', [['emotion', '生气']]],
    ['客户脾气暴躁', [['character', '脾气暴躁']]],
    ['销售跟进的客户很难缠', [['unreasonable', '难缠']]],
    ['客户很生气“退钱”', [['emotion', '生气']]],
    ['写着“退钱！”愤怒的客户', [['emotion', '愤怒的']]],
    ['“卡纸”“异响”客户无理取闹“退钱”', [['unreasonable', '无理取闹']]],
    ['“卡纸”“异响”“退钱”客户无理取闹', [['unreasonable', '无理取闹']]],
    // about us, about things, quoted, reported, denied
    ['客服态度恶劣', []],
    ['客户投诉客服态度恶劣', []],
    ['客户说客服无理取闹', []],
    ['产品质量差', []],
    ['客户对客服态度不好表示不满', []],
    ['用户有病假系统登录不上', []],
    ['客户素质教育平台打不开', []],
    ['打印机频繁卡纸', []],
    ['客户说“我很生气”', []],
    ['客户说：「你们无理取闹」', []],
    ['客户表示非常生气', []],
    ['客户没有生气', []],
    ['客户并非无理取闹', []],
    ['客户没有情绪激动', []],
    ['客户自称无理取闹', []],
    ['客户反映快递员胡搅蛮缠', []],
    ['我们的客服胡搅蛮缠', []],
    ['客户要求激光打印机', []],
    ['用户态度调查表打不开', []],
    ['the staff were rude to the customer', []],
    ['the customer says he is angry', []],
    ['customer is not angry', []],
    ['unreasonable delay of the parcel', []],
    ['a difficult setup', []],
    ['"the customer is angry"', []],
    ['note: "the customer is angry"', []],
    ['留言：“客户无理取闹”，“异响”，“退钱”', []],
    ['留言：“卡纸”，“客户无理取闹”，“退钱”', []],
    ['留言：“卡纸”，“异响”，“客户无理取闹”', []],
    ['客户没有生气，只是想知道打印机什么时候能够修好，明天下午四点可以上门吗', []],
    ['我们的客服胡搅蛮缠，客户要求更换一位同事来跟进这一次的打印机维修', []],
    ['', []],
  ])('%j', (text, expected) => {
    expect(findJudgements(text).map(({ key, words }) => [key, words])).toEqual(expected);
  });

  it('points at the words in the text as given', () => {
    const text = '😀 卡纸，客户情绪激动；customer is furious';
    for (const { from, to, words } of findJudgements(text)) expect(text.slice(from, to)).toBe(words);
    expect(findJudgements(text)).toHaveLength(2);
  });

  it('never throws and never overlaps', () => {
    const parts = fc.array(
      fc.constantFrom('客户', '情绪', '激动', '很', '无理取闹', '“', '”', 'customer ', 'is ', 'angry ', '说', '，'),
    );
    fc.assert(
      fc.property(
        parts.map((list) => list.join('')),
        (text) => {
          const found = findJudgements(text);
          found.forEach((judgement, index) => {
            expect(judgement.from).toBeGreaterThanOrEqual(found[index - 1]?.to ?? 0);
            expect(text.slice(judgement.from, judgement.to)).toBe(judgement.words);
          });
        },
      ),
    );
  });
});
