import { describe, expect, it } from 'vitest';
import { campaignNumber, readCampaignNumber } from '../../../src/domain/care/campaign-number.ts';
import { NAMES_CHANNEL, PICK_MARK, SO_MANY_DAYS, TAG_MARK } from '../../../src/domain/care/lexicon-care.ts';

describe('the number of a campaign', () => {
  it('has at least five digits', () => {
    expect([1, 12_345, 1_234_567].map(campaignNumber)).toEqual(['H00001', 'H12345', 'H1234567']);
  });

  it.each([
    ['H00001', 1],
    ['h1', 1],
    ['#H00042', 42],
    [' h 42 ', 42],
    ['Ｈ０００４２', 42],
    ['H999999999', 999_999_999],
    ['H0', null],
    ['H1234567890', null],
    ['xH1', null],
    ['H1x', null],
    ['H', null],
    ['Hx', null],
    ['K00001', null],
    ['', null],
  ])('%j is %j', (text, n) => {
    expect(readCampaignNumber(text)).toBe(n);
  });
});

describe('words of care', () => {
  it.each([
    ['3', '3'],
    ['3天', '3'],
    ['3 日', '3'],
    ['3天后', '3'],
    ['3 天 后', '3'],
    ['14 days later', '14'],
    ['1day', '1'],
    ['2d', '2'],
    ['120D', '120'],
    ['1200', null],
    ['x3', null],
    ['3x', null],
    ['3天了', null],
    ['后', null],
    ['三天', null],
  ])('%j: so many days %j', (text, days) => {
    expect(SO_MANY_DAYS.exec(text)?.[1] ?? null).toBe(days);
  });

  it.each([
    ['tier:A', 'tier', 'A'],
    ['等级：VIP', '等级', 'VIP'],
    ['Stage:at-risk', 'Stage', 'at-risk'],
    ['标签:老客户', '标签', '老客户'],
    ['tag:a:b', 'tag', 'a:b'],
  ])('%j picks by %j: %j', (text, mark, value) => {
    expect(PICK_MARK.exec(text)?.slice(1)).toEqual([mark, value]);
  });

  it.each(['tier:', 'xtier:A', 'tierA', 'A', 'tier\n:A', 'tag:a\nb'])('%j picks by nothing', (text) => {
    expect(PICK_MARK.test(text)).toBe(false);
  });

  it('a tag is marked by exactly that', () => {
    expect(['tag', 'TAG', '标签', 'tags', 'hashtag', '标签组', '小标签'].map((word) => TAG_MARK.test(word))).toEqual([
      ...[true, true, true],
      ...[false, false, false, false],
    ]);
  });

  it('a line names its channel where a word of its own says so', () => {
    const lines = [
      '渠道:电话',
      '聊了近况 渠道：微信',
      'talked channel :phone',
      'CHANNEL:sms',
      '双渠道:都可以',
      '渠道 电话',
      '渠道  :电话',
    ];
    expect(lines.map((line) => NAMES_CHANNEL.test(line))).toEqual([true, true, true, true, false, false, false]);
  });
});
