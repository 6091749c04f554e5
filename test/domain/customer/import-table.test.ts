import { describe, expect, it } from 'vitest';
import { findHeader, readRow, type TableRow } from '../../../src/domain/customer/import-table.ts';

const row = (line: number, ...cells: string[]): TableRow => ({ line, cells });
const personOf = () => null;

/** What was understood of a table's head: `line kind columns | unknown | twice`. */
function head(...rows: readonly TableRow[]): string | null {
  const found = findHeader(rows);
  if (found === null) return null;
  const { line, kind, columns, unknown, twice } = found;
  return `${line} ${kind} ${columns.map((one) => one ?? '-').join()} | ${unknown.join()} | ${twice.join()}`;
}

describe('the header', () => {
  it.each<[readonly TableRow[], string | null]>([
    [[row(1, '客户名称', '电话')], '1 customers name,phone |  | '],
    [[row(1, '标题'), row(2, '说明', ''), row(3, '客户名称', '行业', '电话')], '3 customers name,industry,phone |  | '],
    [[row(1, '名称')], '1 customers name |  | '],
    [[row(1, '行业')], null],
    [[row(1, '行业', '电话')], null],
    [[row(1, '编号', '电话')], '1 customers number,phone |  | '],
    [[], null],
    [[row(1, '名称', 'x')], null],
    [[row(1, '名称', 'x', '')], null],
    [[row(1, '客户名称', '名称', '行业', ' 备用 ', '')], '1 customers name,-,industry,-,- | 备用 | 名称'],
    [[row(1, '客户', '类型', '日期', '金额')], '1 events name,type,date,amount |  | '],
    [[row(1, '客户', '类型')], '1 customers name,type |  | '],
    [[row(1, '客户', '日期')], '1 customers name,date |  | '],
    [[row(1, '客户名称', '电话'), row(2, '客户名称', '电话', '行业')], '2 customers name,phone,industry |  | '],
    [[row(1, '客户名称', '电话', '行业'), row(2, '客户名称', '电话')], '1 customers name,phone,industry |  | '],
    [[row(1, '客户名称', '电话'), row(2, '客户名称', '电话')], '1 customers name,phone |  | '],
  ])('of %j: %s', (rows, expected) => {
    expect(head(...rows)).toBe(expected);
  });

  it('stands within the first ten rows', () => {
    const above = (count: number) => Array.from({ length: count }, (_, i) => row(i + 1, 'x'));
    expect(head(...above(9), row(10, '客户名称', '电话'))).toBe('10 customers name,phone |  | ');
    expect(head(...above(10), row(11, '客户名称', '电话'))).toBeNull();
  });

  it('long headers are cut in what is told', () => {
    expect(head(row(1, '名称', '电话', 'x'.repeat(70)))).toBe(`1 customers name,phone,- | ${'x'.repeat(40)} | `);
  });
});

