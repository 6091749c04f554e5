import { describe, expect, it } from 'vitest';
import { editDistance, nearestWord } from '../../../src/domain/intake/near-match.ts';
import { readTicketNumber, takeTicketNumber } from '../../../src/domain/intake/ticket-number.ts';
import { splitVerb } from '../../../src/domain/intake/verb.ts';

const VERBS = [
  { name: 'new', aliases: ['新建'] },
  { name: 'list', aliases: ['列表', 'ls'] },
  { name: 'take', aliases: ['认领', '接单'] },
  { name: 'note', aliases: ['备注'] },
  { name: 'escalate', aliases: ['升级'] },
];

describe('splitVerb', () => {
  it.each<[string, string | null, string, string | null]>([
    ['take C202611001', 'take', 'C202611001', null],
    ['TAKE  C202611001 now', 'take', 'C202611001 now', null],
    ['ｔａｋｅ C202611001', 'take', 'C202611001', null],
    ['/take C202611001', 'take', 'C202611001', null],
    ['／认领 C202611001', 'take', 'C202611001', null],
    ['认领　C202611001', 'take', 'C202611001', null],
    ['认领C202611001', 'take', 'C202611001', null],
    ['备注202611001 已联系', 'note', '202611001 已联系', null],
    ['list\nmine', 'list', 'mine', null],
    ['\u200Blist', 'list', '', null],
    ['', null, '', null],
    ['  ', null, '', null],
    ['打印机卡纸', null, '打印机卡纸', null],
    ['认领流程有问题', null, '认领流程有问题', null],
    ['备注3号机', null, '备注3号机', null],
    ['tkae C202611001', null, 'tkae C202611001', 'take'],
    ['/lst', null, '/lst', 'list'],
    ['escallate', null, 'escallate', 'escalate'],
    ['escalaet c202611001 please', null, 'escalaet c202611001 please', 'escalate'],
    ['认令 C202611001', null, '认令 C202611001', '认领'],
    ['认令C202611001 已去电', null, '认令 C202611001 已去电', '认领'],
    ['／ｔｋａｅ　Ｃ２０２６１１００１', null, '／ｔｋａｅ　Ｃ２０２６１１００１', 'take'],
    ['tkae C20261101', null, 'tkae C20261101', 'take'],
    ['tkae 2 printers', null, 'tkae 2 printers', 'take'],
    ['Tkae 二楼打印机', null, 'Tkae 二楼打印机', 'take'],
    ['escalaet printers jam', null, 'escalaet printers jam', 'escalate'],
    ['ecsalaet printers jam', null, 'ecsalaet printers jam', null],
    ['lits printers', null, 'lits printers', 'list'],
    ['lots of printers', null, 'lots of printers', null],
    ['xlst printers', null, 'xlst printers', null],
    ['ixst printers', null, 'ixst printers', null],
    ['sl printers', null, 'sl printers', null],
    ['tkae K00012', null, 'tkae K00012', 'take'],
    ['tkae ｋ０００１２ VIP', null, 'tkae ｋ０００１２ VIP', 'take'],
    ['认领K00012', 'take', 'K00012', null],
    ['认领K12机型', null, '认领K12机型', null],
    ['tske K12 scanner', null, 'tske K12 scanner', null],
    ['tske K00012x', null, 'tske K00012x', null],
    ['保修C202611001', null, '保修C202611001', null],
    ['tale of a broken printer', null, 'tale of a broken printer', null],
    ['lost parcel', null, 'lost parcel', null],
    ['printer', null, 'printer', null],
    ['C202611001', null, 'C202611001', null],
    ['备注G202611001 已回访', 'note', 'G202611001 已回访', null],
    ['ntoe G202611001-2 done', null, 'ntoe G202611001-2 done', 'note'],
  ])('%j', (text, verb, rest, suggestion) => {
    expect(splitVerb(text, VERBS)).toEqual({ verb, rest, suggestion });
  });
});

