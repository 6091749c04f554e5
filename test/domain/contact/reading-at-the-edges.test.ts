import { describe, expect, test } from 'vitest';
import { takeContactNumber } from '../../../src/domain/contact/number.ts';
import { beginningName, firstValue, unquoted } from '../../../src/domain/contact/opening-words.ts';
import { readContact } from '../../../src/domain/contact/read-contact.ts';
import { readPromises } from '../../../src/domain/contact/read-promises.ts';
import { splitSections } from '../../../src/domain/contact/split-sections.ts';
import type { WrittenTime } from '../../../src/domain/contact/written-contact.ts';
import { clock, HANDBOOK } from '../../support/commitments.ts';
import { wall } from '../calendar/local-time.ts';

/** Tuesday 3 March 2026, 15:00. */
const DATES = {
  now: clock('2026-03-03 15:00'),
  timezone: 'Asia/Shanghai',
  calendar: HANDBOOK.calendar,
  prefer: 'future',
  wholeDay: 'closing',
  locale: 'zh-CN',
} as const;

function timeText(time: WrittenTime | null): string {
  if (time === null) return '-';
  const { phrase, reading } = time;
  return `${phrase}=${reading.ok ? wall(HANDBOOK.calendar, reading.at) : reading.reason}`;
}

/** `words / @owner / phrase=time / ★`, one a promise. */
function promises(text: string, starred = false, isPerson?: (written: string) => boolean): string[] {
  const read = readPromises(text, isPerson === undefined ? DATES : { ...DATES, isPerson }, starred);
  const told = read.promises.map(({ words, owner, when, starred: isStarred }) =>
    [words, owner === null ? '' : `@${owner}`, timeText(when), isStarred ? '★' : '']
      .filter((one) => one !== '')
      .join(' / '),
  );
  return [...told, ...(read.nothing ? ['nothing'] : [])];
}

