import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { utils, write } from '@e965/xlsx';
import { describe, expect, it, onTestFinished } from 'vitest';
import { importFile } from '../../src/app/import-file.ts';
import { demoPolicy } from '../../src/domain/policy/demo.ts';
import { openTable } from '../../src/tables/read-table.ts';
import type { RowReport } from '../../src/usecases/customers/plan-import.ts';
import { useDatabase } from '../support/database.ts';
import { MONDAY } from '../support/desk.ts';

const db = useDatabase();

interface Imported {
  readonly result: Awaited<ReturnType<typeof importFile>>;
  readonly reports: readonly RowReport[];
  readonly encodings: { readonly utf8: number; readonly gbk: number } | null;
}

async function fileOf(name: string, content: string | Buffer): Promise<string> {
  const directory = await mkdtemp('/tmp/huiyin-import-');
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const file = path.join(directory, name);
  await writeFile(file, content);
  return file;
}

async function imports(
  file: string,
  options: { isDryRun?: boolean; isStopping?: () => boolean } = {},
): Promise<Imported> {
  const reports: RowReport[] = [];
  const table = await openTable(file);
  const result = await importFile(db, demoPolicy(), table, {
    isDryRun: options.isDryRun ?? false,
    now: () => MONDAY,
    progress: () => undefined,
    isStopping: options.isStopping ?? (() => false),
    report: (row) => void reports.push(row),
  });
  return { result, reports, encodings: table.encodings() };
}

const countsOf = ({ result }: Imported) => (result.ok ? result.counts : result.reason);

/** GBK without a library: Node reads it but does not write it. */
function gbk(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const bytesByCharacter = new Map<string, number[]>();
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1)
      bytesByCharacter.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  }
  return Buffer.from(
    [...text].flatMap((character) =>
      character < '\x80'
        ? [character.charCodeAt(0)]
        : (bytesByCharacter.get(character) ?? expect.unreachable(character)),
    ),
  );
}

const PLAIN = `客户名称,简称,行业,年合同额,首次合作日期,客户经理,联系人,电话,标签
云帆科技有限公司,云帆,制造业,30万,2024-03-01,小林,张伟,13800138000,重视性价比、决策周期长
蓝海物流,,物流,"1,200,000",2023/5/6,,李娜,'+86 13900139000,
`;

