import { describe, expect, it } from 'vitest';
import { lineText, readCustomerLine } from '../../../src/domain/customer/read-line.ts';

const NOTHING = { words: [], fields: {}, tags: [], tagsOff: [], vip: null, isAnyway: false, unknown: [] };

function read(text: string) {
  const line = readCustomerLine(text);
  return { ...line, fields: Object.fromEntries(line.fields) };
}

describe('a line, piece by piece', () => {
  it.each<[string, object]>([
    ['云帆,科技；x;y', { words: ['云帆,科技', 'x;y'] }],
    ['客户:云帆', { fields: { name: '云帆' } }],
    ['客户: 云帆', { fields: { name: '云帆' } }],
    ['客户:\n云帆', { words: ['云帆'] }],
    ['客户:', {}],
    ['电话:+86 13800138000 x', { words: ['x'], fields: { phone: '+86 13800138000' } }],
    ['电话:138 0013 8000', { fields: { phone: '138 0013 8000' } }],
    ['电话:abc 123', { words: ['123'], fields: { phone: 'abc' } }],
    ['电话:1234567 888', { words: ['888'], fields: { phone: '1234567' } }],
    ['生日:农历 8-15', { fields: { birthday: '农历 8-15' } }],
    ['生日:农历', { fields: { birthday: '农历' } }],
    ['生日:3-8 x', { words: ['x'], fields: { birthday: '3-8' } }],
    ['生日:lunar 8-15 x', { words: ['x'], fields: { birthday: 'lunar 8-15' } }],
    ['未知:值 x', { words: ['未知:值', 'x'], unknown: ['未知'] }],
    ['a:b:c', { words: ['a:b:c'], unknown: ['a'] }],
    ['x:"a b"', { words: ['x:"a', 'b"'], unknown: ['x'] }],
    ['"a b" c', { words: ['a b', 'c'] }],
    ['“a b” ‘c d’', { words: ['a b', '‘c', 'd’'] }],
    ['「a」', { words: ['a'] }],
    ['"" x', { words: ['""', 'x'] }],
    ['"a', { words: ['"a'] }],
    ['"a\nb"', { words: ['"a', 'b"'] }],
    ['#a -#b --#c # ＃d -x', { words: ['--#c', '#', '-x'], tags: ['a', 'd'], tagsOff: ['b'] }],
    ['!vip ！非VIP', { vip: false }],
    ['!vip', { vip: true }],
    ['!novip', { vip: false }],
    ['!取消VIP', { vip: false }],
    ['!anyway', { isAnyway: true }],
    ['!仍要创建', { isAnyway: true }],
    ['!x', { words: ['!x'] }],
    ['http://x.y/z', { words: ['http://x.y/z'] }],
    ['客户:云帆 客户:飞鱼', { fields: { name: '飞鱼' } }],
    ['VIP:是', { fields: { vip: '是' } }],
    ['联系人-姓名:张伟', { fields: { person: '张伟' } }],
    ['  ', {}],
    ['key1:v', { words: ['key1:v'], unknown: ['key1'] }],
    ['客户：“云 帆”', { fields: { name: '云 帆' } }],
    ['"a b"c', { words: ['a b', 'c'] }],
    ['x，y', { words: ['x', 'y'] }],
    ['電話:1', { words: ['電話:1'], unknown: ['電話'] }],
    ['a　b', { words: ['a', 'b'] }],
  ])('%j: %j', (typed, expected) => {
    expect(read(typed)).toEqual({ ...NOTHING, ...expected });
  });

  it('is read no further than any profile is long, and a quote no further than any value', () => {
    expect(read('a'.repeat(9_000)).words[0]).toHaveLength(8_000);
    expect(read(`"${'x '.repeat(600)}"`).words).toHaveLength(601);
    expect(read(`"${'x '.repeat(400)}"`).words).toHaveLength(1);
  });

  it('is written with everything that it had', () => {
    const line = readCustomerLine('云帆 "张 伟" 职务:采购 #a -#b !vip !anyway');
    expect(lineText(line)).toBe('云帆 "张 伟" post:采购 #a -#b !vip !anyway');
    expect(lineText(line, ['x y'])).toBe('"x y" post:采购 #a -#b !vip !anyway');
    expect(lineText(readCustomerLine('a !novip'))).toBe('a !novip');
  });
});