describe('promises, at the edges', () => {
  test.each<[string, boolean, readonly string[]]>([
    ['发报价', false, ['发报价 / -']],
    ['发报价；发合同', false, ['发报价 / -', '发合同 / -']],
    ['发报价;发合同\n回电', false, ['发报价 / -', '发合同 / -', '回电 / -']],
    [
      '1. 发报价\n2、发合同\n- 回电\n* 问候\n• 寄样\n3) 催款\n4）对账',
      false,
      ['发报价 / -', '发合同 / -', '回电 / -', '问候 / -', '寄样 / -', '催款 / -', '对账 / -'],
    ],
    ['12.5折报价', false, ['12.5折报价 / -']],
    ['无', false, ['nothing']],
    ['无。', false, ['nothing']],
    ['没有后续！', false, ['没有后续！ / -']],
    ['none', false, ['nothing']],
    ['n/a', false, ['nothing']],
    ['nothing', false, ['nothing']],
    ['无；发报价', false, ['无 / -', '发报价 / -']],
    ['无需', false, ['nothing']],
    ['★发报价 周五', false, ['发报价 / 周五=2026-03-06 18:00 / ★']],
    ['☆ 发报价', false, ['发报价 / - / ★']],
    ['⭐️发报价', false, ['发报价 / - / ★']],
    ['*发报价', false, ['发报价 / - / ★']],
    ['发报价', true, ['发报价 / - / ★']],
    ['周五前发报价，下周一寄样', false, ['发报价 / 周五前=2026-03-06 18:00', '寄样 / 下周一=2026-03-09 18:00']],
    ['发报价 周五，寄样 下周一', false, ['发报价 / 周五=2026-03-06 18:00', '寄样 / 下周一=2026-03-09 18:00']],
    ['发报价，寄样', false, ['发报价，寄样 / -']],
    ['发报价 周五，寄样', false, ['发报价，寄样 / 周五=2026-03-06 18:00']],
    ['发报价，寄样 周五', false, ['发报价，寄样 / 周五=2026-03-06 18:00']],
    ['周五，发报价', false, ['发报价 / 周五=2026-03-06 18:00']],
    ['下周一，周五发报价', false, ['下周一=2026-03-09 18:00', '发报价 / 周五=2026-03-06 18:00']],
    ['@小林 发报价 周五', false, ['发报价 / @小林 / 周五=2026-03-06 18:00']],
    ['发报价 @小林，周五', false, ['发报价 / @小林 / 周五=2026-03-06 18:00']],
    ['让@小林发报价', false, ['让 / @小林发报价 / -']],
    ['a@b.c 发报价', false, ['a@b.c 发报价 / -']],
    ['发给 x@小林', false, ['发给 x@小林 / -']],
    ['@ 小林 发报价', false, ['发报价 / @小林 / -']],
    ['@lin-2. 发', false, ['发 / @lin-2 / -']],
    ['@lin: 发', false, ['发 / @lin / -']],
    ['@张三 @李四 发', false, ['@李四发 / @张三 / -']],
    ['@T0ACME/U0LEAD 发', false, ['发 / @T0ACME/U0LEAD / -']],
    ['＠小林 发报价', false, ['发报价 / @小林 / -']],
    ['发报价 明天下午5点', false, ['发报价 / 明天下午5点=2026-03-04 17:00']],
    ['明天下午5点 发报价', false, ['发报价 / 明天下午5点=2026-03-04 17:00']],
    ['明天', false, ['明天=2026-03-04 18:00']],
    ['发报价 2月30日', false, ['发报价 / 2月30日=does-not-exist']],
    ['发报价 昨天', false, ['发报价 / 昨天=past']],
    ['，发报价。', false, ['发报价 / -']],
    ['：发 报价：', false, ['发报价 / -']],
    ['发  报 价 v2', false, ['发报价 v2 / -']],
    ['send  the quote by Friday', false, ['send the quote / by Friday=2026-03-06 18:00']],
    ['', false, []],
    [' ; ', false, []],
    ['发报价 @小林', false, ['发报价 / @小林 / -']],
    ['@小林', false, ['@小林 / -']],
    ['周五 @小林', false, ['@小林 / 周五=2026-03-06 18:00']],
    ['发报价,,寄样', false, ['发报价，，寄样 / -']],
    ['a，b，c，d 周五，e 周六', false, ['a，b，c，d / 周五=2026-03-06 18:00', 'e / 周六=2026-03-07 18:00']],
    [
      '周五发a，周六发b，周日发c',
      false,
      ['发a / 周五=2026-03-06 18:00', '发b / 周六=2026-03-07 18:00', '发c / 周日=2026-03-08 18:00'],
    ],
  ])('%j (starred: %s): %j', (text, starred, expected) => {
    expect(promises(text, starred)).toEqual(expected);
  });

  test('a name that goes on without a space is as much of it as is known', () => {
    const isPerson = (written: string) => ['小林', '小林子', 'lin'].includes(written);
    expect(promises('让@小林周五前发报价', false, isPerson)).toEqual(['让周五前发报价 / @小林 / -']);
    expect(promises('@小林子发报价 周五', false, isPerson)).toEqual(['发报价 / @小林子 / 周五=2026-03-06 18:00']);
    expect(promises('@小林周五前发报价', false, isPerson)).toEqual(['发报价 / @小林 / 周五前=2026-03-06 18:00']);
    expect(promises('@nobody here', false, isPerson)).toEqual(['here / @nobody / -']);
    expect(promises('@lin', false, isPerson)).toEqual(['@lin / -']);
  });

  test('more steps and more commas than anybody reads are not looked at', () => {
    expect(promises(Array.from({ length: 70 }, (_, i) => `s${i}`).join(';'))).toHaveLength(60);
    const commas = Array.from({ length: 40 }, (_, i) => `周五 s${i}`).join('，');
    expect(promises(commas)).toHaveLength(31);
  });
});

