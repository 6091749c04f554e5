import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseIsoDate } from '../../../src/domain/calendar/civil-date.ts';
import { coreName } from '../../../src/domain/customer/core-name.ts';
import { findHeader, readRow } from '../../../src/domain/customer/import-table.ts';
import { FIELD_SPELLINGS, type FieldKey } from '../../../src/domain/customer/lexicon-customer.ts';
import { rankCustomers } from '../../../src/domain/customer/rank-customers.ts';
import { readAmount } from '../../../src/domain/customer/read-amount.ts';
import { birthdayExists, readBirthday } from '../../../src/domain/customer/read-birthday.ts';
import { readDay } from '../../../src/domain/customer/read-day.ts';
import { lineText, readCustomerLine } from '../../../src/domain/customer/read-line.ts';
import { readFields } from '../../../src/domain/customer/read-profile.ts';
import { maskPhone } from '../../../src/domain/privacy/mask-value.ts';

/* Whatever is typed or stands in a cell: an answer, never an exception, and nothing is believed that cannot be. */

const PIECES = [
  '云帆',
  '科技',
  '有限公司',
  '农历',
  '闰',
  '八',
  '十',
  '廿',
  '初',
  '月',
  '日',
  '年',
  '-',
  '/',
  '.',
  ':',
  '：',
  '"',
  '“',
  '#',
  '-#',
  '!',
  '@',
  '=',
  "'",
  '+86',
  '13800138000',
  '2024',
  '02',
  '30',
  '0',
  '万',
  ',',
  ' ',
  '\n',
  '生日',
  '电话:',
  '简称:',
  'kind:',
  '\u{1F600}',
  '\uD800',
  '\0',
];
const anyText = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
);

test('dates and birthdays that are read exist', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const day = readDay(text);
      if (day.ok) expect(parseIsoDate(day.day)).not.toBeNull();
      else if (day.reason === 'ambiguous') expect(day.choices.length).toBe(2);
      const born = readBirthday(text);
      if (born.ok) expect(birthdayExists(born.birthday)).toBe(true);
      const amount = readAmount(text);
      if (amount !== null) expect(amount).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 500 },
  );
});

test('a line is taken apart and written again so that it reads the same', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const line = readCustomerLine(text);
      const again = readCustomerLine(lineText(line));
      expect(readCustomerLine(lineText(again))).toEqual(again);
      expect(again.isAnyway).toBe(line.isAnyway);
      readFields(line.fields, () => null);
    }),
    { numRuns: 500 },
  );
});

test('every value of every field is read or refused by its name', () => {
  const field = fc.constantFrom(...(Object.keys(FIELD_SPELLINGS) as FieldKey[]));
  fc.assert(
    fc.property(field, anyText, (name, text) => {
      for (const fault of readFields(new Map([[name, text]]), () => null).faults)
        expect(fault.value.length).toBeLessThanOrEqual(60);
      const header = findHeader([{ line: 1, cells: ['客户名称', FIELD_SPELLINGS[name][0], '简称'] }]);
      if (header !== null) readRow(header, { line: 2, cells: [text, text, text] }, () => null);
    }),
    { numRuns: 500 },
  );
});

test('likeness is judged for any two texts, and a masked number keeps its length', () => {
  fc.assert(
    fc.property(anyText, anyText, (query, key) => {
      coreName(query);
      rankCustomers(query, [{ customerId: 'x', kind: 'name', key }]);
      expect([...maskPhone(key)]).toHaveLength([...key].length);
    }),
    { numRuns: 500 },
  );
});
