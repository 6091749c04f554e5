import type { Locale } from '../domain/vocabulary.ts';

/** What `npm run erase` says beside what it has in common with the chat. */
export interface EraseTexts {
  readonly description: string;
  readonly customer: string;
  readonly person: string;
  readonly dryRun: string;
  readonly force: string;
  readonly check: string;
  readonly which: string;
  readonly howToForce: string;
  readonly unknown: (p: { number: string }) => string;
  readonly wouldErase: (p: { number: string; words: string }) => string;
}

const en: EraseTexts = {
  description: 'Erases every word about a customer, or about one of its people. Look first with --dry-run.',
  customer: 'its number, K00001',
  person: 'only this contact person',
  dryRun: 'only say how many of what would be erased',
  force: 'also while tickets are open: they go on without their words',
  check: 'look again at a receipt, E00001: exit code 0 when nothing is left and nothing waits',
  which: 'Which customer? For example: npm run erase -- --customer K00001 --dry-run',
  howToForce: 'Close them first, or add --force: they stay open, without their words.',
  unknown: ({ number }) => `There is no customer ${number}`,
  wouldErase: ({ number, words }) => `Nothing was erased. Of ${number} it would be: ${words}`,
};

const zh: EraseTexts = {
  description: '抹除一个客户的全部文字，或其中一位联系人。请先用 --dry-run 查看。',
  customer: '客户编号，如 K00001',
  person: '只抹除这位联系人',
  dryRun: '只说明会抹除多少内容，不写入',
  force: '有未结工单也抹除：工单继续，但不再有文字',
  check: '按回执复查，如 E00001：没有残留也没有等待时退出码为 0',
  which: '哪个客户？例如：npm run erase -- --customer K00001 --dry-run',
  howToForce: '请先关闭；或加上 --force：工单继续，但不再有文字。',
  unknown: ({ number }) => `没有客户 ${number}`,
  wouldErase: ({ number, words }) => `没有抹除任何内容。${number} 将抹除：${words}`,
};

/** Texts for the terminal in its language. */
export function eraseTexts(locale: Locale): EraseTexts {
  return locale === 'zh-CN' ? zh : en;
}