describe('sections, at the edges', () => {
  test.each<[string, readonly string[]]>([
    ['a', ['head=a']],
    ['情绪:犹豫', ['head=', 'mood=犹豫']],
    ['聊 情绪:犹豫 反馈:好', ['head=聊', 'mood=犹豫', 'feedback=好']],
    ['聊情绪:犹豫', ['head=聊情绪:犹豫']],
    ['聊。情绪:犹豫', ['head=聊。', 'mood=犹豫']],
    ['聊，next: x', ['head=聊，', 'next=x']],
    ['聊；下一步：y', ['head=聊；', 'next=y']],
    ['（渠道:电话）内容:z', ['head=（渠道:电话）', 'content=z']],
    ['a “情绪:好” b', ['head=a “情绪:好” b']],
    ['a "情绪:好" b', ['head=a "情绪:好" b']],
    ['a “情绪:好', ['head=a “情绪:好']],
    ['a “情\n绪:好” 情绪:差', ['head=a “情\n绪:好”', 'mood=差']],
    ['a 《情绪:好》 情绪:差', ['head=a 《情绪:好》', 'mood=差']],
    ['★ 发 ☆ 做', ['head=', 'star=发', 'star=做']],
    ['a *发', ['head=a', 'star=发']],
    ['a * 发', ['head=a * 发']],
    ['a*b', ['head=a*b']],
    ['*发', ['head=', 'star=发']],
    ['情绪 : 犹豫', ['head=', 'mood=犹豫']],
    ['Next Step: x', ['head=', 'next=x']],
    ['next  step: x', ['head=next  step: x']],
    ['http://情绪:好', ['head=http://情绪:好']],
    ['a next://x', ['head=a next://x']],
    ['情绪://x', ['head=情绪://x']],
    ['情绪:', ['head=', 'mood=']],
    ['content: 情绪: ', ['head=', 'content=', 'mood=']],
    ['备注:x', ['head=', 'content=x']],
    ['未知:x', ['head=未知:x']],
    ['情绪情绪情绪情绪情绪情绪:好', ['head=情绪情绪情绪情绪情绪情绪:好']],
    ['a\n情绪:好', ['head=a', 'mood=好']],
    ['a)情绪:好', ['head=a)', 'mood=好']],
    ['a」情绪:好', ['head=a」', 'mood=好']],
    ['a"情绪:好', ['head=a"', 'mood=好']],
    ['-情绪:好', ['head=-情绪:好']],
    ['a 情绪:「好 下一步:x」 下一步:y', ['head=a', 'mood=「好 下一步:x」', 'next=y']],
    ['who said: ok', ['head=who', 'feedback=ok']],
    ['a mood:keen', ['head=a', 'mood=keen']],
    ['amood:keen', ['head=amood:keen']],
    ['⭐️发报价', ['head=', 'star=发报价']],
    ['with:Lin', ['head=', 'participants=Lin']],
    ['participants:Lin', ['head=', 'participants=Lin']],
    ['take along:x', ['head=take along:x']],
    ['took along:x', ['head=', 'materials=x']],
  ])('%j: %j', (text, expected) => {
    expect(splitSections(text).map((one) => `${one.section}=${one.text}`)).toEqual(expected);
  });

  test('a quote that is longer than any quote closes nothing', () => {
    const long = `“${'长'.repeat(310)} 情绪:好”`;
    expect(splitSections(long).map((one) => one.section)).toEqual(['head', 'mood']);
    const short = `“${'长'.repeat(280)} 情绪:好”`;
    expect(splitSections(short).map((one) => one.section)).toEqual(['head']);
  });
});

