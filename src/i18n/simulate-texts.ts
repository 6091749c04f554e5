import type { Locale } from '../domain/vocabulary.ts';

/** What `npm run simulate` says. */
export interface SimulateTexts {
  readonly description: string;
  readonly policy: string;
  readonly from: string;
  readonly to: string;
  readonly night: string;
  readonly out: string;
  readonly json: string;
  /** Unit of the progress bar. */
  readonly subjects: string;
  readonly needsStretch: string;
  readonly badTime: (p: { option: string; text: string }) => string;
  readonly backwards: (p: { from: string; to: string }) => string;
  readonly badNight: (p: { text: string }) => string;
  readonly nothingStored: string;
  readonly nothingThen: (p: { from: string; until: string }) => string;
  readonly notYet: (p: { from: string; now: string }) => string;
  readonly failed: (p: { reason: string }) => string;
  readonly written: (p: { file: string }) => string;
  readonly inForce: string;
  readonly title: (p: { policy: string; from: string; until: string; zone: string }) => string;
  readonly replayed: (p: { tickets: string; contacts: string; customers: string }) => string;
  readonly really: string;
  readonly would: string;
  readonly messages: string;
  readonly atNight: (p: { night: string }) => string;
  readonly reminders: string;
  readonly merged: string;
  readonly missed: string;
  readonly weeks: string;
  readonly hearers: string;
  readonly nightColumn: string;
  readonly team: string;
  readonly moreHearers: (p: { count: number }) => string;
  readonly rules: string;
  readonly differences: (p: { same: string; earlier: string; later: string; added: string; dropped: string }) => string;
  readonly examples: string;
  readonly example: Readonly<Record<'earlier' | 'later' | 'added' | 'dropped', (p: Example) => string>>;
  readonly limits: string;
  readonly asTheyDid: string;
  readonly acks: (p: { dropped: string; total: string }) => string;
  readonly unanswered: (p: { count: string }) => string;
  readonly saidLate: (p: { count: string }) => string;
  readonly unknownTeams: (p: { teams: string }) => string;
  readonly unreadable: (p: { count: number; numbers: string }) => string;
  readonly noHolidays: (p: { years: string }) => string;
}

interface Example {
  readonly number: string;
  readonly rule: string;
  readonly really: string;
  readonly would: string;
}

const en: SimulateTexts = {
  description:
    'What if another policy had been in force? Plays what is stored again under it and compares. Reads only; also while the product runs.',
  policy: 'the policy file to try (default: the policy in force, which shows how exact the replay is)',
  from: 'first day, 2026-10-01, or a moment, 2026-10-01T09:00',
  to: 'last day (included), or a moment',
  night: 'which hours count as night',
  out: 'also write everything as JSON into this file',
  json: 'print the JSON instead of the tables',
  subjects: 'replayed',
  needsStretch:
    'From when until when? For example: npm run simulate -- --policy new.yaml --from 2026-10-01 --to 2026-10-31',
  badTime: ({ option, text }) =>
    `--${option} ${text}: not a time. Write a day, 2026-10-01, or a moment, 2026-10-01T09:00 or 2026-10-01T09:00+08:00.`,
  backwards: ({ from, to }) => `--from ${from} lies after --to ${to}. Put the earlier one first.`,
  badNight: ({ text }) => `--night ${text}: write hours of the day, 21:00-09:00.`,
  nothingStored: 'Nothing is stored yet, so there is nothing to replay. Try it when a few tickets have been worked on.',
  nothingThen: ({ from, until }) => `Nothing was said and nothing would have been, from ${from} to ${until}.`,
  notYet: ({ from, now }) => `--from ${from} lies ahead: it is ${now} now, and only what has happened can be replayed.`,
  failed: ({ reason }) => `The simulation did not finish: ${reason}`,
  written: ({ file }) => `Everything as JSON: ${file}`,
  inForce: 'the policy in force',
  title: ({ policy, from, until, zone }) => `What if: ${policy}, ${from} to ${until} (${zone})`,
  replayed: ({ tickets, contacts, customers }) =>
    `Replayed: tickets ${tickets}, talks ${contacts}, customers ${customers}`,
  really: 'really',
  would: 'what if',
  messages: 'Messages',
  atNight: ({ night }) => `  of them at night (${night})`,
  reminders: 'Reminders in them',
  merged: '  of them merged by the daily limit',
  missed: 'Deadlines missed',
  weeks: 'Messages a week',
  hearers: 'Who hears it',
  nightColumn: 'at night',
  team: 'channel',
  moreHearers: ({ count }) => `… and ${count} more (all of them in the JSON)`,
  rules: 'By rule: reminders, and deadlines missed',
  differences: ({ same, earlier, later, added, dropped }) =>
    `Beside what was really said: the same ${same}, earlier ${earlier}, later ${later}, new ${added}, no longer said ${dropped}`,
  examples: 'For example',
  example: {
    earlier: ({ number, rule, really, would }) => `${number} ${rule}: ${would} instead of ${really}`,
    later: ({ number, rule, really, would }) => `${number} ${rule}: ${would} instead of ${really}`,
    added: ({ number, rule, would }) => `${number} ${rule}: new, ${would}`,
    dropped: ({ number, rule, really }) => `${number} ${rule}: no longer said, really ${really}`,
  },
  limits: 'What no replay can know',
  asTheyDid:
    'People would have acted differently on other reminders. What they did stays when it was, and so does who was away.',
  acks: ({ dropped, total }) =>
    `Acknowledgements: ${dropped} of ${total} answered a reminder that would not have come, and were left out.`,
  unanswered: ({ count }) =>
    `${count} of the new reminders are about what nobody owed then, so nobody could act on them: expect fewer.`,
  saidLate: ({ count }) =>
    `${count} reminders were really said late, because the product had not been running. The replay always runs.`,
  unknownTeams: ({ teams }) => `The policy does not have these teams; theirs goes to where it was opened: ${teams}`,
  unreadable: ({ count, numbers }) => `Not replayed, their history cannot be read: ${count} (${numbers})`,
  noHolidays: ({ years }) => `No holidays are known for ${years}: plain weekends were assumed.`,
};