describe('a row of customers', () => {
  const header = findHeader([row(1, '编号', '客户名称', '电话', '等级', '标签', '联系人', 'VIP', '职务')]);

  it.each<[readonly string[], object | null]>([
    [['', '云帆'], { profile: { name: '云帆' } }],
    [['', '  '], null],
    [['', ''], null],
    [['K1'], { number: 'K1' }],
    [['', '', '13800138000'], { faults: [{ problem: 'no-name', field: 'name', value: '' }], isLost: true }],
    [['', '云帆', '13800138000'], { profile: { name: '云帆' }, person: { phone: '13800138000', name: '云帆' } }],
    [['', '云帆', '', '', '', '张伟'], { profile: { name: '云帆' }, person: { name: '张伟' } }],
    [['K1', '', '13800138000'], { number: 'K1' }],
    [
      ['', '', '', '', '', '张伟'],
      { person: { name: '张伟' }, faults: [{ problem: 'no-name', field: 'name', value: '' }], isLost: true },
    ],
    [
      ['', '云帆', '=1+1'],
      { profile: { name: '云帆' }, faults: [{ problem: 'formula', field: 'phone', value: '=1+1' }] },
    ],
    [
      ['', '云帆', '＝A1'],
      { profile: { name: '云帆' }, faults: [{ problem: 'formula', field: 'phone', value: '＝A1' }] },
    ],
    [['', '云帆', '="13800138000"'], { profile: { name: '云帆' }, person: { phone: '13800138000', name: '云帆' } }],
    [
      ['', '云帆', "'+86 13800138000"],
      { profile: { name: '云帆' }, person: { phone: '+86 13800138000', name: '云帆' } },
    ],
    [
      ['', '云帆', "'abc"],
      { profile: { name: '云帆' }, faults: [{ field: 'phone', problem: 'bad-phone', value: "'abc" }] },
    ],
    [['', "'=云帆"], { profile: { name: '=云帆' } }],
    [
      ['', '=云帆'],
      {
        faults: [
          { problem: 'formula', field: 'name', value: '=云帆' },
          { problem: 'no-name', field: 'name', value: '' },
        ],
        isLost: true,
      },
    ],
    [
      ['', '@SUM(A1)'],
      {
        faults: [
          { problem: 'formula', field: 'name', value: '@SUM(A1)' },
          { problem: 'no-name', field: 'name', value: '' },
        ],
        isLost: true,
      },
    ],
    [['', '@小林'], { profile: { name: '@小林' } }],
    [
      ['', '云帆', '', 'A'],
      { profile: { name: '云帆' }, faults: [{ problem: 'tier-by-rule', field: 'tier', value: 'A' }] },
    ],
    [['K1', '云帆', '', 'A'], { number: 'K1', profile: { name: '云帆' } }],
    [
      ['', '云帆', '', 'x'],
      { profile: { name: '云帆' }, faults: [{ field: 'tier', problem: 'bad-tier', value: 'x' }] },
    ],
    [['', '云帆', '', '', 'a,#b'], { profile: { name: '云帆' }, tags: ['a', 'b'] }],
    [
      ['', '云帆', 'bad'],
      { profile: { name: '云帆' }, faults: [{ field: 'phone', problem: 'bad-phone', value: 'bad' }] },
    ],
    [
      ['', '云帆', '', '', '', '', 'maybe'],
      { profile: { name: '云帆' }, faults: [{ field: 'vip', problem: 'bad-yes-no', value: 'maybe' }] },
    ],
    [
      ['', '云帆', '', '', '', '', '是', '采购'],
      { profile: { name: '云帆', vip: true }, person: { post: '采购', name: '云帆' } },
    ],
    [['', '="云帆"'], { profile: { name: '云帆' } }],
    [['', '=""'], null],
    [['', '=" 云帆 "'], { profile: { name: '云帆' } }],
    [
      ['', '@IF(1)'],
      {
        faults: [
          { problem: 'formula', field: 'name', value: '@IF(1)' },
          { problem: 'no-name', field: 'name', value: '' },
        ],
        isLost: true,
      },
    ],
    [
      ['', '＠hyperlink("x")'],
      {
        faults: [
          { problem: 'formula', field: 'name', value: '＠hyperlink("x")' },
          { problem: 'no-name', field: 'name', value: '' },
        ],
        isLost: true,
      },
    ],
    [
      ['', '@CMD|x'],
      {
        faults: [
          { problem: 'formula', field: 'name', value: '@CMD|x' },
          { problem: 'no-name', field: 'name', value: '' },
        ],
        isLost: true,
      },
    ],
    [['', '@summary'], { profile: { name: '@summary' } }],
    [
      ['', '云帆', '@SUM(1)'],
      { profile: { name: '云帆' }, faults: [{ problem: 'formula', field: 'phone', value: '@SUM(1)' }] },
    ],
    [
      ['', '云帆', "'-5"],
      { profile: { name: '云帆' }, faults: [{ field: 'phone', problem: 'bad-phone', value: '-5' }] },
    ],
    [
      ['', '云帆', '-5'],
      { profile: { name: '云帆' }, faults: [{ field: 'phone', problem: 'bad-phone', value: '-5' }] },
    ],
    [['', '云帆', '', '', '', '', '', '', 'extra'], { profile: { name: '云帆' } }],
  ])('%j: %j', (cells, expected) => {
    const whole = {
      ...{ kind: 'customers', line: 7, number: null, profile: {}, tags: [], person: null, faults: [], isLost: false },
    };
    if (header === null) expect.unreachable('no header');
    const read = readRow(header, row(7, ...cells), personOf);
    expect(read).toEqual(expected === null ? null : { ...whole, ...expected });
  });

  it.each(['a="b"', "x'=a", 'a=b', 'a@SUM(1)'])('%s is a name like any other', (name) => {
    if (header === null) expect.unreachable('no header');
    expect(readRow(header, row(7, '', name), personOf)).toMatchObject({ profile: { name }, faults: [] });
  });

  it('what is told of a formula or a name is cut', () => {
    if (header === null) expect.unreachable('no header');
    const formula = readRow(header, row(7, '', '云帆', `=${'x'.repeat(80)}`), personOf);
    expect(formula?.faults).toEqual([{ problem: 'formula', field: 'phone', value: `=${'x'.repeat(59)}` }]);
    const name = readRow(header, row(7, '', 'x'.repeat(400)), personOf);
    expect(name).toMatchObject({ isLost: true, faults: [{ problem: 'long-name', value: 'x'.repeat(60) }] });
    expect(name?.faults).toHaveLength(1);
  });
});

