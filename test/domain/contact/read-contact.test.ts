import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readContact } from '../../../src/domain/contact/read-contact.ts';
import type { WrittenContact } from '../../../src/domain/contact/written-contact.ts';
import { clock, HANDBOOK } from '../../support/commitments.ts';
import { wall } from '../calendar/local-time.ts';

/** Tuesday 3 March 2026, 15:00. */
const NOW = clock('2026-03-03 15:00');

function read(
  text: string,
  options: { locale?: 'zh-CN' | 'en'; known?: readonly string[]; hasCustomer?: boolean } = {},
) {
  const { locale = 'zh-CN', known = [], hasCustomer = false } = options;
  return readContact(text, {
    dates: {
      now: NOW,
      timezone: 'Asia/Shanghai',
      calendar: HANDBOOK.calendar,
      prefer: 'future',
      wholeDay: 'closing',
      locale,
    },
    knownCustomers: known,
    hasCustomer,
  });
}

/** `发报价 @owner 2026-03-06 18:00 ★`, a line each. */
function promises({ promises: all }: WrittenContact): string[] {
  return all.map(({ words, owner, when, starred }) => {
    const date = when === null ? '-' : when.reading.ok ? wall(HANDBOOK.calendar, when.reading.at) : when.reading.reason;
    return [words, ...(owner === null ? [] : [`@${owner}`]), date, ...(starred ? ['★'] : [])].join(' ');
  });
}

describe('aim, materials and read-back (C9, C10)', () => {
  test.each([
    ['目的:谈妥续约价格', { aim: '谈妥续约价格', purposes: ['renewal'], badPurpose: null }],
    // A kind of talk stays one.
    ['目的:续约', { aim: null, purposes: ['renewal'] }],
    ['目的:续约、增购', { aim: null, purposes: ['renewal', 'upsell'] }],
    ['类型:"续约, 增购"', { purposes: ['renewal', 'upsell'], badPurpose: null }],
    ['目标:续约', { aim: '续约', purposes: ['renewal'] }],
    ['aim:agree the price', { aim: 'agree the price' }],
    ['goal:“agree the price”', { aim: 'agree the price' }],
    ['材料:报价单 第二版 目的达成:是', { materials: '报价单 第二版', aimReached: true }],
    ['materials:price list v2', { materials: 'price list v2' }],
    ['took along:samples', { materials: 'samples' }],
    ['目的达成:否', { aimReached: false }],
    ['aim reached:yes', { aimReached: true }],
    ['aim-reached:no', { aimReached: false }],
    ['goal reached: done', { aimReached: true }],
    ['复述确认:是', { readBack: true }],
    ['复述确认：已确认', { readBack: true }],
    ['复述:没有', { readBack: false }],
    ['read-back:yes', { readBack: true }],
    ['read back: NO', { readBack: false }],
    ['readback:y', { readBack: true }],
    ['复述确认:是 复述确认:大概', { readBack: true, badYesNo: '大概' }],
    ['复述确认:也许', { readBack: null, badYesNo: '也许' }],
    ['聊了', { aim: null, aimReached: null, materials: null, readBack: null, badYesNo: null }],
  ])('%s', (mark, expected) => {
    expect(read(`云帆科技 电话 客户说好 ${mark}`)).toMatchObject(expected);
  });

  test('what follows the answer was said, and an attempt confirms nothing', () => {
    expect(read('云帆科技 电话 复述确认:是 客户满意')).toMatchObject({ readBack: true, content: '客户满意' });
    const vain = read('云帆科技 电话 未接通 复述确认:是 目的达成:是 目标:约时间');
    expect(vain).toMatchObject({ isReached: false, readBack: null, aimReached: null, aim: '约时间' });
  });

  test('long ones are cut visibly', () => {
    const talk = read(`云帆科技 电话 聊 目标:${'长'.repeat(1_200)}\n材料:${'料'.repeat(1_200)}`);
    expect([...(talk.aim ?? '')].length).toBeLessThanOrEqual(1_001);
    expect([...(talk.materials ?? '')].length).toBeLessThanOrEqual(1_001);
  });

  test('every key is read, also the longest', () => {
    expect(read('Acme phone talked participants:Lin and Paul', { locale: 'en' }).participants).toBe('Lin and Paul');
  });
});

