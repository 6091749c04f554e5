import { describe, expect, test } from 'vitest';
import { loadTalkTracks } from '../../../src/config/talk-tracks.ts';
import { findFlags, proposeTags } from '../../../src/domain/contact/flags.ts';
import { followUpNumber, takeContactNumber } from '../../../src/domain/contact/number.ts';
import { fillTalkTrack, findTalkTrack, parseTalkTrack } from '../../../src/domain/contact/talk-track.ts';
import { LOCALES } from '../../../src/domain/vocabulary.ts';

const flagsOf = (text: string) => findFlags(text).map(({ flag, words }) => (words === '' ? flag : `${flag} ${words}`));

describe('wording', () => {
  test.each<[string, readonly string[]]>([
    ['承诺100%解决', ['absolute 100%解决']],
    ['我们保证准时', ['absolute 保证准时']],
    ['我们一定会处理', ['absolute 一定会']],
    ['零故障', ['absolute 零故障']],
    ['this will definitely work', ['absolute will definitely']],
    ['a 100 % guarantee', ['absolute 100 %']],
    ['你们自己弄错了', ['you-people 你们自己']],
    ['you people never read', ['you-people you people']],
    ['我们会尽力优化，周五前给您答复', []],
    ['客户说不一定能来', []],
    ['完成了 100 台的交付', []],
    ['身份证 110101199003078515', ['identity']],
    ['卡号 6222 0212 3456 7890 128', ['card']],
    ['年收入 3000 万', ['finance']],
    ['revenue of 30 million', ['finance']],
  ])('%s', (text, expected) => {
    expect(flagsOf(text)).toEqual(expected);
  });

  test('a judgement is flagged in the words that were used', () => {
    expect(flagsOf('客户情绪激动，不讲道理').some((one) => one.startsWith('judgement'))).toBe(true);
  });

  test('far into a text nothing is looked for', () => {
    const far = `${'说'.repeat(8_100)}保证准时，希望降10%`;
    expect([flagsOf(far), proposeTags(far, 'zh-CN')]).toEqual([[], []]);
    expect(flagsOf(`${'说'.repeat(7_900)}保证准时`)).toEqual(['absolute 保证准时']);
  });

  test('tags are proposed in the language of whoever wrote it', () => {
    expect(proposeTags('价格希望降10%，内部审批要两个月', 'zh-CN')).toEqual(['重视性价比', '决策周期长']);
    expect(proposeTags('they want a discount', 'en')).toEqual(['price-conscious']);
    expect(proposeTags('天气不错', 'zh-CN')).toEqual([]);
  });
});

describe('numbers', () => {
  test.each([
    ['G202611001', { number: 'G202611001', n: null, rest: '' }],
    ['g202611001-2 报价已发', { number: 'G202611001', n: 2, rest: '报价已发' }],
    ['#Ｇ２０２６１１００１－３，好', { number: 'G202611001', n: 3, rest: '好' }],
    ['G20261112345 x', { number: 'G20261112345', n: null, rest: 'x' }],
  ])('%s', (text, expected) => {
    expect(takeContactNumber(text)).toEqual(expected);
  });

  test.each(['', 'C202611001', 'G202613001', 'G202611000', 'G20261100', 'G2026110011x', 'Grand 202611001'])(
    '%j is none',
    (text) => expect(takeContactNumber(text)).toBeNull(),
  );

  test('what is shown is read back', () => {
    expect(takeContactNumber(followUpNumber('G202611001', 12))).toMatchObject({ number: 'G202611001', n: 12 });
  });
});

describe('talk tracks', () => {
  const FACTS = { customer: '云帆科技', me: '小王', person: '李总', last: null, promises: '发报价', tickets: null };

  test('a line whose fact is not known is left out', () => {
    const track = parseTalkTrack(
      'x',
      'zh-CN',
      '# 续约\n> 续签, renewal\n\n{person}您好，我是{me}。\n上次：{last}。\n还有：{promises}。',
    );
    expect(track).toMatchObject({ title: '续约', aliases: ['续签', 'renewal'] });
    expect(fillTalkTrack(track, FACTS)).toBe('李总您好，我是小王。\n还有：发报价。');
  });

  test('files as editors leave them: other line ends, gaps, without a title or names', () => {
    expect(parseTalkTrack('x', 'en', '#  Two words  \r\n>  One ,two\r\n\r\n Say it. \r\n\r\n')).toEqual({
      name: 'x',
      locale: 'en',
      title: 'Two words',
      aliases: ['one', 'two'],
      body: 'Say it.',
    });
    expect(parseTalkTrack('bare', 'en', 'Say it.\nAnd that.\n')).toEqual({
      name: 'bare',
      locale: 'en',
      title: 'bare',
      aliases: [''],
      body: 'Say it.\nAnd that.',
    });
    expect(parseTalkTrack('x', 'en', 'not # a title\nnot > names').body).toBe('not # a title\nnot > names');
  });

  test('gaps that left-out lines make are closed, a line with two facts needs both', () => {
    const track = parseTalkTrack('x', 'en', 'A\n\n{last}\n\nB {person} {tickets}\n\n\n\nC {me} {me}\n');
    expect(fillTalkTrack(track, FACTS)).toBe('A\n\nC 小王 小王');
    expect(fillTalkTrack(track, { ...FACTS, last: 'L', tickets: 'T' })).toBe('A\n\nL\n\nB 李总 T\n\nC 小王 小王');
  });

  test('by its file’s name, whatever stands around it; else in whatever language there is', () => {
    const one = parseTalkTrack('refund', 'en', '# Refund\n> money back');
    expect(findTalkTrack([one], ' Refund ', 'en')).toBe(one);
    expect(findTalkTrack([one], 'money back', 'zh-CN')).toBe(one);
    expect(findTalkTrack([one], 'money', 'en')).toBeNull();
  });

  test('found by any of its names, and shown in the reader’s language', async () => {
    const tracks = await loadTalkTracks('content/talk-tracks');
    expect(findTalkTrack(tracks, '投诉', 'zh-CN')).toMatchObject({ name: 'complaint', locale: 'zh-CN' });
    expect(findTalkTrack(tracks, '投诉', 'en')).toMatchObject({ name: 'complaint', locale: 'en' });
    expect(findTalkTrack(tracks, 'Renewal', 'zh-CN')).toMatchObject({ name: 'renewal', locale: 'zh-CN' });
    expect(findTalkTrack(tracks, '../secrets', 'en')).toBeNull();
  });

  test('ours: five kinds, in both languages, none of which promises what nobody can keep', async () => {
    const tracks = await loadTalkTracks('content/talk-tracks');
    const names = [...new Set(tracks.map((one) => one.name))].toSorted();
    expect(names).toEqual(['complaint', 'delay', 'first-care', 'renewal', 'revisit']);
    for (const name of names) {
      for (const locale of LOCALES) {
        const track = tracks.find((one) => one.name === name && one.locale === locale);
        if (track === undefined) expect.unreachable(`${name} is not told in ${locale}`);
        const text = fillTalkTrack(track, FACTS);
        expect(text).not.toMatch(/[{}]/u);
        expect(flagsOf(text), `${name}.${locale}`).toEqual([]);
      }
    }
  });

  test('without the directory there are none', async () => {
    expect(await loadTalkTracks('/nowhere')).toEqual([]);
  });
});