describe('the first words', () => {
  test.each<[string, string, string, boolean, string]>([
    ['a b', 'a', 'b', false, 'a b'],
    ['“a b” c', 'a b', 'c', true, '“a b” c'],
    ['"a" c', 'a', 'c', true, '"a" c'],
    ['「a」c', 'a', 'c', true, '「a」c'],
    ['《a》', 'a', '', true, 'a'],
    ['『a』 x', 'a', 'x', true, '『a』 x'],
    ['“”x', '“”x', '', false, '“”x'],
    ['“a', '“a', '', false, '“a'],
    ['  a  ', 'a', '', false, 'a'],
    ['', '', '', false, ''],
    ['a，', 'a', '', false, 'a，'],
    ['a;', 'a', '', false, 'a;'],
    ['a，b c', 'a，b', 'c', false, 'a，b c'],
    ['　a　b', 'a', 'b', false, 'a　b'],
    ['a\nb', 'a', 'b', false, 'a\nb'],
    ['“a\nb” c', '“a', 'b” c', false, '“a\nb” c'],
    ['，a', '，a', '', false, '，a'],
  ])('%j: %j, then %j (quoted: %s); unquoted %j', (text, word, rest, isQuoted, bare) => {
    expect(firstValue(text)).toEqual({ word, rest, isQuoted });
    expect(unquoted(text)).toBe(bare);
  });

  test.each<[string, readonly string[], object | null]>([
    ['云帆科技 电话', ['云帆科技'], { name: '云帆科技', rest: '电话' }],
    ['Acme Corp phone', ['Acme', 'Acme Corp'], { name: 'Acme Corp', rest: 'phone' }],
    ['acme corp phone', ['Acme Corp'], { name: 'Acme Corp', rest: 'phone' }],
    ['Acme', ['Acme'], { name: 'Acme', rest: '' }],
    ['Foo bar', ['Acme'], null],
    ['a b c d e f g h i j k l m n', ['a b c d e f g h i j k l'], { name: 'a b c d e f g h i j k l', rest: 'm n' }],
    ['a b c d e f g h i j k l m n', ['a b c d e f g h i j k l m'], null],
    ['  云帆科技  x  y ', ['云帆科技'], { name: '云帆科技', rest: 'x  y' }],
    ['', ['x'], null],
  ])('%j of %j: %j', (text, names, expected) => {
    expect(beginningName(text, names)).toEqual(expected);
  });
});

test.each<[string, object | null]>([
  ['G202611001', { number: 'G202611001', n: null, rest: '' }],
  ['G202611001-12', { number: 'G202611001', n: 12, rest: '' }],
  ['G202611001-1234', null],
  ['G202611001-', null],
  ['G202611001_x', null],
  ['G202611001x', null],
  ['G202611001，x', { number: 'G202611001', n: null, rest: 'x' }],
  [' # G202611001', { number: 'G202611001', n: null, rest: '' }],
  ['     G202611001', null],
  ['G202611001. x', { number: 'G202611001', n: null, rest: 'x' }],
  ['G202611001中', null],
  ['G202611001 中', { number: 'G202611001', n: null, rest: '中' }],
  ['G189911001', null],
  ['G202611000', null],
  ['G2026110001', null],
  ['G2026111000', { number: 'G2026111000', n: null, rest: '' }],
  ['G20261112345678901', null],
  ['G202600001', null],
  ['G202612999', { number: 'G202612999', n: null, rest: '' }],
  ['G202613001', null],
  ['G212612001', { number: 'G212612001', n: null, rest: '' }],
  ['G222612001', null],
  ['ｇ２０２６１１００１－２，好的', { number: 'G202611001', n: 2, rest: '好的' }],
  ['G202611001-2-3', null],
  ['G202611001:::::::::::x', { number: 'G202611001', n: null, rest: ':::x' }],
  ['G202611001-0', { number: 'G202611001', n: 0, rest: '' }],
])('the number %j: %j', (text, expected) => {
  expect(takeContactNumber(text)).toEqual(expected);
});