describe('the whole line', () => {
  test('in Chinese', () => {
    const talk = read('云帆科技 电话 讨论续约，价格希望降10% 情绪:犹豫 下一步:周五前发报价 ★安排技术演示 下周三');
    expect(talk).toMatchObject({
      customer: { name: '云帆科技', isMarked: true },
      channel: 'phone',
      isReached: true,
      content: '讨论续约，价格希望降10%',
      moods: ['hesitant'],
      purposes: ['renewal'],
      missing: [],
      start: null,
      twoChannels: false,
    });
    expect(promises(talk)).toEqual(['发报价 2026-03-06 18:00', '安排技术演示 2026-03-11 18:00 ★']);
  });

  test('in English', () => {
    const line =
      'Acme phone discussed the renewal, they want 10% off mood:hesitant next:send the quote by Friday ★book a demo next Wed @Lin';
    const talk = read(line, { locale: 'en' });
    expect(talk).toMatchObject({
      customer: { name: 'Acme', isMarked: true },
      channel: 'phone',
      content: 'discussed the renewal, they want 10% off',
      moods: ['hesitant'],
      purposes: ['renewal'],
      missing: [],
    });
    expect(promises(talk)).toEqual(['send the quote 2026-03-06 18:00', 'book a demo @Lin 2026-03-11 18:00 ★']);
  });

  test('over many lines, full-width marks, quotes that hold marks', () => {
    const talk = read(`客户：“云帆 科技”
渠道：企微　时间：14:00－14:30
内容：聊了交付计划
客户反馈：「下一步：你们先来人」
情绪：疑虑、不满
下一步：周四上门 @小林；明天发纪要
★预算 50 万
参与：李总、小王`);
    expect(talk).toMatchObject({
      customer: { name: '云帆 科技', isMarked: true },
      channel: 'wecom',
      content: '聊了交付计划',
      feedback: '下一步：你们先来人',
      moods: ['worried', 'displeased'],
      facts: '预算 50 万',
      participants: '李总、小王',
      missing: [],
    });
    expect(promises(talk)).toEqual(['上门 @小林 2026-03-05 18:00', '发纪要 2026-03-04 18:00']);
  });
});

test('marks inside quotes are somebody’s words', () => {
  const talk = read('云帆科技 电话 聊 反馈:“我们想好了 下一步:你们先来人 ★免费” 情绪:积极');
  expect(talk).toMatchObject({ feedback: '我们想好了 下一步:你们先来人 ★免费', promises: [], moods: ['keen'] });
});

describe('the customer', () => {
  test.each<[string, string | null, boolean]>([
    ['云帆科技 电话 聊续约', '云帆科技', true],
    ['电话 云帆科技 聊续约', '云帆科技', true],
    ['"云帆 科技" 聊续约', '云帆 科技', true],
    ['客户:云帆科技 聊续约', '云帆科技', true],
    ['聊了续约 客户:云帆科技', '云帆科技', true],
    // A first word that nothing shows to be a name is looked up, and made into no customer.
    ['云帆科技 聊续约', '云帆科技', false],
    ['讨论续约', '讨论续约', false],
    ['C202603001 电话 客户说可以', null, false],
  ])('%s', (line, name, isMarked) => {
    const { customer } = read(line);
    expect(customer).toEqual(name === null ? null : { name, isMarked });
  });

  test('a known name may have spaces; the longest wins', () => {
    const talk = read('Acme Corp of Asia phone talked', { known: ['Acme', 'Acme Corp of Asia'], locale: 'en' });
    expect(talk).toMatchObject({ customer: { name: 'Acme Corp of Asia' }, channel: 'phone', content: 'talked' });
  });

  test('what a mark names leaves the first words to what was said', () => {
    expect(read('聊了续约 客户:云帆科技').content).toBe('聊了续约');
  });
});

