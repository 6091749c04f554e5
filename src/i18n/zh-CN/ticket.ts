import type { ClosingWord } from '../../domain/ticket/ticket.ts';
import type { Kind, Role, Status, Urgency } from '../../domain/vocabulary.ts';
import type { Messages } from '../messages.ts';

const status: Record<Status, string> = {
  pending: '待处理',
  'in-progress': '处理中',
  waiting: '等待中',
  resolved: '已完成',
  closed: '已关闭',
  cancelled: '已取消',
  merged: '已合并',
};
const kind: Record<Kind, string> = { inquiry: '咨询', complaint: '投诉', request: '需求', suggestion: '建议' };
const urgency: Record<Urgency, string> = { urgent: '紧急', important: '重要', normal: '一般' };
const role: Record<Role, string> = { agent: '客服', lead: '组长', manager: '主管', admin: '管理员' };
const word: Record<ClosingWord, string> = { satisfied: '满意', 'no-objection': '无异议' };
const rules: Record<string, string> = {
  'first-contact': '首次响应',
  start: '启动处理',
  resolve: '解决',
  escalation: '人工升级',
};

export const ticket: Messages['ticket'] = {
  status: (value) => status[value],
  kind: (value) => kind[value],
  urgency: (value) => urgency[value],
  role: (value) => role[value],
  word: (value) => word[value],
  rule: (value) => rules[value] ?? value,
  nobody: '暂无人认领',
  system: '回音',
  noCustomer: '未注明',
  vip: 'VIP',
  complex: '复杂',
  round: (n) => `第 ${n} 轮`,

  cardTitle: (p) => `${p.number} · ${p.problem}`,
  cardSummary: (p) => `【${p.urgency}】${p.customer}：${p.text}（${p.number}）`,
  fact: {
    customer: '客户',
    kind: '沟通事由',
    urgency: '紧急程度',
    status: '处理进度',
    team: '责任部门',
    owner: '负责人',
    opener: '提交人',
    spokenAt: '客户提出',
    problemType: '问题类型',
    score: '评分',
    due: '时限',
    source: '来源',
    reason: '说明',
  },
  dueIn: (p) => `${p.rule}：还剩 ${p.left}，${p.at} 前`,
  overdueBy: (p) => `${p.rule}：已超时 ${p.late}，应于 ${p.at}`,
  pausedClock: (p) => `${p.rule}：计时暂停`,
  allMet: '没有待办时限',

  button: {
    take: '认领',
    ack: '知道了',
    contacted: '已联系',
    progress: '记进展',
    resolve: '已解决',
    escalate: '升级',
    reopen: '重新打开',
    rate: '评分',
    show: '详情',
    why: '时限说明',
    again: '再建一单',
    anyway: '仍然创建',
    edit: '修改',
    more: '下一页',
    help: '帮助',
  },

  notice: {
    warned: (p) => `${p.rule}还剩 ${p.left}`,
    breached: (p) => `${p.rule}已超时 ${p.late}`,
    due: (p) => `${p.rule}时限已到`,
    morning: (p) => `仍未完成：${p.rule}已超时 ${p.late}`,
    raised: '人工升级',
    tellLate: (p) => `本提醒晚到 ${p.late}：其间服务未运行。`,
    apologise: '已超过承诺时间：请主动向客户致歉，说明原因，并告知下一次回复的时间。',
    toLead: '通知组长：目前还没有人响应。',
    toManager: '通知主管：团队至今没有响应。',
    toHead: '通知部门负责人。',
    noOwner: '目前无人认领。',
    ackedBy: (p) => `${p.name} 已知悉，${p.at}`,
    heldUntil: (p) => `如无进展，${p.at} 继续提醒。`,
    met: (p) => `${p.rule}：已完成`,
    cancelled: (p) => `${p.rule}：无需再处理`,
  },

  deed: {
    created: (p) => `${p.who} 创建了工单`,
    edited: (p) => `${p.who} 修改了${p.what}`,
    taken: (p) => `${p.who} 认领了工单`,
    assigned: (p) => `${p.who} 分派给 ${p.to}`,
    acknowledged: (p) => `${p.who} 已知悉`,
    reached: (p) => `${p.who} 已联系上客户`,
    notReached: (p) => `${p.who} 尝试联系客户：未接通`,
    noted: (p) => `${p.who} 的备注`,
    progressed: (p) => `${p.who} 的进展`,
    resolved: (p) => `${p.who} 已解决`,
    rated: (p) => `${p.who} 记录客户评分：${p.score} 分（满分 5）`,
    reopened: (p) => `${p.who} 重新打开：处理重新开始`,
    closed: (p) => `${p.who} 关闭了工单：客户${p.word}`,
    cancelled: (p) => `${p.who} 取消了工单`,
    escalated: (p) => `${p.who} 发起升级`,
    noticed: (p) => `已就“${p.rule}”提醒${p.audiences}`,
    policyChanged: '规则变更，时限已重新计算',
  },
  part: {
    kind: '沟通事由',
    urgency: '紧急程度',
    complex: '复杂标记',
    team: '责任部门',
    customer: '客户',
    described: '问题描述',
    problemType: '问题类型',
  },
  audience: (value, name) =>
    ({ owner: '负责人', team: '团队', lead: '组长', manager: '主管', head: '部门负责人' })[value] ?? name ?? value,
};