describe('a table of customers', () => {
  it('is written with people, tags, keys and numbers in its order; again it changes nothing', async () => {
    const file = await fileOf('a.csv', PLAIN);
    expect(countsOf(await imports(file))).toMatchObject({ rows: 2, new: 2, faulty: 0 });
    const customers = await db.prisma.customer.findMany({ orderBy: { number: 'asc' } });
    expect(customers).toMatchObject([
      {
        name: '云帆科技有限公司',
        shortName: '云帆',
        industry: '制造业',
        accountManager: 'lin',
        firstCooperation: new Date('2024-03-01'),
      },
      { name: '蓝海物流', industry: '物流' },
    ]);
    expect(customers.map((one) => Number(one.amount))).toEqual([300_000, 1_200_000]);
    expect(await db.prisma.contactPerson.findMany({ orderBy: { phone: 'desc' } })).toMatchObject([
      { name: '张伟', phone: '13800138000' },
      { name: '李娜', phone: '+86 13900139000' },
    ]);
    expect(await db.prisma.customerTag.count()).toBe(2);
    expect(await db.prisma.customerKey.findFirst({ where: { key: 'yf' } })).toMatchObject({ kind: 'initials' });
    const before = JSON.stringify([customers, await db.prisma.customerKey.count()]);
    expect(countsOf(await imports(file))).toMatchObject({ rows: 2, new: 0, changed: 0, same: 2 });
    const after = await db.prisma.customer.findMany({ orderBy: { number: 'asc' } });
    expect(JSON.stringify([after, await db.prisma.customerKey.count()])).toBe(before);
  });

  it('tried dry tells every row and writes nothing', async () => {
    const dry = await imports(await fileOf('a.csv', PLAIN), { isDryRun: true });
    expect(dry.reports).toMatchObject([
      { line: 2, result: 'new', who: '云帆科技有限公司' },
      { line: 3, result: 'new', who: '蓝海物流' },
    ]);
    expect(await db.prisma.customer.count()).toBe(0);
    expect(await db.prisma.importRun.count()).toBe(0);
  });

  it('is laid over what is known: by number, name, short name or a former name; empty cells change nothing', async () => {
    await imports(await fileOf('a.csv', PLAIN));
    const { reports } = await imports(
      await fileOf(
        'b.csv',
        '编号,客户名称,行业,规模,联系人,职务\nK00001,,零售,,张伟,采购经理\n,云帆,,200人,,\n,云帆科技有限公司,零售,200人,张伟,\nK00099,,零售,,,\n',
      ),
    );
    expect(reports).toMatchObject([
      { result: 'changed', changes: ['industry', 'person'] },
      { result: 'changed', changes: ['size'] },
      { result: 'same' },
      { result: 'lost' },
    ]);
    expect(await db.prisma.customer.findFirst({ where: { number: 1 } })).toMatchObject({
      name: '云帆科技有限公司',
      industry: '零售',
      size: '200人',
      shortName: '云帆',
    });
    expect(await db.prisma.contactPerson.findFirst({ where: { name: '张伟' } })).toMatchObject({
      post: '采购经理',
      phone: '13800138000',
    });
  });

  it('has its header in the third row, under titles; unknown and repeated columns are named and left out', async () => {
    const file = await fileOf(
      'c.csv',
      '客户清单（2026）,,,\n制表人：小王,,,\n客户名称,行业,心情,行业\n云帆科技,制造业,好,零售\n',
    );
    const { result } = await imports(file);
    expect(result).toMatchObject({ ok: true, header: { line: 3, unknown: ['心情'], twice: ['行业'] } });
    expect(await db.prisma.customer.findFirst()).toMatchObject({ industry: '制造业' });
  });

  it('is read in UTF-8 with its mark, in GBK, and in a mixture of both', async () => {
    const utf8 = Buffer.from(`\uFEFF${PLAIN}`);
    expect(countsOf(await imports(await fileOf('utf8.csv', utf8)))).toMatchObject({ new: 2 });
    expect(countsOf(await imports(await fileOf('gbk.csv', gbk(PLAIN))))).toMatchObject({ new: 0, same: 2 });
    const mixed = await imports(
      await fileOf('mixed.csv', Buffer.concat([Buffer.from(PLAIN), gbk('星河餐饮,,餐饮,,,,,,\n')])),
    );
    expect(countsOf(mixed)).toMatchObject({ new: 1, same: 2 });
    expect(mixed.encodings).toEqual({ utf8: 3, gbk: 1 });
    expect(await db.prisma.customer.count({ where: { name: '星河餐饮', industry: '餐饮' } })).toBe(1);
    await expect(imports(await fileOf('utf16.csv', Buffer.from(`\uFEFF${PLAIN}`, 'utf16le')))).rejects.toThrow(
      'UTF-16',
    );
  });

  it('with everything that goes wrong: each row is told what, and the sound rest of it is kept', async () => {
    const rows = [
      '客户名称,年合同额,首次合作日期,电话,客户经理,备注,特殊要求',
      '云帆科技,abc,2024-02-30,1.38E+10,没有此人,,',
      '云凡科技,=SUM(A1:A9),3/4/2024,,,,',
      ',1万,,,,,',
      `星河餐饮,2万,45352,,,,${'长'.repeat(1_000_000)}`,
      '云帆科技,abc,2024-02-30,1.38E+10,没有此人,,',
      ',,,,,,',
      '"引号""里面, 逗号",,,,,,',
    ];
    const { reports } = await imports(await fileOf('bad.csv', `${rows.join('\n')}\n`));
    expect(reports.map(({ line, result, repeats }) => [line, result, repeats])).toEqual([
      [2, 'new', null],
      [3, 'new', null],
      [4, 'lost', null],
      [5, 'new', null],
      [6, 'repeated', 2],
      [8, 'new', null],
    ]);
    expect(reports[0]?.faults.map(({ problem }) => problem)).toEqual([
      'bad-amount',
      'no-such-day',
      'bad-phone',
      'unknown-person',
    ]);
    expect(reports[1]?.faults.map(({ problem }) => problem)).toEqual(['formula', 'ambiguous-day']);
    expect(reports[2]?.faults.map(({ problem }) => problem)).toEqual(['no-name']);
    const star = await db.prisma.customer.findFirst({ where: { name: '星河餐饮' } });
    expect(star).toMatchObject({ firstCooperation: new Date('2024-03-01') });
    expect(star?.demands?.length).toBeLessThanOrEqual(2_000);
    expect(await db.prisma.customer.count({ where: { name: '引号"里面, 逗号' } })).toBe(1);
  });

  it('without a header, or empty, says so', async () => {
    expect(countsOf(await imports(await fileOf('x.csv', '一,二\n三,四\n')))).toBe('no-header');
    expect(countsOf(await imports(await fileOf('y.csv', '')))).toBe('empty');
    expect(countsOf(await imports(await fileOf('z.csv', '\n\n\n')))).toBe('empty');
  });

  it('names who is called alike, and makes them all the same', async () => {
    await imports(await fileOf('a.csv', PLAIN));
    const { reports } = await imports(await fileOf('b.csv', '客户名称,行业\n云帆物流有限公司,物流\n'));
    expect(reports).toMatchObject([{ result: 'new', resembles: 'K00001' }]);
  });
});