describe('a talk, at the edges', () => {
  const NOTHING = {
    ...{ customer: null, channel: null, badChannel: null, isReached: true, content: '', isCut: false, feedback: null },
    ...{ moods: [], badMood: null, purposes: [], badPurpose: null, start: '-', end: '-', ticket: null },
    ...{ participants: null, facts: null, aim: null, aimReached: null, materials: null, readBack: null },
    ...{ badYesNo: null, promises: [], nothingNext: false, twoChannels: false, missing: [] },
  };

  function read(text: string, hasCustomer: boolean) {
    const talk = readContact(text, { dates: DATES, knownCustomers: [], hasCustomer });
    const { customer, start, end } = talk;
    return {
      ...talk,
      customer: customer === null ? null : `${customer.name}${customer.isMarked ? '!' : ''}`,
      start: timeText(start),
      end: timeText(end),
      promises: talk.promises.map((one) => one.words),
    };
  }

  test.each<[string, boolean, object]>([
    ['云帆科技', false, { customer: '云帆科技', missing: ['channel', 'content', 'feedback', 'next'] }],
    ['云帆科技 电话', false, { customer: '云帆科技!', channel: 'phone', missing: ['content', 'feedback', 'next'] }],
    [
      '云帆科技 电话 微信 聊',
      false,
      { customer: '云帆科技!', channel: 'phone', content: '微信 聊', missing: ['feedback', 'next'] },
    ],
    ['电话 邮件 云帆', false, { customer: '邮件!', channel: 'phone', content: '云帆', missing: ['feedback', 'next'] }],
    ['电话', false, { customer: '电话', missing: ['channel', 'content', 'feedback', 'next'] }],
    [
      '昨天 云帆科技 聊',
      false,
      { customer: '云帆科技', content: '聊', start: '昨天=2026-03-02 09:00', missing: ['channel', 'feedback', 'next'] },
    ],
    [
      '昨天 云帆科技 电话 聊',
      false,
      {
        customer: '云帆科技!',
        channel: 'phone',
        content: '聊',
        start: '昨天=2026-03-02 09:00',
        missing: ['feedback', 'next'],
      },
    ],
    [
      '昨天下午 电话 云帆科技 聊',
      false,
      {
        customer: '云帆科技!',
        channel: 'phone',
        content: '聊',
        start: '昨天下午=2026-03-02 13:30',
        missing: ['feedback', 'next'],
      },
    ],
    ['昨天', false, { customer: '昨天', missing: ['channel', 'content', 'feedback', 'next'] }],
    [
      '云帆科技 昨天下午3点 电话 聊',
      false,
      {
        customer: '云帆科技!',
        channel: 'phone',
        content: '聊',
        start: '昨天下午3点=2026-03-02 15:00',
        missing: ['feedback', 'next'],
      },
    ],
    [
      '云帆科技 电话 昨天下午3点，聊了',
      false,
      {
        customer: '云帆科技!',
        channel: 'phone',
        content: '聊了',
        start: '昨天下午3点=2026-03-02 15:00',
        missing: ['feedback', 'next'],
      },
    ],
    [
      '云帆科技 电话 昨天聊了',
      false,
      { customer: '云帆科技!', channel: 'phone', content: '昨天聊了', missing: ['feedback', 'next'] },
    ],
    [
      '云帆科技 电话 聊 时间:14:00-14:30',
      false,
      {
        customer: '云帆科技!',
        channel: 'phone',
        content: '聊',
        start: '14:00=2026-03-03 14:00',
        end: '14:30=2026-03-03 14:30',
        missing: ['feedback', 'next'],
      },
    ],
    [
      '云帆科技 聊 时间:昨天 14:00-14:30 电话',
      false,
      {
        customer: '云帆科技',
        channel: 'phone',
        content: '聊',
        start: '昨天 14:00=2026-03-02 14:00',
        end: '昨天 14:30=2026-03-02 14:30',
        missing: ['feedback', 'next'],
      },
    ],
    [
      '云帆科技 聊 时间:3月2日 14:00到14:30',
      false,
      {
        customer: '云帆科技',
        content: '聊',
        start: '3月2日 14:00=2026-03-02 14:00',
        end: '3月2日 14:30=2026-03-02 14:30',
        missing: ['channel', 'feedback', 'next'],
      },
    ],
    [
      '云帆科技 聊 时间:14:00 to 14:30 客户好',
      false,
      {
        customer: '云帆科技',
        content: '聊\n客户好',
        start: '14:00=2026-03-03 14:00',
        end: '14:30=2026-03-03 14:30',
        missing: ['channel', 'feedback', 'next'],
      },
    ],
    [
      '云帆科技 聊 时间:下午',
      false,
      { customer: '云帆科技', content: '聊', start: '下午=2026-03-03 13:30', missing: ['channel', 'feedback', 'next'] },
    ],
    [
      '云帆科技 聊 时间:随便 客户好',
      false,
      {
        customer: '云帆科技',
        content: '聊\n客户好',
        start: '随便=not-a-date',
        missing: ['channel', 'feedback', 'next'],
      },
    ],
    [
      '云帆科技 聊 时间:明天',
      false,
      { customer: '云帆科技', content: '聊', start: '明天=future', missing: ['channel', 'feedback', 'next'] },
    ],
    [
      '云帆科技 聊 时间:昨天下午 客户好',
      false,
      {
        customer: '云帆科技',
        content: '聊\n客户好',
        start: '昨天下午=2026-03-02 13:30',
        missing: ['channel', 'feedback', 'next'],
      },
    ],
    [
      '云帆科技 渠道:电话 聊',
      false,
      { customer: '云帆科技', channel: 'phone', content: '聊', missing: ['feedback', 'next'] },
    ],
    [
      '云帆科技 渠道:飞鸽 聊',
      false,
      { customer: '云帆科技', badChannel: '飞鸽', content: '聊', missing: ['channel', 'feedback', 'next'] },
    ],
    [
      '云帆科技 渠道:电话 渠道:飞鸽',
      false,
      { customer: '云帆科技', channel: 'phone', badChannel: '飞鸽', missing: ['content', 'feedback', 'next'] },
    ],
    [
      '云帆科技 电话 渠道:微信 聊',
      false,
      { customer: '云帆科技!', channel: 'wecom', content: '聊', missing: ['feedback', 'next'] },
    ],
    [
      '云帆科技 电话 聊 情绪:犹豫、不满',
      false,
      { customer: '云帆科技!', channel: 'phone', content: '聊', moods: ['hesitant', 'displeased'], missing: ['next'] },
    ],
    [
      '云帆科技 电话 聊 情绪:犹豫和抓狂',
      false,
      {
        customer: '云帆科技!',
        channel: 'phone',
        content: '聊',
        feedback: '抓狂',
        moods: ['hesitant'],
        badMood: '抓狂',
        missing: ['next'],
      },
    ],
    [
      '云帆科技 电话 聊 情绪:犹豫 嫌贵',
      false,
      {
        customer: '云帆科技!',
        channel: 'phone',
        content: '聊',
        feedback: '嫌贵',
        moods: ['hesitant'],
        missing: ['next'],
      },
    ],
    [
      '云帆科技 电话 聊 情绪:“犹豫” “嫌 贵”',
      false,
      {
        customer: '云帆科技!',
        channel: 'phone',
        content: '聊',
        feedback: '嫌 贵',
        moods: ['hesitant'],
        missing: ['next'],
      },
    ],
    [
      '云帆科技 电话 聊 类型:续约、增购 补充',
      false,
      {
        customer: '云帆科技!',
        channel: 'phone',
        content: '聊\n补充',
        purposes: ['renewal', 'upsell'],
        missing: ['feedback', 'next'],
      },
    ],
    [
      '云帆科技 电话 聊 类型:乱写,续约',
      false,
      {
        customer: '云帆科技!',
        channel: 'phone',
        content: '聊',
        purposes: ['renewal'],
        badPurpose: '乱写',
        missing: ['feedback', 'next'],
      },
    ],
    [
      '云帆科技 电话 聊 工单:C202603001 客户好',
      false,
      {
        customer: '云帆科技!',
        channel: 'phone',
        content: '聊\n客户好',
        ticket: 'C202603001',
        missing: ['feedback', 'next'],
      },
    ],
    [
      '云帆科技 电话 聊 工单:没有',
      false,
      { customer: '云帆科技!', channel: 'phone', content: '聊\n没有', missing: ['feedback', 'next'] },
    ],
    [
      '云帆科技 C202603001 电话 聊',
      false,
      { customer: '云帆科技!', channel: 'phone', content: '聊', ticket: 'C202603001', missing: ['feedback', 'next'] },
    ],
    [
      'C202603001 C202603002 电话 聊',
      false,
      { content: 'C202603002 电话 聊', ticket: 'C202603001', missing: ['channel', 'feedback', 'next'] },
    ],
    [
      '云帆科技 电话 聊 反馈:好 反馈:“很好”',
      false,
      { customer: '云帆科技!', channel: 'phone', content: '聊', feedback: '好；很好', missing: ['next'] },
    ],
    [
      '云帆科技 电话 聊 参与:李总',
      false,
      { customer: '云帆科技!', channel: 'phone', content: '聊', participants: '李总', missing: ['feedback', 'next'] },
    ],
    [
      '云帆科技 电话 ★预算50万 ★决策人李总 ★发报价',
      false,
      {
        customer: '云帆科技!',
        channel: 'phone',
        facts: '预算50万；决策人李总',
        promises: ['发报价'],
        missing: ['content', 'feedback'],
      },
    ],
    [
      '云帆科技 电话 ★发报价\n客户说好',
      false,
      { customer: '云帆科技!', channel: 'phone', content: '客户说好', promises: ['发报价'] },
    ],
    [
      '云帆科技 电话 ★预算50万\n客户说好',
      false,
      { customer: '云帆科技!', channel: 'phone', content: '客户说好', facts: '预算50万', missing: ['next'] },
    ],
    [
      '云帆科技 电话 !双渠道 聊',
      false,
      { customer: '云帆科技!', channel: 'phone', content: '聊', twoChannels: true, missing: ['feedback', 'next'] },
    ],
    [
      '云帆科技 电话 聊 ！双渠道确认',
      false,
      { customer: '云帆科技!', channel: 'phone', content: '聊', twoChannels: true, missing: ['feedback', 'next'] },
    ],
    [
      '云帆科技 电话 聊!confirm',
      false,
      { customer: '云帆科技!', channel: 'phone', content: '聊', twoChannels: true, missing: ['feedback', 'next'] },
    ],
    [
      '云帆科技 电话 聊 !confirmed',
      false,
      { customer: '云帆科技!', channel: 'phone', content: '聊 !confirmed', missing: ['feedback', 'next'] },
    ],
    [
      '云帆科技 电话 谈合同条款 未接通',
      false,
      { customer: '云帆科技!', channel: 'phone', isReached: false, content: '谈合同条款 未接通' },
    ],
    [
      '云帆科技 打了个电话，客户说好',
      false,
      { customer: '云帆科技', channel: 'phone', content: '打了个电话，客户说好', missing: ['next'] },
    ],
    [
      '云帆科技 上门拜访，微信上沟通过',
      false,
      { customer: '云帆科技', content: '上门拜访，微信上沟通过', missing: ['channel', 'feedback', 'next'] },
    ],
    [
      '云帆科技 发了封邮件 客户要求降价',
      false,
      {
        customer: '云帆科技',
        channel: 'email',
        content: '发了封邮件 客户要求降价',
        purposes: ['proposal'],
        missing: ['next'],
      },
    ],
    [
      '云帆科技 texted them',
      false,
      { customer: '云帆科技', channel: 'sms', content: 'texted them', missing: ['feedback', 'next'] },
    ],
    [
      '云帆科技 电话 无人接听',
      false,
      { customer: '云帆科技!', channel: 'phone', isReached: false, content: '无人接听' },
    ],
    [
      '云帆科技 电话 客户满意，无需跟进',
      false,
      {
        customer: '云帆科技!',
        channel: 'phone',
        content: '客户满意，无需跟进',
        nothingNext: true,
        missing: ['feedback'],
      },
    ],
    [
      '云帆科技 电话 下一步:无',
      false,
      { customer: '云帆科技!', channel: 'phone', nothingNext: true, missing: ['content', 'feedback'] },
    ],
    [
      '云帆科技 电话 聊 客户:飞鱼',
      false,
      { customer: '飞鱼!', content: '云帆科技 电话 聊', missing: ['channel', 'feedback', 'next'] },
    ],
    [
      '聊 客户:“飞 鱼” 电话',
      false,
      { customer: '飞 鱼!', channel: 'phone', content: '聊', missing: ['feedback', 'next'] },
    ],
    ['客户: 聊', false, { customer: '聊!', missing: ['channel', 'content', 'feedback', 'next'] }],
    [
      '云帆科技 电话 ！！',
      false,
      { customer: '云帆科技!', channel: 'phone', content: '！！', missing: ['content', 'feedback', 'next'] },
    ],
    [
      '云帆科技 电话 “很好的产品”',
      false,
      { customer: '云帆科技!', channel: 'phone', content: '“很好的产品”', missing: ['next'] },
    ],
    [
      '云帆科技 电话 续约、投诉、方案、交付',
      false,
      {
        customer: '云帆科技!',
        channel: 'phone',
        content: '续约、投诉、方案、交付',
        purposes: ['renewal', 'complaint', 'proposal'],
        missing: ['feedback', 'next'],
      },
    ],
    [
      '云帆科技 电话 聊 内容:补充',
      false,
      { customer: '云帆科技!', channel: 'phone', content: '聊\n补充', missing: ['feedback', 'next'] },
    ],
    ['"云帆 科技"', false, { customer: '云帆 科技!', missing: ['channel', 'content', 'feedback', 'next'] }],
    ['“云帆” 电话', false, { customer: '云帆!', channel: 'phone', missing: ['content', 'feedback', 'next'] }],
    ['电话 “云帆” 聊', false, { customer: '云帆!', channel: 'phone', content: '聊', missing: ['feedback', 'next'] }],
    ['电话 电话 聊', false, { customer: '电话!', channel: 'phone', content: '聊', missing: ['feedback', 'next'] }],
    ['', false, { missing: ['channel', 'content', 'feedback', 'next'] }],
    ['   ', false, { missing: ['channel', 'content', 'feedback', 'next'] }],
    [
      '云帆科技 电话 聊\n\n\n下一步：发报价',
      false,
      { customer: '云帆科技!', channel: 'phone', content: '聊', promises: ['发报价'], missing: ['feedback'] },
    ],
    ['电话 聊', true, { channel: 'phone', content: '聊', missing: ['feedback', 'next'] }],
    ['聊 电话', true, { content: '聊 电话', missing: ['channel', 'feedback', 'next'] }],
    ['C202603001 聊', true, { content: '聊', ticket: 'C202603001', missing: ['channel', 'feedback', 'next'] }],
  ])('%j (its customer is known: %s): %j', (text, hasCustomer, expected) => {
    expect(read(text, hasCustomer)).toEqual({ ...NOTHING, ...expected });
  });
});

test('of many purposes the first three, named ones before what the words say; parts are joined as people read them', () => {
  const read = (text: string) => readContact(text, { dates: DATES, knownCustomers: [] });
  expect(read('云帆科技 电话 续约 类型:关怀、调研、线索、投诉').purposes).toEqual(['care', 'survey', 'lead']);
  expect(read('云帆科技 电话 一 内容:二 反馈:三 反馈:四 ★预算五 ★决策人六')).toMatchObject({
    content: '一\n二',
    feedback: '三；四',
    facts: '预算五；决策人六',
  });
  expect(read('云帆科技 电话!双渠道聊').twoChannels).toBe(false);
  expect(read('云帆科技 电话 聊!双渠道 完').content).toMatch(/^聊\s+完$/u);
  expect(read('  客户: ').customer).toBeNull();
  expect(read('云帆科技 电话 ……').missing).toContain('content');
  expect(read('云帆科技 电话 5').missing).not.toContain('content');
});
