import type { Channel } from '../vocabulary.ts';
import type { Mood, Purpose } from './contact.ts';

/** What people type when they log a talk, zh and en, folded (half width, lower case). */

/** Keys that begin a section; its value runs to the next one. */
const SECTION_SPELLINGS = {
  customer: ['customer', 'client', '客户', '客户名称', '客户名'],
  channel: ['channel', 'via', '渠道', '沟通渠道', '方式', '沟通方式'],
  content: ['content', 'about', '内容', '沟通内容', '备注'],
  feedback: ['feedback', 'said', 'reaction', '反馈', '客户反馈', '客户说', '原话'],
  mood: ['mood', '情绪', '客户情绪', '态度'],
  purpose: ['purpose', 'kind', 'type', '类型', '沟通类型', '事由'],
  // A kind of talk, or what it was to reach, as people use the word.
  purposeOrAim: ['目的', '沟通目的'],
  aim: ['aim', 'goal', '目标', '沟通目标'],
  aimReached: ['aim-reached', 'aim reached', 'goal reached', '目的达成', '目标达成'],
  materials: ['materials', 'material', 'took along', '材料', '沟通材料'],
  readBack: ['read back', 'read-back', 'readback', '复述确认', '复述'],
  next: ['next', 'next step', 'next steps', 'todo', '下一步', '后续', '后续行动', '待办', '跟进'],
  time: ['time', 'when', '时间', '沟通时间'],
  ticket: ['ticket', '工单', '工单号'],
  participants: ['with', 'present', 'participants', '参与', '参与人', '参与人员', '在场'],
} as const;
export type Section = keyof typeof SECTION_SPELLINGS;

export const SECTION_BY_SPELLING: ReadonlyMap<string, Section> = new Map(
  (Object.keys(SECTION_SPELLINGS) as Section[]).flatMap((section) =>
    SECTION_SPELLINGS[section].map((spelling) => [spelling, section] as const),
  ),
);

/** Longest key, in characters. */
export const SECTION_KEY_MAX = Math.max(...[...SECTION_BY_SPELLING.keys()].map((spelling) => spelling.length));

export const CHANNEL_BY_SPELLING: ReadonlyMap<string, Channel> = new Map([
  ...['phone', 'call', 'telephone', 'tel', '电话', '致电', '来电', '去电', '电联', '通话'].map(
    (word) => [word, 'phone'] as const,
  ),
  ...['visit', 'meeting', 'onsite', 'on-site', '拜访', '上门', '面谈', '走访', '见面', '现场'].map(
    (word) => [word, 'visit'] as const,
  ),
  ...['wecom', 'wechat', 'weixin', '企业微信', '企微', '微信'].map((word) => [word, 'wecom'] as const),
  ...['email', 'e-mail', 'mail', '邮件', '邮箱', '电邮'].map((word) => [word, 'email'] as const),
  ...['sms', 'text', '短信'].map((word) => [word, 'sms'] as const),
  ...['online', 'chat', 'livechat', '在线客服', '在线', '网聊'].map((word) => [word, 'online'] as const),
]);

/** A channel told in running text, where no word of its own names it. */
export const CHANNELS_IN_TEXT: readonly { readonly channel: Channel; readonly words: RegExp }[] = [
  {
    channel: 'phone',
    words: /打了?个?电话|电话(?:里|中|沟通|联系|回访|确认)|致电|\b(?:called|phoned|rang|on the phone)\b/iu,
  },
  { channel: 'visit', words: /上门|拜访|面谈|登门|\b(?:visited|met (?:him|her|them|with))\b/iu },
  {
    channel: 'wecom',
    words: /(?:企业?微信?|微信)(?:上|里|中|沟通|联系|回复)|\b(?:on wechat|via wechat|via wecom)\b/iu,
  },
  {
    channel: 'email',
    words: /(?:发|回|写)了?封?邮件|邮件(?:里|中|沟通|联系|回复)|\b(?:e-?mailed|by e-?mail|via e-?mail)\b/iu,
  },
  { channel: 'sms', words: /(?:发|回)了?条?短信|\b(?:texted|by sms)\b/iu },
];

