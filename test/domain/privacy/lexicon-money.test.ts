import { expect, test } from 'vitest';
import { maskMoney } from '../../../src/domain/privacy/lexicon-money.ts';

test.each([
  ['合同30万元', '合同◼'],
  ['合同 30 万', '合同 ◼'],
  ['付了5000元，还差 2千', '付了◼，还差 ◼'],
  ['¥300,000 一年', '◼ 一年'],
  ['$ 12k a month', '◼ a month'],
  ['2.5 million for both', '◼ for both'],
  ['12 usd each', '◼ each'],
  ['3 dollars', '◼'],
  ['年收入3000万', '年收入◼'],
  ['利润率 12%', '利润率 ◼'],
  ['预算：50', '预算：◼'],
  ['revenue was 30', 'revenue was ◼'],
  // Not money.
  ['希望降10%', '希望降10%'],
  ['100 台，3 个人，14:30', '100 台，3 个人，14:30'],
  ['2026-11-22 到货', '2026-11-22 到货'],
  ['', ''],
])('%s → %s', (text, expected) => {
  expect(maskMoney(text, '◼')).toBe(expected);
});
