import type { Channel } from '../vocabulary.ts';
import type { CooperationType, CustomerKind } from './customer.ts';

/** What people type about customers, zh and en, folded (half width, lower case). */

/**
 * Words of the trade at the end of a company's name, in front of its legal form: what remains is what people call it
 * (云帆科技有限公司 is 云帆).
 */
export const TRADE_WORDS =
  /(?:(?:信息|网络|电子|智能|生物|新材料|新能源|环保|文化|教育|医疗|餐饮|商业|工程|建筑|建设|机械|自动化)?(?:科技|技术)|信息|网络|电子|物流|贸易|商贸|实业|工业|制造|传媒|软件|咨询|服务|控股|发展|投资|国际|制药|医药|食品|服饰|家居|能源|汽车| (?:tech|technology|technologies|trading|logistics|software|industries|group|holdings|international|systems|solutions|services))$/u;

/** A place in front of a company's name. */
export const PLACE_PREFIX =
  /^(?:(?:中国|北京|上海|天津|重庆|广州|深圳|杭州|南京|苏州|成都|武汉|西安|长沙|青岛|宁波|厦门|无锡|佛山|东莞|合肥|郑州|济南)市?|(?:广东|浙江|江苏|山东|四川|湖北|湖南|福建|安徽|河南|河北)省?)/u;