describe('when and how', () => {
  test.each<[string, string, string | null]>([
    ['云帆科技 昨天下午3点 拜访 聊', '2026-03-02 15:00', null],
    ['云帆科技 时间:14:00-14:30 电话 聊', '2026-03-03 14:00', '2026-03-03 14:30'],
    ['云帆科技 时间:昨天 9:00～10:15 电话 聊', '2026-03-02 09:00', '2026-03-02 10:15'],
    ['Acme time:10:00-11:00 phone talked', '2026-03-03 10:00', '2026-03-03 11:00'],
    ['云帆科技 明天 电话 聊', 'future', null],
    ['云帆科技 时间:18:00 电话 聊', 'future', null],
    ['云帆科技 时间:2月30日 电话 聊', 'does-not-exist', null],
    ['云帆科技 时间:改天 电话 聊', 'not-a-date', null],
  ])('%s', (line, start, end) => {
    const { start: from, end: to, channel } = read(line);
    const text = (one: WrittenContact['start']) =>
      one === null ? null : one.reading.ok ? wall(HANDBOOK.calendar, one.reading.at) : one.reading.reason;
    expect([text(from), text(to)]).toEqual([start, end]);
    expect(channel).not.toBeNull();
  });

  test('a date that goes on into words is what was said, not when', () => {
    const talk = read('云帆科技 电话 下周三交付推迟，客户同意');
    expect(talk).toMatchObject({ start: null, content: '下周三交付推迟，客户同意' });
  });

  test.each([
    ['云帆科技 打了电话，客户说可以', 'phone'],
    ['云帆科技 上门聊了方案', 'visit'],
    ['云帆科技 微信上回复了', 'wecom'],
    ['Acme e-mailed the offer', 'email'],
    // Two of them: a guess would be worse than none.
    ['云帆科技 打了电话又发了邮件', null],
    ['云帆科技 聊了方案', null],
  ])('%s → %s', (line, channel) => {
    expect(read(line).channel).toBe(channel);
  });

  test('a channel that is none is told, not guessed', () => {
    expect(read('云帆科技 渠道:飞鸽 聊')).toMatchObject({ channel: null, badChannel: '飞鸽' });
  });
});

describe('five elements', () => {
  test.each<[string, readonly string[]]>([
    ['云帆科技 讨论续约', ['channel', 'feedback', 'next']],
    ['云帆科技 电话', ['content', 'feedback', 'next']],
    ['云帆科技 电话 讨论续约', ['feedback', 'next']],
    ['云帆科技 电话 讨论续约 客户说太贵', ['next']],
    ['云帆科技 电话 讨论续约 情绪:积极', ['next']],
    ['云帆科技 电话 讨论续约，客户同意 下一步:无', []],
    ['云帆科技 电话 讨论续约，客户同意，无需跟进', []],
    ['Acme phone renewal, they agreed next:none', []],
    // An attempt has nothing to tell but how it was made.
    ['云帆科技 电话 未接通', []],
    ['云帆科技 未接通', ['channel']],
  ])('%s', (line, missing) => {
    expect(read(line).missing).toEqual(missing);
  });

  test('an attempt in vain is told from a talk', () => {
    expect(read('云帆科技 电话 未接通，稍后再拨').isReached).toBe(false);
    expect(read('云帆科技 电话 未接通后再拨，客户说可以').isReached).toBe(true);
    expect(read('Acme phone no answer').isReached).toBe(false);
  });

  test('mood and purpose that are none are told; the words are kept as the reaction', () => {
    expect(read('云帆科技 电话 聊 情绪:抓狂 类型:闲聊')).toMatchObject({
      moods: [],
      badMood: '抓狂',
      feedback: '抓狂',
      badPurpose: '闲聊',
    });
  });
});

