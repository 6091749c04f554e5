import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../src/domain/intake/clean.ts';
import { customerName, findCustomerIn } from '../../../src/domain/intake/customer-name.ts';
import { findDemands } from '../../../src/domain/intake/demands.ts';
import { inferTicket } from '../../../src/domain/intake/infer.ts';
import { findJudgements } from '../../../src/domain/intake/judgements.ts';
import { takeTicketNumber } from '../../../src/domain/intake/ticket-number.ts';
import { readCommandText } from '../../../src/domain/intake/tokenize.ts';
import { isVague } from '../../../src/domain/intake/vague.ts';
import { splitVerb } from '../../../src/domain/intake/verb.ts';

/** Every UTF-16 unit, lone surrogates included. */
const anyUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
  .map((units) => String.fromCharCode(...units));

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  readCommandText,
  splitVerb: (text) => splitVerb(text, [{ name: 'take', aliases: ['认领'] }]),
  takeTicketNumber,
  cleanText: (text) => cleanText(text, 3_000),
  customerName,
  findCustomerIn: (text) => findCustomerIn(text, ['云帆科技', 'Acme']),
  inferTicket,
  isVague,
  findJudgements,
  findDemands,
};

/** Seeds that make a careless pattern go back and forth. */
const SEEDS = [
  ' ',
  '\n',
  'a',
  '云',
  '，',
  ':',
  '!',
  '！',
  '#',
  '@',
  '"',
  '“',
  '客户:',
  '客户:"',
  '客户:“a',
  '客户: ',
  'a:',
  'ab:c ',
  '，ab：',
  '!紧急 ',
  '#a ',
  '@a ',
  '时间:昨天 下午 ',
  '\0',
  '\u200D',
  '\u0301',
  '👨\u200D',
  '\uD83D',
  '24小时内',
  '需24小时内响应',
  'within 4 ',
  '书面',
  '客户情绪',
  '情绪很',
  '客户很很',
  '态度',
  'customer is very ',
  '没有',
  'not ',
  '系统',
  'printer ',
  '打印机',
  '数据',
  '不急',
  '1',
  'C202611001',
  '今天前',
] as const;

function milliseconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

describe.each(Object.entries(READERS))('%s', (_, read) => {
  it('reads 200,000 hostile characters in linear time', () => {
    const slow = SEEDS.filter((seed) => {
      const long = seed.repeat(Math.ceil(200_000 / seed.length));
      read(long.slice(0, 1_000));
      // Linear takes a tenth of this on a busy machine; a square, 20,000,000,000 steps, ten times as much on a fast one.
      return milliseconds(() => read(long)) > 1_500;
    });
    expect(slow).toEqual([]);
  });

  it('never throws', () => {
    const mix = fc.array(fc.constantFrom(...SEEDS), { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(mix, anyUnits), (text) => {
        read(text);
      }),
      { numRuns: 150 },
    );
  });
});
