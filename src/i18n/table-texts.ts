import type { RowFault } from '../domain/customer/import-table.ts';
import type { FieldKey } from '../domain/customer/lexicon-customer.ts';
import type { Locale } from '../domain/vocabulary.ts';
import { messagesOf } from './messages.ts';

/** What import and export say on the terminal and in the report. */
export interface TableTexts {
  readonly importDescription: string;
  readonly importFile: string;
  readonly importDryRun: string;
  readonly importReport: string;
  readonly exportDescription: string;
  readonly exportFile: string;
  readonly noHeader: string;
  readonly empty: string;
  readonly notUtf8: string;
  readonly unreadable: (p: { reason: string }) => string;
  readonly mixed: (p: { utf8: number; gbk: number }) => string;
  readonly header: (p: { line: number; what: 'customers' | 'events'; columns: string }) => string;
  readonly ignored: (p: { columns: string }) => string;
  readonly twice: (p: { columns: string }) => string;
  readonly resumed: (p: { rows: number }) => string;
  readonly wouldBe: string;
  readonly done: string;
  readonly stopped: string;
  readonly counts: (p: {
    rows: number;
    new: number;
    changed: number;
    same: number;
    repeated: number;
    lost: number;
    faulty: number;
  }) => string;
  readonly report: (p: { file: string }) => string;
  readonly row: (p: { line: number; who: string; what: string }) => string;
  readonly moreRows: (n: number) => string;
  readonly result: Readonly<Record<'new' | 'changed' | 'same' | 'repeated' | 'lost', string>>;
  readonly reportColumns: readonly string[];
  readonly repeats: (line: number) => string;
  readonly resembles: (number: string) => string;
  readonly fault: (fault: RowFault) => string;
  readonly exported: (p: { rows: number; file: string }) => string;
  /** Unit of the progress bar. */
  readonly bytes: string;
}

function faultText(
  locale: Locale,
  own: (
    problem: 'no-name' | 'no-type' | 'no-date' | 'formula' | 'tier-by-rule',
    field: string,
    value: string,
  ) => string,
) {
  const { customer, view } = messagesOf(locale);
  return (fault: RowFault): string => {
    const field = customer.field(fault.field satisfies FieldKey);
    switch (fault.problem) {
      case 'no-name':
      case 'no-type':
      case 'no-date':
      case 'formula':
      case 'tier-by-rule':
        return own(fault.problem, field, fault.value);
      default: {
        const choices = 'choices' in fault ? (fault.choices ?? []).join(view.listJoin) : '';
        return `${field}: ${customer.problem(fault.problem, { value: fault.value, choices })}`;
      }
    }
  };
}

const en: TableTexts = {
  importDescription: 'Imports customers or their events from a CSV or XLSX table. Look first with --dry-run.',
  importFile: 'the table: .csv (UTF-8 or GBK) or .xlsx',
  importDryRun: 'only say what would change and what is wrong',
  importReport: 'where the row-by-row report goes (default: beside the table)',
  exportDescription: 'Writes all customers into a CSV table. The export is recorded.',
  exportFile: 'the table to write',
  noHeader:
    'No header was found in the first 10 rows. One column must be called "Name" (客户名称), for example: Name,Short name,Industry,Phone',
  empty: 'The table is empty.',
  notUtf8: 'The table is UTF-16 text. Save it as CSV UTF-8 or as XLSX.',
  unreadable: ({ reason }) => `The table cannot be read: ${reason}`,
  mixed: ({ utf8, gbk }) => `The table mixes two encodings (${utf8} lines of UTF-8, ${gbk} of GBK); both were read.`,
  header: ({ line, what, columns }) => `Row ${line} is the header (${what}): ${columns}`,
  ignored: ({ columns }) => `Columns that say nothing to us: ${columns}`,
  twice: ({ columns }) => `Columns that came a second time and were left out: ${columns}`,
  resumed: ({ rows }) => `${rows} rows were imported before; going on after them.`,
  wouldBe: 'Nothing was written. This would be:',
  done: 'Done.',
  stopped: 'Stopped. The same command goes on from here.',
  counts: (p) =>
    `${p.rows} rows: ${p.new} new, ${p.changed} changed, ${p.same} as before, ${p.repeated} repeated, ${p.lost} left out; ${p.faulty} with something wrong`,
  report: ({ file }) => `Row by row: ${file}`,
  row: ({ line, who, what }) => `row ${line}${who === '' ? '' : ` (${who})`}: ${what}`,
  moreRows: (n) => `… and ${n} more rows in the report`,
  result: { new: 'new', changed: 'changed', same: 'as before', repeated: 'repeated', lost: 'left out' },
  reportColumns: ['row', 'result', 'customer', 'changes', 'remarks'],
  repeats: (line) => `says the same as row ${line}`,
  resembles: (number) => `is called like ${number}: perhaps the same`,
  fault: faultText('en', (problem, field, value) => {
    switch (problem) {
      case 'no-name':
        return value === '' ? 'no customer is named' : `no customer "${value}" is known`;
      case 'no-type':
        return `${field}: "${value}" is no event. Events: order, payment, delivery, renewal`;
      case 'no-date':
        return 'the date is missing';
      case 'formula':
        return `${field}: a formula without its result was left out: ${value}`;
      case 'tier-by-rule':
        return 'the tier was left out: it is computed, or pinned with /customer tier';
    }
  }),
  exported: ({ rows, file }) =>
    `${file}: ${rows} customers, with phones in full. Keep it safe; the export is recorded.`,
  bytes: 'read',
};

