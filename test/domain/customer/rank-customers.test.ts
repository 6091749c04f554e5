import { describe, expect, it } from 'vitest';
import {
  type Candidate,
  isNamedExactly,
  onlyMeant,
  rankCustomers,
} from '../../../src/domain/customer/rank-customers.ts';
import { keysOf, loadSound } from '../../../src/storage/customer-keys.ts';

const sound = await loadSound();

function candidatesOf(names: Readonly<Record<string, string | null>>): readonly Candidate[] {
  return Object.entries(names).flatMap(([name, shortName]) =>
    keysOf({ name, shortName, aliases: [] }, sound).map((row) => ({ customerId: name, ...row })),
  );
}
const ranked = (query: string, names: Readonly<Record<string, string | null>>) =>
  rankCustomers(query, candidatesOf(names));

const KNOWN = { 云帆科技有限公司: '云帆', 远帆物流: null, 'Acme Trading Ltd': null, 重庆长城汽车: null };

describe('whom a text means', () => {
  it.each([
    ['云帆', '云帆科技有限公司', 'exact'],
    ['云帆科技', '云帆科技有限公司', 'exact'],
    ['云帆科技有限责任公司', '云帆科技有限公司', 'begins'],
    ['云凡科技', '云帆科技有限公司', 'near'],
    ['yunfan', '云帆科技有限公司', 'sound'],
    ['yf', '云帆科技有限公司', 'sound'],
    ['yunfna', '云帆科技有限公司', 'near'],
    ['yunf', '云帆科技有限公司', 'begins'],
    ['chongqingchangcheng', '重庆长城汽车', 'begins'],
    ['acme', 'Acme Trading Ltd', 'exact'],
    ['acmee', 'Acme Trading Ltd', 'within'],
    ['长城', '重庆长城汽车', 'exact'],
  ] as const)('%s is %s (%s)', (query, name, match) => {
    expect(ranked(query, KNOWN)[0]).toMatchObject({ customerId: name, match });
  });

  it.each(['蓝海', 'xyz', 'zz', '银行', 'q'])('%s is nobody', (query) => {
    expect(ranked(query, KNOWN)).toEqual([]);
  });

  it('a name that fits exactly leaves no doubt, two that fit alike do, and so does a slip', () => {
    expect(onlyMeant(ranked('云帆', KNOWN))?.customerId).toBe('云帆科技有限公司');
    expect(onlyMeant(ranked('云帆', { 云帆科技: null, 云帆物流: null }))).toBeNull();
    expect(onlyMeant(ranked('云帆', { 云帆: null, 云帆物流: null }))?.customerId).toBe('云帆');
    expect(onlyMeant(ranked('云凡科技', KNOWN))).toBeNull();
    expect(onlyMeant([])).toBeNull();
  });

  it('only a name that somebody gave, to one alone, needs no question', () => {
    expect(isNamedExactly(ranked('云帆科技有限公司', KNOWN))).toBe(true);
    expect(isNamedExactly(ranked('云帆', KNOWN))).toBe(true);
    // What follows from a name, how it sounds, a beginning, a slip, nobody.
    for (const query of ['长城', '云帆科技', 'yunfan', 'yf', 'yunf', '云凡科技', '蓝海']) {
      expect(isNamedExactly(ranked(query, KNOWN)), query).toBe(false);
    }
    expect(isNamedExactly(ranked('云帆', { 云帆科技: '云帆', 云帆物流: '云帆' }))).toBe(false);
    expect(isNamedExactly(ranked('云帆', { 云帆: null, 云帆物流: '云帆' }))).toBe(true);
    expect(isNamedExactly([])).toBe(false);
  });
});
