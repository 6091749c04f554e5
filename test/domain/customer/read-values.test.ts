import { describe, expect, it } from 'vitest';
import { coreName } from '../../../src/domain/customer/core-name.ts';
import { customerNumber, readCustomerNumber } from '../../../src/domain/customer/number.ts';
import { readAmount } from '../../../src/domain/customer/read-amount.ts';
import { readBirthday } from '../../../src/domain/customer/read-birthday.ts';
import { readDay } from '../../../src/domain/customer/read-day.ts';
import { lineText, readCustomerLine } from '../../../src/domain/customer/read-line.ts';
import { readFields, readPhone } from '../../../src/domain/customer/read-profile.ts';
import { maskMail, maskPhone } from '../../../src/domain/privacy/mask-value.ts';

describe('dates as tables have them', () => {
  it.each([
    '2024-03-01',
    '2024/3/1',
    '2024.3.1',
    '20240301',
    '2024年3月1日',
    '二〇二四年三月一日',
    '2024年3月',
    '24-3-1',
    '1-Mar-2024',
    'March 1, 2024',
    '1 March 2024',
    '45352',
    '2024-03-01 08:30:00',
    '2024-03-01T08:30:00+08:00',
    '２０２４/０３/０１',
  ])('%s is the first of March', (written) => {
    expect(readDay(written)).toEqual({ ok: true, day: '2024-03-01' });
  });

  it('tells day and month apart where only one of them can be a month, and asks where both can', () => {
    expect(readDay('31/12/2024')).toEqual({ ok: true, day: '2024-12-31' });
    expect(readDay('12/31/2024')).toEqual({ ok: true, day: '2024-12-31' });
    expect(readDay('5/5/2024')).toEqual({ ok: true, day: '2024-05-05' });
    expect(readDay('3/4/2024')).toEqual({ ok: false, reason: 'ambiguous', choices: ['2024-03-04', '2024-04-03'] });
  });

  it.each([
    ['2024-02-30', 'does-not-exist'],
    ['2023-02-29', 'does-not-exist'],
    ['2024-13-01', 'does-not-exist'],
    ['0024-01-01', 'does-not-exist'],
    ['soon', 'not-a-date'],
    ['', 'not-a-date'],
    ['12', 'not-a-date'],
    ['1/2', 'not-a-date'],
  ])('%s is refused: %s', (written, reason) => {
    expect(readDay(written)).toEqual({ ok: false, reason });
  });
});

describe('birthdays', () => {
  it.each([
    ['3-8', 'solar', 3, 8, null],
    ['1988-03-08', 'solar', 3, 8, 1988],
    ['2-29', 'solar', 2, 29, null],
    ['3月8日', 'solar', 3, 8, null],
    ['农历八月十五', 'lunar', 8, 15, null],
    ['1988年农历八月十五', 'lunar', 8, 15, 1988],
    ['农历8月15', 'lunar', 8, 15, null],
    ['腊月廿三', 'lunar', 12, 23, null],
    ['农历闰二月初三', 'lunar', -2, 3, null],
    ['农历2023年闰二月初三', 'lunar', -2, 3, 2023],
    ['lunar 8-15', 'lunar', 8, 15, null],
  ] as const)('%s', (written, calendar, month, day, year) => {
    expect(readBirthday(written)).toEqual({ ok: true, birthday: { calendar, month, day, year } });
  });

  it.each(['13-1', '2-30', '2023-2-29', '农历2024年闰二月初三', '农历八月三十一'])('%s never was', (written) => {
    expect(readBirthday(written)).toEqual({ ok: false, reason: 'does-not-exist' });
  });
});

it.each([
  ['300000', 300_000],
  ['300,000.50', 300_000.5],
  ['30万', 300_000],
  ['¥30万', 300_000],
  ['30万元/年', 300_000],
  ['1.2亿', 120_000_000],
  ['50k', 50_000],
  ['1,2', null],
  ['-5', null],
  ['很多', null],
])('the amount %s is %s', (written, amount) => {
  expect(readAmount(written)).toBe(amount);
});