/** Fields of a profile, a contact person and a cooperation event, as marks in a line and as headers of a table. */
export const FIELD_SPELLINGS = {
  name: [
    'name',
    'customer',
    'customer name',
    'company',
    '客户',
    '客户名',
    '客户名称',
    '名称',
    '公司',
    '公司名称',
    '企业名称',
    '单位',
    '单位名称',
    '客户全称',
    '全称',
  ],
  number: ['number', 'customer number', 'no', '编号', '客户编号'],
  short: ['short', 'short name', 'shortname', 'alias', '简称', '客户简称', '公司简称'],
  kind: ['kind', 'customer kind', '性质', '客户性质', '客户类型'],
  industry: ['industry', 'trade', '行业', '所属行业', '行业类型'],
  size: ['size', 'employees', 'headcount', '规模', '企业规模', '公司规模', '人数', '员工人数'],
  product: ['product', 'products', 'service', '产品', '合作产品', '购买产品', '服务产品'],
  amount: [
    'amount',
    'annual amount',
    'annual',
    'contract amount',
    'revenue',
    '年额',
    '金额',
    '年合同额',
    '合同金额',
    '年合同金额',
    '年度合同金额',
    '年消费额',
    '年金额',
  ],
  since: [
    'since',
    'first cooperation',
    'customer since',
    '合作',
    '首次合作',
    '首次合作日期',
    '首次合作时间',
    '合作日期',
    '合作时间',
    '合作开始',
  ],
  from: [
    'contract from',
    'contract start',
    'from',
    '合同开始',
    '合同起',
    '合同起始',
    '合同起始日',
    '合同开始日期',
    '合同生效日期',
  ],
  until: [
    'contract until',
    'contract end',
    'until',
    'expires',
    '合同到期',
    '合同结束',
    '合同止',
    '合同到期日',
    '合同截止',
    '合同结束日期',
    '到期日',
  ],
  contract: ['contract', 'contract period', '合同', '合同期', '合同期限', '合同有效期'],
  needs: ['needs', 'need', 'explicit needs', '需求', '显性需求', '客户需求', '核心需求'],
  'hidden-needs': ['hidden needs', 'implicit needs', '隐性需求', '潜在需求'],
  demands: ['demands', 'special demands', 'special', '特殊要求', '特殊需求', '要求'],
  vip: ['vip', 'vip客户', '是否vip', 'vip标识'],
  manager: ['manager', 'account manager', 'owner', '客户经理', '负责人', '销售', '跟进人', '客户负责人'],
  success: ['success', 'success manager', '成功经理', '客户成功经理', '客户成功'],
  tags: ['tags', 'tag', 'labels', '标签', '客户标签'],
  tier: ['tier', 'level', 'grade', '等级', '客户等级', '客户级别', '级别', '分级'],
  stage: ['stage', 'lifecycle', '阶段', '客户阶段', '生命周期'],
  person: ['person', 'contact', 'contact person', '联系人', '对接人', '联系人姓名', '姓名'],
  post: ['post', 'title', 'position', 'job title', 'role', '职务', '职位', '岗位'],
  channel: ['channel', 'preferred channel', '渠道', '偏好渠道', '沟通偏好', '首选渠道', '联系方式偏好', '偏好沟通方式'],
  phone: [
    'phone',
    'mobile',
    'tel',
    'telephone',
    '电话',
    '手机',
    '手机号',
    '联系电话',
    '手机号码',
    '电话号码',
    '联系方式',
  ],
  mail: ['mail', 'email', 'e-mail', '邮箱', '邮件', '电子邮箱', '电子邮件'],
  birthday: ['birthday', 'born', 'birth', 'date of birth', '生日', '出生日期', '联系人生日'],
  type: ['type', 'event', 'event type', '类型', '往来类型', '事件', '事件类型', '合作事件', '业务类型'],
  date: ['date', 'day', 'on', '日期', '时间', '发生日期', '业务日期', '订单日期', '付款日期', '交付日期', '交易日期'],
  remark: ['remark', 'note', 'notes', 'comment', '备注', '说明'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type FieldKey = keyof typeof FIELD_SPELLINGS;

export const FIELD_BY_SPELLING: ReadonlyMap<string, FieldKey> = new Map(
  (Object.entries(FIELD_SPELLINGS) as [FieldKey, readonly string[]][]).flatMap(([key, spellings]) =>
    spellings.map((spelling) => [spelling.replaceAll(/[\s_-]/gu, ''), key] as const),
  ),
);

export const CHANNEL_BY_SPELLING: ReadonlyMap<string, Channel> = new Map([
  ...(['phone', 'call', 'tel', 'telephone', 'mobile', '电话', '手机', '致电', '来电'] as const).map(
    (word) => [word, 'phone'] as const,
  ),
  ...(['visit', 'meeting', 'in person', 'onsite', '拜访', '上门', '面谈', '面访', '见面', '现场'] as const).map(
    (word) => [word, 'visit'] as const,
  ),
  ...(['wecom', 'wechat', 'im', 'whatsapp', '微信', '企业微信', '企微', '微信群'] as const).map(
    (word) => [word, 'wecom'] as const,
  ),
  ...(['email', 'mail', 'e-mail', '邮件', '邮箱', '电子邮件'] as const).map((word) => [word, 'email'] as const),
  ...(['sms', 'text', '短信'] as const).map((word) => [word, 'sms'] as const),
  ...(['online', 'chat', 'online service', '在线', '在线客服', '客服系统'] as const).map(
    (word) => [word, 'online'] as const,
  ),
]);

export const COOPERATION_BY_SPELLING: ReadonlyMap<string, CooperationType> = new Map([
  ...(['order', 'purchase', '订单', '下单', '采购', '签约', '新签'] as const).map((word) => [word, 'order'] as const),
  ...(['payment', 'paid', 'pay', '付款', '回款', '收款', '支付', '到账'] as const).map(
    (word) => [word, 'payment'] as const,
  ),
  ...(['delivery', 'delivered', 'shipment', '交付', '发货', '验收', '上线'] as const).map(
    (word) => [word, 'delivery'] as const,
  ),
  ...(['renewal', 'renew', 'renewed', '续签', '续费', '续约', '续订'] as const).map(
    (word) => [word, 'renewal'] as const,
  ),
]);

export const CUSTOMER_KIND_BY_SPELLING: ReadonlyMap<string, CustomerKind> = new Map([
  ...(['enterprise', 'company', 'business', '企业', '公司', '企业客户', '单位', '机构'] as const).map(
    (word) => [word, 'enterprise'] as const,
  ),
  ...(['individual', 'person', 'private', '个人', '个人客户', '个体'] as const).map(
    (word) => [word, 'individual'] as const,
  ),
]);

/** Yes and no as tables have them. */
export const YES_WORDS: ReadonlySet<string> = new Set([
  'yes',
  'y',
  'true',
  '1',
  'vip',
  '是',
  '有',
  '对',
  '√',
  '✓',
  'on',
]);
export const NO_WORDS: ReadonlySet<string> = new Set(['no', 'n', 'false', '0', '否', '无', '不是', '×', '-', 'off']);

/** What a birthday in the lunar calendar is announced by. */
export const LUNAR_WORD = /(?:农历|阴历|旧历|lunar)[:： ]*/iu;
export const SOLAR_WORD = /(?:公历|阳历|新历|solar)[:： ]*/iu;
const LUNAR_MONTHS = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊'];
const MONTH_NAMES: readonly (readonly string[])[] = [
  ['正', '一'],
  ['二'],
  ['三'],
  ['四'],
  ['五'],
  ['六'],
  ['七'],
  ['八'],
  ['九'],
  ['十'],
  ['十一', '冬'],
  ['十二', '腊'],
];
export const LUNAR_DAY_DIGITS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
export const LUNAR_DATE =
  /^(闰)?(十[一二]|[正一二三四五六七八九十冬腊])月(?:(初|十|廿|二|三)?([一二三四五六七八九十]{1,2})|廿)[日号]?$/u;

/** Month of a lunar date by its name, 1 to 12; `null` for none. */
export function lunarMonthNamed(name: string): number | null {
  const index = MONTH_NAMES.findIndex((names) => names.includes(name));
  return index === -1 ? null : index + 1;
}

/** Lunar month and day as they are written in Chinese: 八月十五, 闰二月初三. */
export function lunarDateText(month: number, day: number): string {
  const name = LUNAR_MONTHS[Math.abs(month) - 1] ?? '';
  const digit = LUNAR_DAY_DIGITS[(day - 1) % 10] ?? '';
  const tens =
    day === 10
      ? '初十'
      : day === 20
        ? '二十'
        : day === 30
          ? '三十'
          : `${['初', '十', '廿', '三'][Math.floor(day / 10)] ?? ''}${digit}`;
  return `${month < 0 ? '闰' : ''}${name}月${tens}`;
}

/** Words that say that somebody does not work there any more. */
export const LEFT_WORDS: ReadonlySet<string> = new Set(['left', 'gone', '离职', '已离职', '离开', '调离']);

/** Words that end a pinned tier. */
export const AUTO_WORDS: ReadonlySet<string> = new Set(['auto', 'automatic', 'unpin', '自动', '取消指定', '恢复']);

export const TIER_BASIC_WORDS: ReadonlySet<string> = new Set(['basic', 'd', '普通', '基础', '一般', '普通客户']);

/** What stands between the two customers of a merge. */
export const INTO_WORDS = /\s+(?:into|to|in|->|→|到|并入|合并到|至)\s+/iu;

/** Chinese digits of a year and a date. */
export const HAN_DIGITS = '〇一二三四五六七八九';

/** Multipliers of amounts. */
export const AMOUNT_UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['元', 1],
  ['rmb', 1],
  ['cny', 1],
  ['k', 1e3],
  ['千', 1e3],
  ['千元', 1e3],
  ['w', 1e4],
  ['万', 1e4],
  ['万元', 1e4],
  ['十万', 1e5],
  ['百万', 1e6],
  ['m', 1e6],
  ['千万', 1e7],
  ['亿', 1e8],
  ['亿元', 1e8],
]);
export const AMOUNT =
  /^(?:约|人民币|rmb|cny|¥|￥|\$|usd)? ?(\d[\d,]*(?:\.\d+)?) ?(元|rmb|cny|k|千元?|w|万元?|十万|百万|m|千万|亿元?)?(?: ?\/?年| ?每年| ?(?:a|per) year)?$/iu;