export const MOOD_BY_SPELLING: ReadonlyMap<string, Mood> = new Map([
  ...['keen', 'positive', 'interested', 'happy', '积极', '积极关注', '热情', '感兴趣', '满意'].map(
    (word) => [word, 'keen'] as const,
  ),
  ...['hesitant', 'hesitating', 'unsure', 'undecided', '犹豫', '犹豫不决', '观望', '迟疑'].map(
    (word) => [word, 'hesitant'] as const,
  ),
  ...['worried', 'doubtful', 'concerned', 'sceptical', 'skeptical', '疑虑', '担心', '担忧', '顾虑', '怀疑'].map(
    (word) => [word, 'worried'] as const,
  ),
  ...['displeased', 'angry', 'annoyed', 'unhappy', 'upset', '不满', '明显不满', '生气', '不高兴', '愤怒'].map(
    (word) => [word, 'displeased'] as const,
  ),
]);

export const PURPOSE_BY_SPELLING: ReadonlyMap<string, Purpose> = new Map([
  ...['lead', '线索', '新线索'].map((word) => [word, 'lead'] as const),
  ...['discovery', 'needs', '需求', '需求挖掘', '需求沟通'].map((word) => [word, 'discovery'] as const),
  ...['proposal', 'quote', '方案', '方案跟进', '报价'].map((word) => [word, 'proposal'] as const),
  ...['complaint', '投诉', '投诉处理', '客诉'].map((word) => [word, 'complaint'] as const),
  ...['delivery', '交付', '交付跟踪', '发货'].map((word) => [word, 'delivery'] as const),
  ...['renewal', 'renew', '续签', '续约', '续费'].map((word) => [word, 'renewal'] as const),
  ...['care', '关怀', '问候', '回访'].map((word) => [word, 'care'] as const),
  ...['survey', '调研', '满意度', '满意度调研'].map((word) => [word, 'survey'] as const),
  ...['invitation', 'invite', '邀约', '邀请', '合作邀约'].map((word) => [word, 'invitation'] as const),
  ...['upsell', '增购', '扩容', '加购'].map((word) => [word, 'upsell'] as const),
]);

/** What a talk was for, told by its words. */
export const PURPOSES_IN_TEXT: readonly { readonly purpose: Purpose; readonly words: RegExp }[] = [
  { purpose: 'renewal', words: /续[约签费]|到期(?:后|前)?(?:合作|合同)|\brenew(?:al|ing|ed)?\b/iu },
  { purpose: 'complaint', words: /投诉|客诉|\bcomplain(?:t|ts|ed|ing|s)?\b/iu },
  { purpose: 'proposal', words: /报价|方案|议价|降价|\b(?:quote|quotation|proposal|pricing)\b/iu },
  { purpose: 'delivery', words: /交付|发货|到货|验收|上线|\b(?:deliver(?:y|ed)|shipment|go[- ]live|acceptance)\b/iu },
  { purpose: 'survey', words: /满意度|调研|问卷|\b(?:survey|questionnaire)\b/iu },
  { purpose: 'invitation', words: /邀[约请]|参会|参加(?:活动|会议)|\binvit(?:e|ed|ation)\b/iu },
  { purpose: 'upsell', words: /增购|加购|扩容|升级套餐|\b(?:upsell|upgrade|more (?:seats|licen[cs]es))\b/iu },
  { purpose: 'care', words: /关怀|问候|节日|生日|\b(?:greeting|birthday|care call)\b/iu },
  { purpose: 'discovery', words: /需求|了解(?:情况|业务)|\b(?:requirements?|discovery)\b/iu },
  { purpose: 'lead', words: /线索|潜在客户|\b(?:lead|prospect)\b/iu },
];