describe('promises', () => {
  test.each<[string, readonly string[]]>([
    ['发报价', ['发报价 -']],
    ['明天下午5点发报价', ['发报价 2026-03-04 17:00']],
    ['发报价，下周一回访', ['发报价 -', '回访 2026-03-09 18:00']],
    ['周五前发报价，含运费', ['发报价，含运费 2026-03-06 18:00']],
    ['周五前发报价，下周一回访', ['发报价 2026-03-06 18:00', '回访 2026-03-09 18:00']],
    ['发报价，周五前', ['发报价 2026-03-06 18:00']],
    ['1. 发报价 周五\n2. 回访 下周一', ['发报价 2026-03-06 18:00', '回访 2026-03-09 18:00']],
    ['@小林 明天安排维修', ['安排维修 @小林 2026-03-04 18:00']],
    ['安排维修 @slack:U0LIN 明天', ['安排维修 @slack:U0LIN 2026-03-04 18:00']],
    ['昨天发报价', ['发报价 past']],
    ['2月30日发报价', ['发报价 does-not-exist']],
    ['周五', [' 2026-03-06 18:00']],
    ['无', []],
  ])('%j', (text, expected) => {
    expect(promises(read(`云帆科技 电话 聊 下一步:${text}`))).toEqual(expected);
  });

  test('★ promises and ★ facts', () => {
    const talk = read('云帆科技 电话 聊 ★明天发合同 ★决策人李总 ⭐预算80万 *call back tomorrow');
    expect(promises(talk)).toEqual(['发合同 2026-03-04 18:00 ★', 'call back 2026-03-04 18:00 ★']);
    expect(talk.facts).toBe('决策人李总；预算80万');
  });
});

describe('two channels', () => {
  test.each([
    ['云帆科技 电话 聊了合同条款', true],
    ['云帆科技 电话 聊 !双渠道', true],
    ['Acme phone service change agreed', true],
    ['云帆科技 电话 聊了天气', false],
    ['云帆科技 电话 合同条款 未接通', false],
  ])('%s', (line, needed) => {
    expect(read(line).twoChannels).toBe(needed);
  });
});

describe('hostile text', () => {
  test('any text is read, and what was said is not lost', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '下一步:',
        '★',
        '情绪：',
        '时间:',
        '客户:"',
        '@',
        '周五',
        '”',
        '「',
        '-',
        '\n',
        '：',
        'next: ',
        '14:00-',
        ' ',
      ),
      fc.string({ maxLength: 8, unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const talk = read(pieces.join(''));
        expect(talk.content.length).toBeLessThanOrEqual(4_000);
        expect(talk.promises.every((one) => one.words.length <= 1_000)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['keys', '下一步:'.repeat(4_000)],
    ['stars', '★'.repeat(12_000)],
    ['quotes', '“'.repeat(12_000)],
    ['colons', 'a:'.repeat(8_000)],
    ['dates', '周五'.repeat(6_000)],
    ['mentions', '@小林 '.repeat(4_000)],
    ['commas', '明天发，'.repeat(3_000)],
    ['steps', `下一步:${'明天发，'.repeat(3_000)}`],
    ['lines', `下一步:${'明天发\n'.repeat(3_000)}`],
    ['one long word', '好'.repeat(30_000)],
  ])('twice as many %s take about twice as long', (_what, text) => {
    const timeOf = (one: string) => {
      const from = performance.now();
      read(`云帆科技 电话 ${one}`);
      return performance.now() - from;
    };
    timeOf(text);
    const half = Math.min(timeOf(text.slice(0, text.length / 2)), timeOf(text.slice(0, text.length / 2)));
    const whole = Math.min(timeOf(text), timeOf(text));
    // The square would be four times; small times are noise.
    expect(whole).toBeLessThan(Math.max(half, 60) * 3.5);
  });
});