export const YEAR_MONTH_DAY_HAN =
  /^([〇零一二三四五六七八九]{4}|\d{4})年(\d{1,2}|[一二三四五六七八九十]{1,3})月(?:(\d{1,2}|[一二三四五六七八九十廿]{1,3})[日号])?$/u;

/** People who stand at machines and counters do not read mail; people at desks do (C10). */
export const CHANNELS_BY_INDUSTRY: readonly { readonly industry: RegExp; readonly channels: readonly Channel[] }[] = [
  {
    industry: /零售|餐饮|酒店|物流|制造|建筑|工程|农业|retail|restaurant|hotel|logistic|manufactur|construct/iu,
    channels: ['phone', 'wecom'],
  },
  {
    industry:
      /银行|金融|保险|政府|事业单位|教育|学校|法律|律师|医院|bank|financ|insur|government|school|universit|law|hospital/iu,
    channels: ['email', 'phone'],
  },
];

/** Written as a value: nothing is recorded there any more. */
export const CLEAR_WORDS: ReadonlySet<string> = new Set(['-', '—', 'none', 'nothing', '清空', '删除', '空']);

/** `!vip`, `!anyway` and their Chinese names. */
export const VIP_FLAG = /^[!！](?:vip|重要客户|贵宾)$/iu;
export const NOT_VIP_FLAG = /^[!！](?:no-?vip|非vip|取消vip)$/iu;
export const ANYWAY_FLAG = /^[!！](?:anyway|force|仍要创建|仍然创建|照旧|直接创建)$/iu;

/** What stands between the two ends of a contract's period. */
export const PERIOD = /\s*(?:~|～|至|到|—|--|\.\.|→| to )\s*/iu;

/** What people put around the letter of a tier. */
export const AROUND_TIER = /(?:级|类|客户|tier)/gu;
/** A phone as it is dialled, with an extension. */
export const PHONE = /^[+\d(](?:[\d ()./\-转x,#]|ext\.?)*$/iu;
/** Said where something stands in the way of an erasure. */
export const FORCE_WORDS: ReadonlySet<string> = new Set(['force', 'anyway', '强制', '仍要']);
/** Said after a merge: it was thought over. */
export const SURE_FLAG = /(?:^|\s)[!！](?:now|确认)(?=\s|$)/u;