it('knows the subcommands of the list it is given', () => {
  const one = [{ name: 'open', aliases: ['打开'] }];
  const other = [{ name: 'close', aliases: ['打开'] }];
  for (let times = 0; times < 2; times++) {
    expect(splitVerb('打开 C202611001', one).verb).toBe('open');
    expect(splitVerb('打开 C202611001', other).verb).toBe('close');
    expect(splitVerb('open C202611001', other).verb).toBeNull();
  }
});

describe('ticket numbers', () => {
  it.each([
    ['C202611001', 'C202611001'],
    ['c202611001', 'C202611001'],
    ['Ｃ２０２６１１００１', 'C202611001'],
    ['202611001', 'C202611001'],
    [' C202611001。', 'C202611001'],
    ['【C202611001】', 'C202611001'],
    ['#C202611001,', 'C202611001'],
    ['`C202611001`', 'C202611001'],
    ['C2026111000', 'C2026111000'],
    ['C2026110999', null],
    ['C202611000', null],
    ['C202613001', null],
    ['C202600001', null],
    ['C20261101', null],
    ['13812345678', null],
    ['C202611001 x', null],
    ['XC202611001', null],
    ['', null],
    ['#'.repeat(100_000), null],
  ])('%j is %j', (text, number) => expect(readTicketNumber(text)).toBe(number));

  it.each([
    ['C202611001 已联系', { number: 'C202611001', rest: '已联系' }],
    ['c202611001，已联系', { number: 'C202611001', rest: '已联系' }],
    ['202611001', { number: 'C202611001', rest: '' }],
    ['#C202611001: done', { number: 'C202611001', rest: 'done' }],
    ['C202611001a', null],
    ['C202611001已联系，客户在等 ', { number: 'C202611001', rest: '已联系，客户在等' }],
    ['C202611001 ... done', { number: 'C202611001', rest: 'done' }],
    ['C202613001 done', null],
    ['13812345678 please call', null],
    ['printer', null],
  ])('takes it off the front of %j', (text, taken) => expect(takeTicketNumber(text)).toEqual(taken));
});

describe('near matches', () => {
  it.each([
    ['tkae', 'take', 1],
    ['abc', 'abc', 0],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['ab', 'ba', 1],
    ['ab', 'bc', 2],
    ['ab', 'ca', 2],
  ])('%s to %s is %d', (a, b, slips) => expect(editDistance([...a], [...b])).toBe(slips));

  it('prefers the fewest slips and refuses far words', () => {
    expect(nearestWord('contct', ['customer', 'contact'])).toBe('contact');
    expect(nearestWord('printer', ['list', 'take'])).toBeNull();
    expect(nearestWord('客', ['客户'])).toBeNull();
  });

  it.each<[string, string, string, boolean]>([
    ['one slip in three letters', 'lsx', 'lst', true],
    ['one slip in two letters', 'lx', 'ls', false],
    ['a letter too many for two', 'lss', 'ls', false],
    ['two slips in five letters', 'motez', 'notes', false],
    ['two slips in six letters', 'organt', 'urgent', true],
    ['three slips in six letters', 'organd', 'urgent', false],
    ['two slips between five letters and six', 'recxt', 'recent', false],
    ['two letters too many', 'escalateed', 'escalate', true],
    ['one Chinese character of two', '认令', '认领', true],
    ['a Chinese character too many', '认领单', '认领', false],
    ['a Chinese character alone', '及', '急', false],
    ['a Chinese character behind letters', 'list表', 'lists', false],
    ['a Chinese character for a letter', 'ex', 'e客', false],
    ['the word itself', 'take', 'take', false],
    ['a word of 24 letters', `${'o'.repeat(23)}x`, 'o'.repeat(24), true],
    ['a word of 25 letters', `${'o'.repeat(24)}x`, 'o'.repeat(25), false],
  ])('%s', (_, typed, known, isNear) => {
    expect(nearestWord(typed, [known])).toBe(isNear ? known : null);
  });
});