it.each([
  ['云帆科技有限公司', '云帆'],
  ['杭州云帆科技有限公司', '云帆'],
  ['云帆', '云帆'],
  ['上海银行', '上海银行'],
  ['北京科技有限公司', '北京'],
  ['Acme Trading Ltd', 'acme'],
  ['Acme, Inc.', 'acme'],
])('%s is called %s', (name, core) => {
  expect(coreName(name)).toBe(core);
});

it('numbers are read back in every width and case', () => {
  expect(customerNumber(1)).toBe('K00001');
  expect(customerNumber(123_456)).toBe('K123456');
  for (const written of ['K00001', 'k1', 'Ｋ００００１', '#K1', 'K 1']) expect(readCustomerNumber(written)).toBe(1);
  for (const written of ['K0', 'KX', '1', 'K12345678901', 'Kiosk']) expect(readCustomerNumber(written)).toBeNull();
});

describe('a line about a customer', () => {
  it('is taken apart into words, marks, tags and flags', () => {
    const line = readCustomerLine(
      '云帆科技 简称：云帆，行业:制造业 电话:+86 13800138000 生日:农历 八月十五 #重视性价比 -#慢 ！VIP 网址:http://x.example',
    );
    expect(line.words).toEqual(['云帆科技', '网址:http://x.example']);
    expect(Object.fromEntries(line.fields)).toEqual({
      short: '云帆',
      industry: '制造业',
      phone: '+86 13800138000',
      birthday: '农历 八月十五',
    });
    expect([line.tags, line.tagsOff, line.vip]).toEqual([['重视性价比'], ['慢'], true]);
  });

  it('is written again so that it reads the same', () => {
    for (const typed of [
      '云帆 "张 伟" 职务:采购 电话:138 0013 -#a #b !vip !anyway',
      '"Acme Ltd" short:"A B" 行业:"a, b"',
    ]) {
      const line = readCustomerLine(typed);
      expect(readCustomerLine(lineText(line))).toEqual(line);
    }
  });

  it('never fails and stays quick, whatever is typed', () => {
    for (const hostile of [
      '"'.repeat(5_000),
      'a:'.repeat(5_000),
      '：'.repeat(5_000),
      '#'.repeat(5_000),
      '\0'.repeat(100),
    ]) {
      const startedAt = performance.now();
      readCustomerLine(hostile);
      expect(performance.now() - startedAt).toBeLessThan(2_000);
    }
  });
});

describe('values of a profile', () => {
  const nobody = () => null;

  it('a contract that ends before it begins, and everything else that cannot be, is told by its field', () => {
    const read = readFields(
      new Map([
        ['contract', '2026-12-31~2026-01-01'],
        ['vip', 'vielleicht'],
        ['mail', 'zhang@'],
        ['manager', '@谁'],
        ['channel', '信鸽'],
        ['phone', '1.38E+10'],
      ]),
      nobody,
    );
    expect(read.faults.map(({ field, problem }) => [field, problem])).toEqual([
      ['vip', 'bad-yes-no'],
      ['mail', 'bad-mail'],
      ['manager', 'unknown-person'],
      ['channel', 'bad-channel'],
      ['phone', 'bad-phone'],
      ['contract', 'period-backwards'],
    ]);
  });

  it("a spreadsheet's guards around a phone are taken off", () => {
    expect(readPhone("'+86 13800138000")).toBe('+86 13800138000');
    expect(readPhone('="13800138000"')).toBe('13800138000');
    expect(readPhone('１３８００１３８０００')).toBe('13800138000');
    expect(readPhone('=cmd|calc')).toBeNull();
    expect(readPhone('12')).toBeNull();
  });
});

it('masks keep enough to recognise a number, and nothing to dial', () => {
  expect(maskPhone('13800138000')).toBe('138****8000');
  expect(maskPhone('+86 138 0013 8000')).toBe('+86 138 **** 8000');
  expect(maskPhone('+8613800138000')).toBe('+86138****8000');
  expect(maskPhone('+44 20 7946 0018')).toBe('+44 20 7*** 0018');
  expect(maskPhone('62288')).toBe('*****');
  expect(maskMail('zhang@yunfan.example')).toBe('z***@yunfan.example');
  expect(maskMail('broken')).toBe('***');
});
