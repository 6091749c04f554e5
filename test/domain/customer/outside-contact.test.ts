import { expect, test } from 'vitest';
import { type OutsideContact, readOutsideContact } from '../../../src/domain/customer/outside-contact.ts';

const NOTHING = {
  key: 'hash',
  name: '',
  remark: '',
  remarkCompany: '',
  company: '',
  post: '',
  phones: [],
  tagIds: [],
  addedAt: null,
};

const read = (parts: Partial<Parameters<typeof readOutsideContact>[0]>) => readOutsideContact({ ...NOTHING, ...parts });

test.each<[Parameters<typeof read>[0], Partial<OutsideContact> | null]>([
  [{}, null],
  [{ name: ' \u200b ' }, null],
  [{ company: '云帆科技' }, null],
  // On their own they are called what our people call them, at a company what they call themselves.
  [{ name: '小帆', remark: '张伟' }, { name: '张伟' }],
  [{ name: '小帆' }, { name: '小帆' }],
  [
    { name: '张伟', remark: '云帆的张总', company: '云帆' },
    { name: '张伟', company: '云帆' },
  ],
  [
    { remark: '云帆的张总', company: '云帆' },
    { name: '云帆的张总', company: '云帆' },
  ],
  // What our people wrote of the company comes first.
  [
    { name: 'a', remarkCompany: '云帆科技', company: 'YF' },
    { name: 'a', company: '云帆科技' },
  ],
  [
    { name: ' a \n  b ', company: '云帆  科技 ' },
    { name: 'a b', company: '云帆 科技' },
  ],
  [
    { name: 'a', post: ' 采购  经理 ' },
    { name: 'a', post: '采购 经理' },
  ],
  [
    { name: 'a', phones: ['x', '13800138000', '13900139000'] },
    { name: 'a', phone: '13800138000' },
  ],
  [{ name: 'a', phones: ['x'] }, { name: 'a' }],
  [
    { name: 'a', tagIds: ['t1', 't2', 't1'], addedAt: 7 },
    { name: 'a', tagIds: ['t1', 't2'], addedAt: 7 },
  ],
])('%j: %j', (written, expected) => {
  const base = { key: 'hash', company: null, post: null, phone: null, tagIds: [], addedAt: null };
  expect(read(written)).toEqual(expected === null ? null : { ...base, ...expected });
});

test('long names are cut', () => {
  const found = read({ name: 'x'.repeat(300), company: 'y'.repeat(900), post: 'z'.repeat(300) });
  expect([found?.name.length, found?.post?.length]).toEqual([100, 100]);
  expect(found?.company).toBe('y'.repeat(100));
});