describe('a workbook', () => {
  it('has dates, long numbers, results of formulas, and one value in all cells that were merged', async () => {
    const sheet = utils.aoa_to_sheet([
      ['客户往来明细'],
      ['客户名称', '类型', '日期', '金额'],
      ['云帆科技', '订单', 45_352, 30_000],
      [null, '付款', { t: 's', v: '2024年4月1日' }, { t: 'n', v: 15_000, f: 'D3/2' }],
      ['蓝海物流', '交付', '2024-05-01', null],
    ]);
    const dated = sheet['C3'] as { z?: string };
    dated.z = 'yyyy-mm-dd';
    sheet['!merges'] = [
      { s: { r: 0, c: 0 }, e: { r: 0, c: 3 } },
      { s: { r: 2, c: 0 }, e: { r: 3, c: 0 } },
    ];
    const book = utils.book_new();
    utils.book_append_sheet(book, sheet, '往来');
    const file = await fileOf('events.xlsx', write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    await imports(await fileOf('a.csv', '客户名称,电话\n云帆科技,13800138000\n'));
    const { result, reports } = await imports(file);
    expect(result).toMatchObject({ ok: true, header: { kind: 'events', line: 2 } });
    expect(reports.map(({ result: of, who }) => [of, who])).toEqual([
      ['new', '云帆科技'],
      ['new', '云帆科技'],
      ['lost', '蓝海物流'],
    ]);
    const events = await db.prisma.cooperationEvent.findMany({ orderBy: { day: 'asc' } });
    expect(events).toMatchObject([
      { type: 'order', day: new Date('2024-03-01') },
      { type: 'payment', day: new Date('2024-04-01') },
    ]);
    expect(events.map((one) => Number(one.amount))).toEqual([30_000, 15_000]);
    expect(await db.prisma.customer.findFirst({ where: { name: '云帆科技' } })).toMatchObject({
      firstCooperation: new Date('2024-03-01'),
    });
    expect(countsOf(await imports(file))).toMatchObject({ new: 0, same: 2, lost: 1 });
  });

  it('keeps every digit of a phone', async () => {
    const book = utils.book_new();
    utils.book_append_sheet(
      book,
      utils.aoa_to_sheet([
        ['客户名称', '手机号'],
        ['云帆科技', 13_800_138_000],
      ]),
      's',
    );
    await imports(await fileOf('p.xlsx', write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer));
    expect(await db.prisma.contactPerson.findFirst()).toMatchObject({ phone: '13800138000' });
  });
});

describe('an import that was stopped', () => {
  const MANY = `客户名称,行业\n${Array.from({ length: 1_700 }, (_, i) => `客户${i}号公司,制造业`).join('\n')}\n`;

  it('goes on after the last batch that was written, and nothing is there twice', async () => {
    const file = await fileOf('many.csv', MANY);
    let asked = 0;
    const first = await imports(file, { isStopping: () => (asked += 1) > 900 });
    expect(first.result).toMatchObject({ ok: true });
    const before = await db.prisma.customer.count();
    expect(before).toBeGreaterThan(500);
    expect(before).toBeLessThan(1_700);
    const second = await imports(file);
    expect(second.result).toMatchObject({ ok: true, resumedAt: before, counts: { rows: 1_700, new: 1_700 } });
    expect(second.reports).toHaveLength(1_700 - before);
    expect(await db.prisma.customer.count()).toBe(1_700);
    expect(countsOf(await imports(file))).toMatchObject({ rows: 1_700, new: 0, same: 1_700 });
  });
});

describe('workbooks of every make', () => {
  const ROWS = [
    ['客户名称', '首次合作', '电话', '备注 & <注>'],
    ['云帆 & <科技>', 45_352.75, 13_800_138_000, 'x'],
    ['蓝海物流', '2024年3月1日', '', ''],
  ];

  async function rowsOf(file: string): Promise<readonly (readonly string[])[]> {
    const rows: (readonly string[])[] = [];
    for await (const { row } of (await openTable(file)).rows()) rows.push(row.cells);
    return rows;
  }

  function bookOf(date1904: boolean): ReturnType<typeof utils.book_new> {
    const sheet = utils.aoa_to_sheet(ROWS);
    (sheet['B2'] as { z?: string }).z = 'yyyy"年"m"月"d"日" hh:mm';
    const book = utils.book_new();
    utils.book_append_sheet(book, sheet, 's');
    if (date1904) book.Workbook = { WBProps: { date1904: true } };
    return book;
  }

  it.each(['xlsx', 'xls', 'ods'] as const)('.%s is read alike', async (bookType) => {
    const file = await fileOf(
      `a.${bookType}`,
      write(bookOf(false), { type: 'buffer', bookType, compression: true }) as Buffer,
    );
    const rows = await rowsOf(file);
    expect(rows[1]?.slice(0, 3)).toEqual(['云帆 & <科技>', '2024-03-01', '13800138000']);
    expect(rows[2]?.slice(0, 2)).toEqual(['蓝海物流', '2024年3月1日']);
  });

  it('days that count from 1904, texts that stand in the cell itself, rows and cells left out', async () => {
    const old = await fileOf('a.xlsx', write(bookOf(true), { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    expect((await rowsOf(old))[1]?.[1]).toBe('2028-03-02');
    const inline = await fileOf(
      'b.xlsx',
      write(bookOf(false), { type: 'buffer', bookType: 'xlsx', bookSST: true }) as Buffer,
    );
    expect((await rowsOf(inline))[1]?.[0]).toBe('云帆 & <科技>');
    const sparse = utils.aoa_to_sheet([['a'], [], [null, null, 'c']]);
    const book = utils.book_new();
    utils.book_append_sheet(book, sparse, 's');
    expect(
      await rowsOf(await fileOf('c.xlsx', write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)),
    ).toContainEqual(['', '', 'c']);
  });

  it('what only calls itself .xlsx is read as what it is; what is broken is refused', async () => {
    const named = await fileOf('old.xlsx', write(bookOf(false), { type: 'buffer', bookType: 'xls' }) as Buffer);
    expect((await rowsOf(named))[2]?.[0]).toBe('蓝海物流');
    const whole = write(bookOf(false), { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
    const cut = await fileOf('cut.xlsx', whole.subarray(0, whole.length / 2));
    await expect(rowsOf(cut)).rejects.toThrow();
  });
});
