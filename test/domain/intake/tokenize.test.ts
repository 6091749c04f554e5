import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readKind, readUrgency } from '../../../src/domain/intake/mark-words.ts';
import { type CommandText, markValue, readCommandText } from '../../../src/domain/intake/tokenize.ts';

/** Every UTF-16 unit, lone surrogates included. */
const anyUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
  .map((units) => String.fromCharCode(...units));

const NOTHING: CommandText = {
  text: '',
  marks: [],
  urgency: null,
  tags: [],
  mentions: [],
  flags: [],
  unknownMarks: [],
};

function reads(text: string): Partial<CommandText> {
  const read = readCommandText(text);
  return Object.fromEntries(
    Object.entries(read).filter(([key, value]) => key === 'text' || (Array.isArray(value) ? value.length > 0 : value)),
  );
}

const customer = (value: string): CommandText['marks'] => [{ key: 'customer', value }];

describe('readCommandText', () => {
  it('takes the example of the handbook apart', () => {
    expect(
      readCommandText(
        '打印机频繁卡纸，影响二楼所有人 客户:云帆科技 类型:投诉 !紧急 #打印机卡纸 @slack:U123 时间:14:30',
      ),
    ).toEqual({
      ...NOTHING,
      text: '打印机频繁卡纸，影响二楼所有人',
      marks: [
        { key: 'customer', value: '云帆科技' },
        { key: 'kind', value: '投诉' },
        { key: 'time', value: '14:30' },
      ],
      urgency: 'urgent',
      tags: ['打印机卡纸'],
      mentions: ['slack:U123'],
    });
  });

  it.each<[string, Partial<CommandText>]>([
    // keys, widths, quotes
    ['customer:Acme printer jams', { text: 'printer jams', marks: customer('Acme') }],
    ['Customer：云帆科技 卡纸', { text: '卡纸', marks: customer('云帆科技') }],
    ['ｃｕｓｔｏｍｅｒ：云帆 卡纸', { text: '卡纸', marks: customer('云帆') }],
    ['客户: 云帆科技 卡纸', { text: '卡纸', marks: customer('云帆科技') }],
    ['客户 : 云帆科技 卡纸', { text: '卡纸', marks: customer('云帆科技') }],
    ['卡纸 客户："云帆 科技" 急', { text: '卡纸 急', marks: customer('云帆 科技') }],
    ['客户:“云帆 科技” 卡纸', { text: '卡纸', marks: customer('云帆 科技') }],
    ['客户:”云帆 科技“ 卡纸', { text: '卡纸', marks: customer('云帆 科技') }],
    ['客户:＂云帆 科技＂ 卡纸', { text: '卡纸', marks: customer('云帆 科技') }],
    ['客户:「云帆 科技」卡纸', { text: '卡纸', marks: customer('云帆 科技') }],
    ["customer:'Acme Corp' down", { text: 'down', marks: customer('Acme Corp') }],
    ["customer:'O'Brien Sons' down", { text: 'down', marks: customer("O'Brien Sons") }],
    ["customer:O'Brien printer", { text: 'printer', marks: customer("O'Brien") }],
    ['客户:云帆科技，打印机卡纸', { text: '打印机卡纸', marks: customer('云帆科技') }],
    ['打印机卡纸，客户:云帆科技', { text: '打印机卡纸', marks: customer('云帆科技') }],
    ['打印机卡纸，客户:云帆科技，请处理', { text: '打印机卡纸，请处理', marks: customer('云帆科技') }],
    ['printer jams, customer:Acme, please help', { text: 'printer jams, please help', marks: customer('Acme') }],
    ['customer:Acme.', { text: '.', marks: customer('Acme') }],
    ['客户:云帆科技（上海） 卡纸', { text: '卡纸', marks: customer('云帆科技（上海）') }],
    ['客户:A 客户:B 卡纸', { text: '卡纸', marks: [...customer('A'), ...customer('B')] }],
    [
      '负责人:张三 team:support',
      {
        text: '',
        marks: [
          { key: 'owner', value: '张三' },
          { key: 'team', value: 'support' },
        ],
      },
    ],
    ['客户:“ 云帆 科技 ” 卡纸', { text: '卡纸', marks: customer('云帆 科技') }],
    ["down customer:'Acme Corp'", { text: 'down', marks: customer('Acme Corp') }],
    [`客户:"${'云'.repeat(299)}" 卡纸`, { text: '卡纸', marks: customer('云'.repeat(299)) }],
    ['owner:@lead1 jam', { text: 'jam', marks: [{ key: 'owner', value: '@lead1' }] }],
    // time values
    ['due:tomorrow 14:30 jam', { text: 'jam', marks: [{ key: 'due', value: 'tomorrow 14:30' }] }],
    ['customer:Acme 14:30 jam', { text: '14:30 jam', marks: customer('Acme') }],
    ['时间:昨天 ，卡纸', { text: '卡纸', marks: [{ key: 'time', value: '昨天' }] }],
    ['时间:昨天 下午 傍晚 晚上 卡纸', { text: '晚上 卡纸', marks: [{ key: 'time', value: '昨天 下午 傍晚' }] }],
    ['时间:14：30 卡纸', { text: '卡纸', marks: [{ key: 'time', value: '14：30' }] }],
    ['时间:昨天 14:30 卡纸', { text: '卡纸', marks: [{ key: 'time', value: '昨天 14:30' }] }],
    ['时间:昨天 下午 3点 卡纸', { text: '卡纸', marks: [{ key: 'time', value: '昨天 下午 3点' }] }],
    ['time:yesterday 2:30pm jam', { text: 'jam', marks: [{ key: 'time', value: 'yesterday 2:30pm' }] }],
    ['time:14:30 15:00 was the second', { text: '15:00 was the second', marks: [{ key: 'time', value: '14:30' }] }],
    ['时间:昨天 打印机卡纸', { text: '打印机卡纸', marks: [{ key: 'time', value: '昨天' }] }],
    ['时间:"昨天 下午" 卡纸', { text: '卡纸', marks: [{ key: 'time', value: '昨天 下午' }] }],
    // exclamation marks
    ['！紧急 卡纸', { text: '卡纸', urgency: 'urgent' }],
    ['!URGENT jam', { text: 'jam', urgency: 'urgent' }],
    ['!important!! jam', { text: 'jam', urgency: 'important' }],
    ['卡纸 !紧急，请处理', { text: '卡纸，请处理', urgency: 'urgent' }],
    ['!一般 !紧急 卡纸', { text: '卡纸', urgency: 'urgent' }],
    ['紧急程度:重要 卡纸', { text: '卡纸', urgency: 'important', marks: [{ key: 'urgency', value: '重要' }] }],
    ['渠道:普通 卡纸', { text: '卡纸', marks: [{ key: 'channel', value: '普通' }] }],
    ['urgency:foo jam', { text: 'jam', marks: [{ key: 'urgency', value: 'foo' }] }],
    ['!复杂 接口对接 !anyway', { text: '接口对接', flags: ['complex', 'anyway'] }],
    ['卡纸了！', { text: '卡纸了！' }],
    ['卡纸了！！！快', { text: '卡纸了！！！快' }],
    ['wow!urgent', { text: 'wow!urgent' }],
    ['!紧急打印机卡纸', { text: '!紧急打印机卡纸' }],
    ['!hello world', { text: '!hello world' }],
    ['! 紧急', { text: '! 紧急' }],
    ['!lwo jam', { text: '!lwo jam' }],
    ['a != b !', { text: 'a != b !' }],
    // tags
    ['＃打印机卡纸 坏了', { text: '坏了', tags: ['打印机卡纸'] }],
    ['#打印机卡纸# 坏了', { text: '坏了', tags: ['打印机卡纸'] }],
    ['打印机#卡纸 坏了', { text: '打印机 坏了', tags: ['卡纸'] }],
    ['#"paper jam" again', { text: 'again', tags: ['paper jam'] }],
    [
      '问题类型:系统故障 #系统故障 挂了',
      { text: '挂了', tags: ['系统故障'], marks: [{ key: 'problem', value: '系统故障' }] },
    ],
    ['problem:jam again', { text: 'again', tags: ['jam'], marks: [{ key: 'problem', value: 'jam' }] }],
    ['#paper-jam-- again', { text: 'again', tags: ['paper-jam'] }],
    ['#"paper jam', { text: '#"paper jam' }],
    ['#"" jam', { text: '#"" jam' }],
    ['#123 卡纸', { text: '#123 卡纸' }],
    ['#1号机卡纸', { text: '#1号机卡纸' }],
    ['二楼#2打印机', { text: '二楼#2打印机' }],
    ['1#楼 C# code', { text: '1#楼 C# code' }],
    ['same as #C202611001', { text: 'same as #C202611001' }],
    ['## title', { text: '## title' }],
    // mentions
    ['卡纸 ＠张三', { text: '卡纸', mentions: ['张三'] }],
    ['卡纸@张三，请看', { text: '卡纸，请看', mentions: ['张三'] }],
    ['mail a@b.c now', { text: 'mail a@b.c now' }],
    ['@lead1: please look', { text: ': please look', mentions: ['lead1'] }],
    ['@ nobody', { text: '@ nobody' }],
    ['卡纸 @"张 三" 请看', { text: '卡纸 请看', mentions: ['张 三'] }],
    ['@lead1... please look', { text: '... please look', mentions: ['lead1'] }],
    ['@"张三', { text: '@"张三' }],
    ['@"" jam', { text: '@"" jam' }],
    // not marks
    ["don't say 'it isn't so'", { text: "don't say 'it isn't so'" }],
    ['see http://x.test/a:b?c=d#e and https://y.test', { text: 'see http://x.test/a:b?c=d#e and https://y.test' }],
    ['at 14:30 and 14：30', { text: 'at 14:30 and 14：30' }],
    ['file C:\\path\\x and D:/y', { text: 'file C:\\path\\x and D:/y' }],
    ['std::vector', { text: 'std::vector' }],
    ['see https://x.test/?customer:5', { text: 'see https://x.test/?customer:5' }],
    ['printer (customer:Acme) jams', { text: 'printer (customer:Acme) jams' }],
    ['note : printer jams', { text: 'note : printer jams' }],
    ['note: printer jams', { text: 'note: printer jams' }],
    ['the reason is this:', { text: 'the reason is this:' }],
    // what stood around a mark
    ['卡纸，#卡纸。快来', { text: '卡纸。快来', tags: ['卡纸'] }],
    ['卡纸，客户:云帆；请处理', { text: '卡纸，请处理', marks: customer('云帆') }],
    ['jam #one #two #three again', { text: 'jam again', tags: ['one', 'two', 'three'] }],
    ['打印机#卡纸 #二楼 坏了', { text: '打印机 坏了', tags: ['卡纸', '二楼'] }],
    // line breaks and spaces
    ['a   b\t\tc\u3000d', { text: 'a b c d' }],
    ['one\r\n  two  \n\n\n\nthree 客户:云帆', { text: 'one\ntwo\n\nthree', marks: customer('云帆') }],
    ['客户:云帆\n卡纸', { text: '卡纸', marks: customer('云帆') }],
    ['卡纸\n#卡纸 客户:云帆\n二楼', { text: '卡纸\n二楼', marks: customer('云帆'), tags: ['卡纸'] }],
    ['', { text: '' }],
    ['   \n ', { text: '' }],
    ['!紧急 #卡纸 客户:云帆', { text: '', urgency: 'urgent', tags: ['卡纸'], marks: customer('云帆') }],
    // dirt
    ['客\u200B户:云\u0000帆 卡\u202E纸', { text: '卡纸', marks: customer('云帆') }],
    ['x \uD800 y', { text: 'x \uFFFD y' }],
    ['👨‍👩‍👧 家庭 😀', { text: '👨‍👩‍👧 家庭 😀' }],
    ['הטלפון מקולקל customer:אבג', { text: 'הטלפון מקולקל', marks: customer('אבג') }],
  ])('%j', (text, expected) => {
    expect(reads(text)).toEqual(expected);
  });

  it.each<[string, string, CommandText['unknownMarks']]>([
    [
      'custmer:Acme jam',
      'custmer:Acme jam',
      [{ reason: 'unknown-key', written: 'custmer:Acme', suggestion: 'customer:' }],
    ],
    [
      'csutomer:Acme jam',
      'csutomer:Acme jam',
      [{ reason: 'unknown-key', written: 'csutomer:Acme', suggestion: 'customer:' }],
    ],
    ['客护:云帆', '客护:云帆', [{ reason: 'unknown-key', written: '客护:云帆', suggestion: '客户:' }]],
    [
      '影响所有人客户:云帆',
      '影响所有人客户:云帆',
      [{ reason: 'unknown-key', written: '影响所有人客户:云帆', suggestion: '客户:' }],
    ],
    ['客服:你好', '客服:你好', [{ reason: 'unknown-key', written: '客服:你好', suggestion: null }]],
    ['port:80 x', 'port:80 x', [{ reason: 'unknown-key', written: 'port:80', suggestion: null }]],
    ['!urgnt jam', '!urgnt jam', [{ reason: 'unknown-key', written: '!urgnt', suggestion: '!urgent' }]],
    ['客户: ', '客户:', [{ reason: 'no-value', written: '客户:', suggestion: null }]],
    ['!hihg jam', '!hihg jam', [{ reason: 'unknown-key', written: '!hihg', suggestion: '!high' }]],
    ['tmie:9am jam', 'tmie:9am jam', [{ reason: 'unknown-key', written: 'tmie:9am', suggestion: 'time:' }]],
    ['tme:9am jam', 'tme:9am jam', [{ reason: 'unknown-key', written: 'tme:9am', suggestion: null }]],
    ['vial:5ml broke', 'vial:5ml broke', [{ reason: 'unknown-key', written: 'vial:5ml', suggestion: null }]],
    [
      `custmer:${'x'.repeat(100)}`,
      `custmer:${'x'.repeat(100)}`,
      [{ reason: 'unknown-key', written: `custmer:${'x'.repeat(52)}`, suggestion: 'customer:' }],
    ],
    ['客户:"" 卡纸', '客户:"" 卡纸', [{ reason: 'no-value', written: '客户:', suggestion: null }]],
    ["customer: ' ' jam", "customer: ' ' jam", [{ reason: 'no-value', written: 'customer:', suggestion: null }]],
    ['客户: 联系人:张三 卡纸', '客户: 卡纸', [{ reason: 'no-value', written: '客户:', suggestion: null }]],
    [
      '二楼 客户:"云帆 科技 打印机在二楼一直卡纸没有人来修理',
      '二楼 客户:"云帆 科技 打印机在二楼一直卡纸没有人来修理',
      [{ reason: 'unclosed-quote', written: '客户:"云帆 科技 打印机在二楼一直卡纸没有人', suggestion: null }],
    ],
    [
      '客户:"云帆\n科技" 卡纸',
      '客户:"云帆\n科技" 卡纸',
      [{ reason: 'unclosed-quote', written: '客户:"云帆', suggestion: null }],
    ],
    [
      `客户:"${'云'.repeat(300)}"`,
      `客户:"${'云'.repeat(300)}"`,
      [{ reason: 'unclosed-quote', written: `客户:"${'云'.repeat(19)}`, suggestion: null }],
    ],
    ['客户:', '客户:', [{ reason: 'no-value', written: '客户:', suggestion: null }]],
    ['客户: #卡纸', '客户:', [{ reason: 'no-value', written: '客户:', suggestion: null }]],
    [
      '客户:"云帆 科技 卡纸',
      '客户:"云帆 科技 卡纸',
      [{ reason: 'unclosed-quote', written: '客户:"云帆 科技 卡纸', suggestion: null }],
    ],
  ])('reports what it could not read in %j', (typed, text, unknownMarks) => {
    const read = readCommandText(typed);
    expect(read.text).toBe(text);
    expect(read.unknownMarks).toEqual(unknownMarks);
  });

  it('names ten of many marks that it could not read, the first, each once', () => {
    const typed = Array.from({ length: 12 }, (_, n) => `port${n}:80 port${n}:80`).join(' ');
    const { unknownMarks } = readCommandText(typed);
    expect(unknownMarks.map(({ written }) => written)).toEqual(Array.from({ length: 10 }, (_, n) => `port${n}:80`));
  });

  it('gives the last value of a key', () => {
    const read = readCommandText('客户:甲公司 客户:乙公司');
    expect(markValue(read, 'customer')).toBe('乙公司');
    expect(markValue(read, 'team')).toBeNull();
  });

  it('never throws and never invents text', () => {
    const marky = fc.array(
      fc.constantFrom(
        '客户:',
        '"',
        '“',
        '!',
        '！紧急',
        '#',
        '@',
        ':',
        '：',
        ' ',
        '\n',
        '，',
        'a',
        '云',
        '时间:',
        '14:30',
        '\0',
        '\uD83D',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          anyUnits,
          marky.map((parts) => parts.join('')),
        ),
        (text) => {
          const read = readCommandText(text);
          expect(read.text.length).toBeLessThanOrEqual(text.length);
          expect(read.text).toBe(read.text.trim());
          expect(read.text.includes('\0')).toBe(false);
          expect(read.text.isWellFormed()).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives back the words and the marks that were mixed', () => {
    const word = fc.stringMatching(/^[a-z一-龥]{1,8}$/u);
    const mark = fc.oneof(
      fc
        .tuple(
          fc.constantFrom('客户', 'customer', '联系人'),
          fc.stringMatching(/^[A-Za-z一-龥0-9]{1,6}( [A-Za-z一-龥0-9]{1,6})?$/u),
        )
        .map(([key, value]) => ({ typed: `${key}:"${value}"`, value })),
      word.map((value) => ({ typed: `#${value}`, value })),
      word.map((value) => ({ typed: `@${value}`, value })),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, mark), { maxLength: 12 }), (items) => {
        const read = readCommandText(items.map((item) => (typeof item === 'string' ? item : item.typed)).join(' '));
        expect(read.text).toBe(items.filter((item) => typeof item === 'string').join(' '));
        const values = new Set([...read.marks.map(({ value }) => value), ...read.tags, ...read.mentions]);
        expect(values).toEqual(new Set(items.flatMap((item) => (typeof item === 'string' ? [] : [item.value]))));
      }),
    );
  });
});

describe('words of marks', () => {
  it.each([
    ['投诉', 'complaint'],
    [' Ｒequest ', 'request'],
    ['建议', 'suggestion'],
    ['nonsense', null],
  ])('kind %j is %j', (word, kind) => expect(readKind(word)).toBe(kind));

  it.each([
    ['！紧急', 'urgent'],
    ['HIGH', 'important'],
    [' high ', 'important'],
    ['!!!急!!', 'urgent'],
    ['ur!gent', null],
    ['一般', 'normal'],
    ['soonish', null],
  ])('urgency %j is %j', (word, urgency) => expect(readUrgency(word)).toBe(urgency));
});