const zh: SimulateTexts = {
  description: '如果当时用的是另一份策略，会怎样？把已保存的历史在新策略下重放一遍并对比。只读，产品运行时也可以执行。',
  policy: '要试的策略文件（默认：当前生效的策略，可以看出重放有多准）',
  from: '第一天，如 2026-10-01；或时刻，如 2026-10-01T09:00',
  to: '最后一天（含当天），或时刻',
  night: '哪些钟点算夜里',
  out: '同时把全部结果以 JSON 写入这个文件',
  json: '直接打印 JSON，不打印表格',
  subjects: '条已重放',
  needsStretch: '从哪天到哪天？例如：npm run simulate -- --policy new.yaml --from 2026-10-01 --to 2026-10-31',
  badTime: ({ option, text }) =>
    `--${option} ${text} 看不懂。请写日期 2026-10-01，或时刻 2026-10-01T09:00、2026-10-01T09:00+08:00。`,
  backwards: ({ from, to }) => `--from ${from} 晚于 --to ${to}，请把早的写在前面。`,
  badNight: ({ text }) => `--night ${text} 看不懂，请写钟点，如 21:00-09:00。`,
  nothingStored: '还没有任何记录，没有可重放的内容。等处理过几张工单再试。',
  nothingThen: ({ from, until }) => `${from} 到 ${until} 之间没有发过提醒，新策略下也不会有。`,
  notYet: ({ from, now }) => `--from ${from} 还没到：现在是 ${now}，只能重放已经发生的事。`,
  failed: ({ reason }) => `模拟没有完成：${reason}`,
  written: ({ file }) => `完整结果（JSON）：${file}`,
  inForce: '当前生效的策略',
  title: ({ policy, from, until, zone }) => `如果用 ${policy}：${from} 至 ${until}（${zone}）`,
  replayed: ({ tickets, contacts, customers }) => `已重放：工单 ${tickets}，沟通 ${contacts}，客户 ${customers}`,
  really: '实际',
  would: '假如',
  messages: '消息',
  atNight: ({ night }) => `  其中夜里（${night}）`,
  reminders: '其中的提醒条数',
  merged: '  其中因每日上限合并',
  missed: '超时',
  weeks: '每周消息',
  hearers: '谁会收到',
  nightColumn: '夜里',
  team: '频道',
  moreHearers: ({ count }) => `……还有 ${count} 个（JSON 里有全部）`,
  rules: '按规则：提醒条数与超时',
  differences: ({ same, earlier, later, added, dropped }) =>
    `与实际发送相比：相同 ${same}，提前 ${earlier}，推后 ${later}，新增 ${added}，不再发送 ${dropped}`,
  examples: '例如',
  example: {
    earlier: ({ number, rule, really, would }) => `${number} ${rule}：${would}，实际是 ${really}`,
    later: ({ number, rule, really, would }) => `${number} ${rule}：${would}，实际是 ${really}`,
    added: ({ number, rule, would }) => `${number} ${rule}：新增，${would}`,
    dropped: ({ number, rule, really }) => `${number} ${rule}：不再发送，实际是 ${really}`,
  },
  limits: '重放无法知道的事',
  asTheyDid: '提醒不同，人的反应也会不同。这里人做过的事都保持原来的时间，谁请了假也照旧。',
  acks: ({ dropped, total }) => `“知道了”共 ${total} 次，其中 ${dropped} 次回应的提醒在新策略下不会发出，已略去。`,
  unanswered: ({ count }) => `新增提醒中有 ${count} 条针对当时并不存在的承诺，没有人可能处理，实际会更少。`,
  saidLate: ({ count }) => `有 ${count} 条提醒当时因产品没有运行而迟发；重放里产品一直在运行。`,
  unknownTeams: ({ teams }) => `策略里没有这些部门，它们的提醒发往工单创建的地方：${teams}`,
  unreadable: ({ count, numbers }) => `${count} 条历史读不出来，没有重放（${numbers}）`,
  noHolidays: ({ years }) => `${years} 没有节假日表，按普通周末计算。`,
};

/** Texts for the terminal in its language. */
export function simulateTexts(locale: Locale): SimulateTexts {
  return locale === 'zh-CN' ? zh : en;
}
