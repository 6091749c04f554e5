import type { Kind, Urgency } from '../vocabulary.ts';

/** What people type as marks, zh and en, folded (half width, lower case). */

/** Keys of `key:value` marks. */
export const MARK_KEYS = [
  'customer',
  'contact',
  'kind',
  'urgency',
  'problem',
  'team',
  'owner',
  'time',
  'due',
  'channel',
  'status',
  'goal',
] as const;
export type MarkKey = (typeof MARK_KEYS)[number];

const KEY_SPELLINGS: Readonly<Record<MarkKey, readonly string[]>> = {
  customer: ['customer', 'client', '客户', '客户名', '客户名称', '客戶', '顾客'],
  contact: ['contact', 'contact-person', '联系人', '对接人'],
  kind: ['kind', 'type', '类型', '事由', '沟通事由', '类别', '類型'],
  urgency: ['urgency', 'priority', '紧急程度', '紧急度', '优先级'],
  problem: ['problem', 'problem-type', 'tag', '问题类型', '标签'],
  team: ['team', 'department', 'dept', '团队', '部门', '小组'],
  owner: ['owner', 'assignee', 'handler', '负责人', '处理人', '经办人'],
  time: ['time', 'when', '时间', '发生时间', '反馈时间', '時間'],
  due: ['due', 'eta', 'deadline', '预计完成', '预计时间', '截止', '截止时间'],
  channel: ['channel', 'via', '渠道', '沟通渠道'],
  status: ['status', '状态', '进度', '处理进度'],
  goal: ['goal', '目标', '沟通目标'],
};

export const KEY_BY_SPELLING: ReadonlyMap<string, MarkKey> = new Map(
  MARK_KEYS.flatMap((key) => KEY_SPELLINGS[key].map((spelling) => [spelling, key] as const)),
);

/** Everyday words one slip away from a key: no suggestion for them. */
export const NOT_A_SLIP: ReadonlySet<string> = new Set([
  ...[
    '客服',
    '客人',
    '客气',
    '期间',
    '空间',
    '房间',
    '中间',
    '时段',
    '时候',
    '目前',
    '目录',
    '状况',
    '类似',
    '部分',
    '进展',
  ],
  ...['teams', 'types', 'times', 'tags', 'line', 'item', 'steam', 'than', 'then', 'kinds', 'king'],
]);

export const KIND_BY_SPELLING: ReadonlyMap<string, Kind> = new Map([
  ...(['inquiry', 'enquiry', 'question', '咨询', '询问', '疑问'] as const).map((word) => [word, 'inquiry'] as const),
  ...(['complaint', 'complain', '投诉', '抱怨', '客诉'] as const).map((word) => [word, 'complaint'] as const),
  ...(['request', 'feature', 'requirement', '需求', '定制'] as const).map((word) => [word, 'request'] as const),
  ...(['suggestion', 'suggest', 'idea', '建议', '意见'] as const).map((word) => [word, 'suggestion'] as const),
]);

export const URGENCY_BY_SPELLING: ReadonlyMap<string, Urgency> = new Map([
  ...(['urgent', 'critical', 'emergency', 'asap', '紧急', '加急', '特急', '急', '緊急'] as const).map(
    (word) => [word, 'urgent'] as const,
  ),
  ...(['important', 'high', '重要', '较急'] as const).map((word) => [word, 'important'] as const),
  ...(['normal', 'low', 'routine', '一般', '普通', '正常', '不急'] as const).map((word) => [word, 'normal'] as const),
]);

/** Switches written like an urgency: `!complex`. */
export const FLAGS = ['complex', 'anyway'] as const;
/** `complex` loosens the plan clock (S3); `anyway` overrides a question that the bot would ask first. */
export type Flag = (typeof FLAGS)[number];

export const FLAG_BY_SPELLING: ReadonlyMap<string, Flag> = new Map([
  ...(['complex', '复杂', '複雜'] as const).map((word) => [word, 'complex'] as const),
  ...(['anyway', 'force', '仍要创建', '仍然创建', '照旧', '直接创建'] as const).map(
    (word) => [word, 'anyway'] as const,
  ),
]);

/** Quotes by what closes them: input methods mix opening and closing ones, so any of a row closes any other. */
export const QUOTES: readonly string[] = ['"“”„＂«»', "'‘’＇", '「」『』｢｣', '《》'];

/** Ends a clause, and with it an unquoted value. */
export const CLAUSE_END = '，。；！？';
/** After these a new mark may start, as after a space. */
export const BEFORE_MARK = '，。；！？、,;';
/** What is left standing alone when a mark between two of them goes. */
export const SEPARATORS = '，,、；;';

/** A clock time standing alone: the second word of `time:yesterday 14:30`. */
export const LONE_CLOCK =
  /^(?:(?:上午|下午|早上|中午|晚上|凌晨|傍晚)?(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:[ap]m)?|\d{1,2}[ap]m|(?:\d{1,2}|[一二两三四五六七八九十]{1,3})点(?:半|[一三]刻|\d{1,2}分?)?)|上午|下午|早上|中午|晚上|凌晨|傍晚)$/iu;
/** A value that already says what time of the day. */
export const HAS_CLOCK = /\d[:：]\d\d|\d[ap]m|[点时](?!间)/iu;
