import { describe, expect, test } from 'vitest';
import { readCustomersWord } from '../../../src/domain/contact/customers-word.ts';
import { type AwaitingTalk, type SecondTalk, secondChannelFor } from '../../../src/domain/contact/second-channel.ts';

const AGREED: AwaitingTalk = {
  number: 'A',
  ticketId: null,
  purposes: ['renewal'],
  content: 'talked',
  spokenAt: 100,
  confirmedOn: ['phone'],
  isTheirs: true,
};
const MAIL: SecondTalk = {
  channel: 'email',
  outcome: 'reached',
  ticketId: null,
  purposes: ['renewal'],
  content: 'wrote',
  spokenAt: 200,
};

/** Who is confirmed, and who may be meant: `A | B, C`. */
function said(talk: Partial<SecondTalk>, ...awaiting: readonly Partial<AwaitingTalk>[]): string {
  const found = secondChannelFor(
    { ...MAIL, ...talk },
    awaiting.map((one, i) => ({ ...AGREED, number: 'ABCDE'[i] ?? '', ...one })),
  );
  return `${found.confirmed?.number ?? '-'} | ${found.candidates.map((one) => one.number).join()}`;
}

describe('which agreement a talk confirms (C8)', () => {
  test.each<[string, Partial<SecondTalk>, readonly Partial<AwaitingTalk>[], string]>([
    ['the only one of its topic', {}, [{}], 'A | '],
    ['at the same moment', { spokenAt: 100 }, [{}], 'A | '],
    ['an earlier talk asks', { spokenAt: 99 }, [{}], '- | A'],
    ['nobody reached', { outcome: 'not-reached' }, [{}], '- | '],
    ['no talk', { outcome: 'none' }, [{}], '- | '],
    ['no channel', { channel: null }, [{}], '- | '],
    ['the same channel', { channel: 'phone' }, [{}], '- | '],
    ['confirmed enough', {}, [{ confirmedOn: ['phone', 'sms'] }], '- | '],
    ['confirmed on none yet', {}, [{ confirmedOn: [] }], '- | '],
    ['none awaits', {}, [], '- | '],
    ['another topic', {}, [{ purposes: ['delivery'] }], '- | '],
    ['one topic of two', { purposes: ['care', 'renewal'] }, [{ purposes: ['renewal', 'upsell'] }], 'A | '],
    [
      'contract terms on both sides',
      { purposes: [], content: '合同条款已确认' },
      [{ purposes: [], content: '谈合同金额' }],
      'A | ',
    ],
    [
      'a contract and a service',
      { purposes: [], content: '合同条款' },
      [{ purposes: [], content: '服务变更' }],
      '- | ',
    ],
    [
      'a change of service in English',
      { purposes: [], content: 'service change' },
      [{ purposes: [], content: '套餐调整' }],
      'A | ',
    ],
    ['its topic is known to nobody', { purposes: [] }, [{}], '- | A'],
    ['the other one’s topic is known to nobody', {}, [{ purposes: [] }], '- | A'],
    ['two of its topic', {}, [{}, {}], '- | A,B'],
    ['one of its topic beside one of another', {}, [{}, { purposes: ['delivery'] }], 'A | '],
    ['one of its topic beside one of none', {}, [{}, { purposes: [] }], '- | A,B'],
    ['four are too many to choose from', {}, [{}, {}, {}, {}], '- | A,B,C'],
    ['not theirs', {}, [{ isTheirs: false }], '- | '],
    ['theirs beside another team’s', {}, [{}, { isTheirs: false }], 'A | '],
    ['no topic, and not theirs', { purposes: [] }, [{ isTheirs: false }], '- | '],
    ['the same ticket', { ticketId: 'T', purposes: [] }, [{ ticketId: 'T', purposes: [] }], 'A | '],
    ['the same ticket, whoever logged it', { ticketId: 'T' }, [{ ticketId: 'T', isTheirs: false }], 'A | '],
    ['the same ticket before any topic', { ticketId: 'T' }, [{}, { ticketId: 'T', purposes: ['care'] }], 'B | '],
    ['two of the same ticket', { ticketId: 'T' }, [{ ticketId: 'T' }, { ticketId: 'T' }], '- | A,B'],
    ['another ticket', { ticketId: 'T' }, [{ ticketId: 'U' }], '- | '],
    ['a ticket and none', { ticketId: 'T' }, [{}], '- | A'],
    ['none and a ticket', {}, [{ ticketId: 'T' }], '- | A'],
    ['the same ticket, earlier', { ticketId: 'T', spokenAt: 99 }, [{ ticketId: 'T' }], '- | A'],
  ])('%s', (_what, talk, awaiting, expected) => {
    expect(said(talk, ...awaiting)).toBe(expected);
  });
});

describe('the customer’s word on a result (T8)', () => {
  test.each<[string, number | 'no-objection' | null]>([
    ['很满意，没再卡过', 5],
    ['客户满意', 5],
    ['基本满意', 4],
    ['还算满意', 4],
    ['比较满意', 4],
    ['不满意', 2],
    ['不太满意，又卡了', 2],
    ['明显不满', 2],
    ['无异议', 'no-objection'],
    ['客户没有任何异议', 'no-objection'],
    ['评分：4', 4],
    ['打了3分', 3],
    ['给了 5 分', 5],
    ['评价为2', 2],
    ['score: 3', 3],
    ['rated us 4', 4],
    ['4 out of 5', 4],
    ['They are satisfied now', 5],
    ['mostly satisfied', 4],
    ['not really satisfied', 2],
    ['dissatisfied', 2],
    ['no objections', 'no-objection'],
    ['happy with the result', 5],
    // No word: a survey, a condition, a question, a wish, a number of something else.
    ['做了满意度调研', null],
    ['如果一周不卡就满意', null],
    ['满意吗？', null],
    ['问是否满意', null],
    ['希望下次能让您满意', null],
    ['satisfied if it lasts a week', null],
    ['评分 10', null],
    ['score 4.5', null],
    ['先用用看', null],
    ['', null],
    [`${'说'.repeat(1_000)}满意`, null],
  ])('%s', (text, expected) => {
    const word = readCustomersWord(text);
    expect(word === null ? null : word.score === null ? word.word : word.score).toBe(expected);
  });
});