/** Words by which the customer's reaction is on record. */
export const FEEDBACK =
  /(?:客户|对方|他们?|她们?|[李王张刘陈杨赵黄周吴]总)(?:还|也|都)?(?:说|表示|反馈|希望|要求|认为|觉得|同意|担心|提出|接受|拒绝|答应|嫌)|希望|要求|反馈|嫌贵|觉得|同意|拒绝|答应|可以接受|[“"「『][^”"」』]{2,80}[”"」』]|\b(?:customer|client|they|he|she) (?:said|says|want|wants|wanted|asked|agreed|agrees|declined|feels?|thinks?|prefers?|complained)\b|\b(?:agreed|declined|asked for|wants?)\b/iu;

/** Nothing more is to be done. */
export const NOTHING_NEXT =
  /^(?:无|没有|暂无|不需要|无需|无后续|无需跟进|不用跟进|none|nothing|no|no follow[- ]?up|n\/?a)[。.!！]?$/iu;
export const NOTHING_NEXT_IN_TEXT = /无需(?:再)?跟进|不用(?:再)?跟进|没有后续|\bno follow[- ]?up (?:is )?needed\b/iu;

/** Starred facts rather than promises: who decides, and with what money. */
export const STARRED_FACT =
  /^(?:决策人|决策者|决策链|拍板人|关键人|预算|采购预算|decision[- ]?makers?\b|budget\b|decided by\b)/iu;

/** `!双渠道`: what was agreed needs a second channel's confirmation. */
export const CONFIRM_MARK = /[!！](?:双渠道(?:确认)?|confirm|two[- ]channels?)(?=$|[\s\p{P}])/iu;
/** How a talk is going to be, before it is held (C10). */
export const URGENT_MARK = /[!！](?:紧急|加急|urgent)(?=$|[\s\p{P}])/iu;
export const FORMAL_MARK = /[!！](?:正式|formal)(?=$|[\s\p{P}])/iu;

/** Contract terms and changes of a service need it by themselves (C8). */
export const CONFIRMED_MATTERS: readonly { readonly matter: 'contract' | 'service'; readonly words: RegExp }[] = [
  {
    matter: 'contract',
    words: /合同(?:条款|金额|变更|修改|期限)|\b(?:contract terms?|change of contract|contract amount)\b/iu,
  },
  {
    matter: 'service',
    words: /(?:服务|套餐|版本)(?:变更|调整|内容变更)|变更服务|\b(?:change of service|service changes?)\b/iu,
  },
];

/** Promises that nobody can be sure to keep (C9). */
export const ABSOLUTE =
  /(?:100|百分之?百|百分百|１００)\s*[%％]?\s*(?:会|能|可以|解决|保证|没问题|满意)|(?<!不)(?:绝对|一定|肯定|必定|保证)(?:会|能|可以|不会|没问题|解决|满意|准时|按时)|(?:永远|绝)不(?:会|再)|万无一失|零(?:故障|风险|投诉)|\b(?:100 ?%|guarantee(?:d)?|absolutely (?:will|certain|no)|never (?:again|happen)|will definitely|zero (?:risk|downtime)|no risk)/giu;

/** Words that set the customer against us (C9). */
export const YOU_PEOPLE =
  /你们(?:自己|应该|必须|怎么|为什么|的问题|没有|搞错|弄错)|(?:这|那)是你们的(?:问题|责任|错)|\byou people\b|\byou guys (?:should|must|need)\b|\byour (?:own )?(?:fault|mistake|problem)\b/giu;

/** Figures of the customer's money. */
export const FINANCE =
  /(?:营收|营业额|年收入|利润|负债|现金流|欠款|工资|薪资|注册资本|授信)[^\d\n]{0,8}\d|\b(?:revenue|profit|debt|cash ?flow|salary|turnover)\b[^\d\n]{0,12}\d/iu;

/** Tags that a talk suggests, in the words of both languages. */
export const TAGS_IN_TEXT: readonly {
  readonly words: RegExp;
  readonly tag: { readonly 'zh-CN': string; readonly en: string };
}[] = [
  {
    words: /降价|便宜|性价比|折扣|优惠|降\s*\d+\s*[%％]|\b(?:cheaper|discount|price|too expensive|too dear)\b/iu,
    tag: { 'zh-CN': '重视性价比', en: 'price-conscious' },
  },
  {
    words: /预算(?:不够|有限|紧张|不足|砍|缩减)|\b(?:tight budget|budget cut|no budget)\b/iu,
    tag: { 'zh-CN': '预算敏感型', en: 'budget-sensitive' },
  },
  {
    words: /售后|响应(?:慢|太慢|不及时)|维修|\b(?:after-sales|slow response|support quality)\b/iu,
    tag: { 'zh-CN': '关注售后响应', en: 'cares about support' },
  },
  {
    words:
      /再考虑|内部(?:讨论|审批|流程)|走流程|层层审批|开会决定|\b(?:think it over|internal approval|board|procurement process)\b/iu,
    tag: { 'zh-CN': '决策周期长', en: 'slow to decide' },
  },
  {
    words: /定制|个性化|二次开发|\b(?:custom(?:ised|ized)?|bespoke)\b/iu,
    tag: { 'zh-CN': '有定制需求', en: 'wants custom work' },
  },
  {
    words: /竞品|别家|其他供应商|对比|\b(?:competitor|another vendor|compare)\b/iu,
    tag: { 'zh-CN': '在比较竞品', en: 'compares competitors' },
  },
];

/** The customer's score in so many words: 评分4, 打了5分, score: 3, 4 out of 5. */
export const NAMED_SCORE =
  /(?:评分|打分|评价|score(?:d)?|rated?)(?:了|为|是| of| us)?\s*[::]?\s*(?<score>[1-5])(?![\d.])|(?:打|给)了?\s*(?<score>[1-5])\s*分|\b(?<score>[1-5]) (?:out of|of|\/) ?5\b/iu;

/** Their word on a result, what denies before what affirms; about the result, not about a survey. */
export const WORDS_ON_RESULT: readonly {
  readonly words: RegExp;
  readonly word: { readonly score: number } | { readonly score: null; readonly word: 'no-objection' };
}[] = [
  {
    words: /不(?:太|怎么|够|是很)?满意|不满|\b(?:not (?:really |very )?satisfied|dissatisfied|unsatisfied)\b/iu,
    word: { score: 2 },
  },
  { words: /(?:基本|还算|比较)满意(?!度)|\b(?:mostly|fairly|reasonably) satisfied\b/iu, word: { score: 4 } },
  { words: /(?:无|没有|没)(?:任何)?异议|\bno objections?\b/iu, word: { score: null, word: 'no-objection' } },
  { words: /满意(?!度)|\b(?:satisfied|happy with (?:it|the result))\b/iu, word: { score: 5 } },
];

/** What makes it no word: a condition, a question, or a wish. */
export const CONDITION =
  /如果|要是|只要|除非|假如|是否|满意吗|满不满意|[??]|希望[^,，。;；]{0,12}满意|\b(?:if|unless|whether|once|until|as long as)\b/iu;

/** Answers to whether something was done. */
export const YES_NO: ReadonlyMap<string, boolean> = new Map([
  ...['yes', 'y', 'done', 'ok', '是', '已', '有', '对', '已确认', '已复述', '已达成', '达成'].map(
    (word) => [word, true] as const,
  ),
  ...['no', 'n', 'not', 'not yet', '否', '没', '没有', '未', '不', '未确认', '未达成', '未复述'].map(
    (word) => [word, false] as const,
  ),
]);

/** Between several values of one mark. */
export const AND = /[、，,/和]/u;

/** `昨天 14:00-14:30`: from when to when, on one day. */
export const TIME_RANGE =
  /^(?<day>[^\d]{0,12}?(?:\d{4}-\d\d?-\d\d?|\d{1,2}月\d{1,2}[日号])?)\s*(?<from>\d{1,2}[:：]\d\d(?:\s?[ap]m)?)\s*(?:[-–—－~～至到]|to)\s*(?<to>\d{1,2}[:：]\d\d(?:\s?[ap]m)?)(?:\s+(?<rest>[^]*))?$/u;

/** A customer's mark before a name. */
export const CUSTOMER_MARK = /^(?:customer|client|客户)\s*[:：]\s*/iu;
