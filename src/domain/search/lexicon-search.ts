import { KEY_BY_SPELLING, type MarkKey } from '../intake/lexicon-marks.ts';
import { OPEN_STATUSES } from '../ticket/transitions.ts';
import type { Status } from '../vocabulary.ts';

/** What people type when they look for tickets, zh and en, folded (half width, lower case). */

/** Fields that a search can be narrowed by. */
export const SEARCH_FIELDS = [
  'customer',
  'kind',
  'urgency',
  'problem',
  'team',
  'owner',
  'opener',
  'status',
  'date',
  'page',
] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

const OWN_SPELLINGS: Partial<Record<SearchField, readonly string[]>> = {
  opener: ['opener', 'by', '提出人', '登记人', '创建人'],
  date: ['date', 'created', '日期', '创建时间', '登记时间'],
  page: ['page', '页', '页码', '第几页'],
};
const FROM_MARKS: Partial<Record<MarkKey, SearchField>> = {
  customer: 'customer',
  kind: 'kind',
  urgency: 'urgency',
  problem: 'problem',
  team: 'team',
  owner: 'owner',
  status: 'status',
  time: 'date',
};

export const FIELD_BY_SPELLING: ReadonlyMap<string, SearchField> = new Map([
  ...[...KEY_BY_SPELLING].flatMap(([spelling, key]) => {
    const field = FROM_MARKS[key];
    return field === undefined ? [] : [[spelling, field] as const];
  }),
  ...SEARCH_FIELDS.flatMap((field) => (OWN_SPELLINGS[field] ?? []).map((spelling) => [spelling, field] as const)),
]);

export const STATUSES_BY_SPELLING: ReadonlyMap<string, readonly Status[]> = new Map<string, readonly Status[]>([
  ...spelled(['pending', 'new', '待处理', '待办', '未处理', '未开始'], ['pending']),
  ...spelled(['in-progress', 'progress', 'working', '处理中', '进行中', '处理'], ['in-progress']),
  ...spelled(['waiting', 'wait', '等待', '等待中', '挂起'], ['waiting']),
  ...spelled(['resolved', 'solved', 'done', '已完成', '已解决', '解决', '完成'], ['resolved']),
  ...spelled(['closed', '已关闭', '关闭', '结单'], ['closed']),
  ...spelled(['cancelled', 'canceled', '已取消', '取消', '作废'], ['cancelled']),
  ...spelled(['merged', '已合并', '合并'], ['merged']),
  ...spelled(['open', '未完成', '未关闭', '未结', '在办'], OPEN_STATUSES),
  ...spelled(['ended', '已结束', '结束'], ['closed', 'cancelled', 'merged']),
]);

/** Whoever asks. */
export const MYSELF: ReadonlySet<string> = new Set(['me', 'my', 'mine', 'myself', '我', '我的', '自己', '本人']);
/** Nobody has it. */
export const NOBODY: ReadonlySet<string> = new Set([
  'none',
  'nobody',
  'unassigned',
  '无',
  '没人',
  '无人',
  '暂无',
  '未分派',
]);

/** Whose a filter is, before its name. */
export const TEAM_FIRST = /^(?:team|部门|团队)[:：](\S+)\s+/iu;

/** Said alone they narrow; within quotes they are words. */
export const URGENT_ALONE: ReadonlySet<string> = new Set(['紧急', '加急', '特急', 'urgent']);
export const DAYS_ALONE: ReadonlySet<string> = new Set([
  ...[
    '今天',
    '昨天',
    '前天',
    '本周',
    '这周',
    '上周',
    '本月',
    '这个月',
    '上月',
    '上个月',
    '本季度',
    '上季度',
    '今年',
    '去年',
  ],
  ...['today', 'yesterday'],
]);

/** They stand in every text and tell nothing. */
export const NO_WORDS: ReadonlySet<string> = new Set([
  ...Array.from('的了是在和与及或吗呢吧啊呀哦把被给让就都也还又很太更最有没个这那我你他她它们'),
  ...[
    '我们',
    '你们',
    '他们',
    '一个',
    '这个',
    '那个',
    '什么',
    '怎么',
    '怎么办',
    '如何',
    '为什么',
    '请问',
    '一下',
    '可以',
    '关于',
  ],
  ...['the', 'a', 'an', 'of', 'and', 'or', 'is', 'are', 'to', 'in', 'on', 'for', 'with', 'it', 'at', 'by'],
]);

function spelled(words: readonly string[], statuses: readonly Status[]): (readonly [string, readonly Status[]])[] {
  return words.map((word) => [word, statuses] as const);
}