describe('a row of cooperation events', () => {
  const header = findHeader([row(1, '客户', '编号', '类型', '日期', '金额', '备注')]);

  it.each<[readonly string[], object | null]>([
    [
      ['云帆', '', '订单', '2024-03-01', '3万', 'ok'],
      { name: '云帆', event: { type: 'order', day: '2024-03-01', amount: 30000, remark: 'ok' } },
    ],
    [
      ['', 'K1', '付款', '2024-03-01'],
      { number: 'K1', event: { type: 'payment', day: '2024-03-01', amount: null, remark: null } },
    ],
    [['', '', '订单', '2024-03-01'], { faults: [{ problem: 'no-name', field: 'name', value: '' }], isLost: true }],
    [
      ['云帆', '', '?', '2024-03-01'],
      { name: '云帆', faults: [{ problem: 'no-type', field: 'type', value: '?' }], isLost: true },
    ],
    [
      ['云帆', '', '', '2024-03-01'],
      { name: '云帆', faults: [{ problem: 'no-type', field: 'type', value: '' }], isLost: true },
    ],
    [
      ['云帆', '', '订单', ''],
      { name: '云帆', faults: [{ problem: 'no-date', field: 'date', value: '' }], isLost: true },
    ],
    [
      ['云帆', '', '订单', 'soon'],
      { name: '云帆', faults: [{ problem: 'bad-day', field: 'date', value: 'soon' }], isLost: true },
    ],
    [
      ['云帆', '', '订单', '2024-02-30'],
      { name: '云帆', faults: [{ problem: 'no-such-day', field: 'date', value: '2024-02-30' }], isLost: true },
    ],
    [
      ['云帆', '', '订单', '3/4/2024'],
      {
        name: '云帆',
        faults: [{ problem: 'ambiguous-day', field: 'date', value: '3/4/2024', choices: ['2024-03-04', '2024-04-03'] }],
        isLost: true,
      },
    ],
    [
      ['云帆', '', '订单', '2024-03-01', 'x'],
      { name: '云帆', faults: [{ problem: 'bad-amount', field: 'amount', value: 'x' }], isLost: true },
    ],
    [
      ['', '', '', '', '', 'x'],
      {
        faults: [
          { problem: 'no-name', field: 'name', value: '' },
          { problem: 'no-type', field: 'type', value: '' },
          { problem: 'no-date', field: 'date', value: '' },
        ],
        isLost: true,
      },
    ],
    [['', '', '', '', '', ''], null],
    [
      ['云帆', '', '=x', '2024-03-01'],
      {
        name: '云帆',
        faults: [
          { problem: 'formula', field: 'type', value: '=x' },
          { problem: 'no-type', field: 'type', value: '' },
        ],
        isLost: true,
      },
    ],
  ])('%j: %j', (cells, expected) => {
    const whole = { kind: 'events', line: 9, number: null, name: null, event: null, faults: [], isLost: false };
    if (header === null) expect.unreachable('no header');
    const read = readRow(header, row(9, ...cells), personOf);
    expect(read).toEqual(expected === null ? null : { ...whole, ...expected });
  });

  it('long values are cut', () => {
    if (header === null) expect.unreachable('no header');
    const noted = readRow(header, row(9, '云帆', '', ' ORDER ', '2024-03-01', '', 'r'.repeat(600)), personOf);
    expect(noted).toMatchObject({ event: { type: 'order', amount: null, remark: 'r'.repeat(500) } });
    const bad = readRow(header, row(9, '云帆', '', ...['t', 'd', 'a'].map((one) => one.repeat(80))), personOf);
    expect(bad?.faults.map((one) => one.value)).toEqual(['t', 'd', 'a'].map((one) => one.repeat(60)));
  });
});
