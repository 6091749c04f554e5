import { describe, expect, test } from 'vitest';
import { splitAbsence } from '../../../src/domain/duty/split-deputy.ts';

const PEOPLE = ['小李', 'Li', '陈组长'];
const split = (text: string) => {
  const { about, deputy, transfer, times } = splitAbsence(text, (name) => PEOPLE.includes(name));
  return [times, deputy, ...(transfer ? ['transfer'] : []), ...(about === null ? [] : [`for ${about}`])];
};

describe('an absence taken apart', () => {
  test.each([
    ['到周五 交给 @小李', ['到周五', '小李']],
    ['到周五交给@小李', ['到周五', '小李']],
    ['到周五，由 @小李 代理', ['到周五', '小李']],
    ['交给 @小李 到周五', ['到周五', '小李']],
    ['until Friday to @Li', ['until Friday', 'Li']],
    ['until Friday hand over to @slack:U0LI', ['until Friday', 'slack:U0LI']],
    ['10月1日-10月7日 交给 @小李 移交', ['10月1日-10月7日', '小李', 'transfer']],
    ['until Friday to @Li transfer', ['until Friday', 'Li', 'transfer']],
    ['为 @小王 到周五 交给 @小李', ['到周五', '小李', 'for 小王']],
    ['for @slack:U0WANG until Friday', ['until Friday', null, 'for slack:U0WANG']],
    // Without the sign, names are told from dates.
    ['到周五 交给 小李', ['到周五', '小李']],
    ['交给 小李，到周五', ['，到周五', '小李']],
    ['until Friday to Li', ['until Friday', 'Li']],
    ['Oct 1 to Oct 7', ['Oct 1 to Oct 7', null]],
    ['tomorrow to Friday', ['tomorrow to Friday', null]],
    ['until Friday, deputy: Zhao', ['until Friday', 'Zhao']],
    ['deputy Zhao until Friday', ['until Friday', 'Zhao']],
    ['until Friday transfer', ['until Friday', null, 'transfer']],
    ['transfer everything until Friday to Li', ['until Friday', 'Li', 'transfer']],
    ['for me until Friday', ['for me until Friday', null]],
    ['with @Li until Friday', ['with until Friday', 'Li']],
    ['到周五 交给 老赵', ['到周五', '老赵']],
    ['到周五', ['到周五', null]],
    ['@小李', ['', '小李']],
    ['', ['', null]],
  ])('%s', (text, expected) => expect(split(text)).toEqual(expected));
});
