import type { Locale } from '../domain/vocabulary.ts';

/** What the commands of whoever runs the product say on the terminal. */
export interface OperatorTexts {
  readonly backupDescription: string;
  readonly backupOut: string;
  readonly backedUp: (p: { file: string; rows: number; tables: number; megabytes: string }) => string;
  readonly backupCheck: string;
  readonly backupWhole: (p: { takenAt: string; server: number; migrations: number }) => string;
  readonly restoreDescription: string;
  readonly restoreFile: string;
  readonly restored: (p: { rows: number; tables: number; takenAt: string }) => string;
  readonly notEmptyCure: string;
  readonly failed: (p: { reason: string }) => string;
  /** Unit of the progress bar. */
  readonly tables: string;
}

const en: OperatorTexts = {
  backupDescription: 'Writes everything that is stored into one file, also while the product runs.',
  backupOut: 'where to write it (default: a new file in DATA_DIR/backups)',
  backedUp: ({ file, rows, tables, megabytes }) =>
    `${file}: ${tables} tables, rows: ${rows}, ${megabytes} MB, read back whole. It holds people's data: keep it safe.`,
  backupCheck: 'only look whether this file is a whole backup',
  backupWhole: ({ takenAt, server, migrations }) =>
    `the backup is whole: taken ${takenAt}, PostgreSQL ${server}, ${migrations} migrations`,
  restoreDescription: 'Brings an empty database to what a backup holds. The product must not run.',
  restoreFile: 'a file that `npm run backup` wrote',
  restored: ({ rows, tables, takenAt }) =>
    `restored: ${tables} tables, rows: ${rows}, as they were at ${takenAt}. Start the product.`,
  notEmptyCure: 'Set DATA_DIR to a new directory (or DATABASE_URL to a new database) and run it again.',
  failed: ({ reason }) => `nothing was changed: ${reason}`,
  tables: 'tables',
};

const zh: OperatorTexts = {
  backupDescription: '把已保存的全部数据写入一个文件；产品运行时也可以执行。',
  backupOut: '写到哪里（默认：DATA_DIR/backups 下的新文件）',
  backedUp: ({ file, rows, tables, megabytes }) =>
    `${file}：${tables} 张表共 ${rows} 行，${megabytes} MB，已回读核对完整。内含个人数据，请妥善保管。`,
  backupCheck: '只检查这个文件是不是完整的备份',
  backupWhole: ({ takenAt, server, migrations }) =>
    `备份完整：生成于 ${takenAt}，PostgreSQL ${server}，${migrations} 个迁移`,
  restoreDescription: '把备份恢复到空数据库。执行前请先停止产品。',
  restoreFile: '由 `npm run backup` 生成的文件',
  restored: ({ rows, tables, takenAt }) =>
    `已恢复：${tables} 张表共 ${rows} 行，为 ${takenAt} 时的状态。可以启动产品了。`,
  notEmptyCure: '请把 DATA_DIR 设为新目录（或把 DATABASE_URL 设为新数据库）后重试。',
  failed: ({ reason }) => `没有任何改动：${reason}`,
  tables: '张表',
};

/** Texts for the terminal in its language. */
export function operatorTexts(locale: Locale): OperatorTexts {
  return locale === 'zh-CN' ? zh : en;
}
