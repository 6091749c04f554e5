import { createHmac, randomBytes } from 'node:crypto';

/* What people type, as Slack sends it. */

export const SIGNING_SECRET = 'a-signing-secret-of-the-bench';

/** People of the policy, each with a Slack account `U0P01` …. */
export const PEOPLE = 40;

export interface SignedRequest {
  /** Its dedupe key in the database is made from this. */
  readonly triggerId: string;
  /** Head and body as they go over the wire. */
  readonly bytes: Buffer;
}

const THINGS = [
  '二楼打印机频繁卡纸，换了硒鼓也不行',
  '开票系统登录后白屏，刷新几次都一样',
  '合同里的付款日期和报价单对不上，请核对',
  '想了解一下企业版升级的价格和续费方式',
  '上周订的显示器少发了两台，仓库说已经出库',
  '客户反馈导出的报表缺最后一列，财务等着用',
  '希望在手机端也能看到工单进度',
  '投诉：客服电话等了四十分钟没人接',
  '申请给新同事开通客户资料的查看权限',
  '数据同步从昨天下午三点开始失败，日志里报 502',
  '建议把验收单和发货单放在同一个页面',
  '移动端扫码入库提示网络异常，三个门店都这样',
] as const;

const DETAILS = [
  '影响整个财务组',
  '已经影响二楼所有人',
  '客户在现场等',
  '今天上午开始',
  '第三次出现了',
  '不急，本周内处理即可',
] as const;
const CUSTOMERS = [
  '云帆科技',
  '蓝海物流',
  '青山制造',
  '北辰医疗',
  '金穗农业',
  '长风教育',
  '同心餐饮',
  '瑞和地产',
] as const;
const MARKS = ['', '', '', ' !紧急', ' 类型:投诉', ' #打印机卡纸', ' 类型:咨询'] as const;

let nth = 0;
/** Sets apart the requests of two runs and of two processes. */
const run = randomBytes(4).toString('hex');

/** A signed slash command with words that nobody has said before. */
export function signCommand(host: string): SignedRequest {
  nth += 1;
  const person = 1 + (nth % PEOPLE);
  const customer = nth % 3 === 0 ? ` 客户:${pick(CUSTOMERS, nth)}${1 + (Math.floor(nth / 7) % 40)}分公司` : '';
  const words = `${pick(THINGS, nth)}，${pick(DETAILS, nth * 5)}，编号 ${run.toUpperCase()}-${nth}`;
  const triggerId = `${run}.${nth}`;
  const body = new URLSearchParams({
    token: 'unused',
    team_id: 'T0BENCH',
    team_domain: 'bench',
    channel_id: 'C0SUPPORT',
    channel_name: 'support',
    user_id: accountOf(person),
    user_name: `person${person}`,
    command: '/ticket',
    text: `new ${words}${customer}${pick(MARKS, nth)}`,
    api_app_id: 'A0BENCH',
    is_enterprise_install: 'false',
    response_url: 'http://127.0.0.1:9/response',
    trigger_id: triggerId,
  }).toString();
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  const head = [
    'POST /slack/events HTTP/1.1',
    `host: ${host}`,
    'user-agent: Slackbot 1.0 (+https://api.slack.com/robots)',
    'accept: application/json,*/*',
    'accept-encoding: gzip,deflate',
    'content-type: application/x-www-form-urlencoded',
    `x-slack-request-timestamp: ${timestamp}`,
    `x-slack-signature: v0=${signature}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return { triggerId, bytes: Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`) };
}

/** The Slack account of the n-th person. */
export function accountOf(nth: number): string {
  return `U0P${String(nth).padStart(2, '0')}`;
}

function pick<Item>(items: readonly Item[], nth: number): Item {
  const item = items[nth % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