const zh: TableTexts = {
  importDescription: '从 CSV 或 XLSX 表格导入客户或合作往来。请先用 --dry-run 查看。',
  importFile: '表格：.csv（UTF-8 或 GBK）或 .xlsx',
  importDryRun: '只说明会有哪些变化、哪里有问题，不写入',
  importReport: '逐行报告写到哪里（默认：与表格同一目录）',
  exportDescription: '把全部客户写入 CSV 表格。导出会被记录。',
  exportFile: '要写入的表格',
  noHeader: '前 10 行里没有找到表头。必须有一列叫“客户名称”，例如：客户名称,简称,行业,电话',
  empty: '表格是空的。',
  notUtf8: '表格是 UTF-16 文本，请另存为 CSV UTF-8 或 XLSX。',
  unreadable: ({ reason }) => `表格无法读取：${reason}`,
  mixed: ({ utf8, gbk }) => `表格混用了两种编码（UTF-8 ${utf8} 行，GBK ${gbk} 行），均已读取。`,
  header: ({ line, what, columns }) => `第 ${line} 行是表头（${what === 'events' ? '合作往来' : '客户'}）：${columns}`,
  ignored: ({ columns }) => `未采用的列：${columns}`,
  twice: ({ columns }) => `重复出现、未采用的列：${columns}`,
  resumed: ({ rows }) => `此前已导入 ${rows} 行，从其后继续。`,
  wouldBe: '没有写入任何内容。如果导入，结果会是：',
  done: '完成。',
  stopped: '已停止。再次执行同一命令会从这里继续。',
  counts: (p) =>
    `共 ${p.rows} 行：新增 ${p.new}，变更 ${p.changed}，不变 ${p.same}，重复 ${p.repeated}，未采用 ${p.lost}；有问题的 ${p.faulty} 行`,
  report: ({ file }) => `逐行报告：${file}`,
  row: ({ line, who, what }) => `第 ${line} 行${who === '' ? '' : `（${who}）`}：${what}`,
  moreRows: (n) => `……报告里还有 ${n} 行`,
  result: { new: '新增', changed: '变更', same: '不变', repeated: '重复', lost: '未采用' },
  reportColumns: ['行', '结果', '客户', '变化', '说明'],
  repeats: (line) => `与第 ${line} 行内容相同`,
  resembles: (number) => `与 ${number} 名称相近，可能是同一客户`,
  fault: faultText('zh-CN', (problem, field, value) => {
    switch (problem) {
      case 'no-name':
        return value === '' ? '没有写客户' : `没有“${value}”这个客户`;
      case 'no-type':
        return `${field}：没有“${value}”这种往来。可选：订单、付款、交付、续签`;
      case 'no-date':
        return '缺少日期';
      case 'formula':
        return `${field}：公式没有结果，未采用：${value}`;
      case 'tier-by-rule':
        return '等级未采用：按规则计算，或用 /customer 等级 指定';
    }
  }),
  exported: ({ rows, file }) => `${file}：${rows} 个客户，含完整电话。请妥善保管，导出已记录。`,
  bytes: '已读',
};

/** Texts of import and export in the terminal's language. */
export function tableTexts(locale: Locale): TableTexts {
  return locale === 'zh-CN' ? zh : en;
}
