import type { ContactOutcome, ContactStatus, Element, Mood, Purpose } from '../../domain/contact/contact.ts';
import type { Channel } from '../../domain/vocabulary.ts';
import type { Messages } from '../messages.ts';
import { contactHelp, followupHelp } from './contact-help.ts';
import { contactReply } from './contact-reply.ts';
import { goodCase } from './good-case.ts';
import { talkAims } from './talk-aims.ts';

const channel: Record<Channel, string> = {
  phone: '电话',
  visit: '拜访',
  wecom: '企业微信/微信',
  email: '邮件',
  sms: '短信',
  online: '在线客服',
};
const outcome: Record<ContactOutcome, string> = { reached: '已接通', 'not-reached': '未接通', none: '未沟通，仅跟进' };
const mood: Record<Mood, string> = { keen: '积极关注', hesitant: '犹豫不决', worried: '疑虑', displeased: '明显不满' };
const purpose: Record<Purpose, string> = {
  lead: '线索',
  discovery: '需求挖掘',
  proposal: '方案跟进',
  complaint: '投诉处理',
  delivery: '交付跟踪',
  renewal: '续签',
  care: '关怀',
  survey: '满意度调研',
  invitation: '合作邀约',
  upsell: '增购',
};
const element: Record<Element, string> = {
  channel: '沟通渠道',
  content: '沟通内容',
  feedback: '客户反馈',
  next: '后续行动',
};
const status: Record<ContactStatus, string> = {
  'to-follow-up': '待跟进',
  confirmed: '已确认',
  'on-hold': '暂缓',
};

export const contact: Messages['contact'] = {
  help: contactHelp,
  followup: followupHelp,
  reply: contactReply,
  aims: talkAims,
  case: goodCase,
  channel: (value) => channel[value],
  outcome: (value) => outcome[value],
  mood: (value) => mood[value],
  purpose: (value) => purpose[value],
  element: (value) => element[value],
  status: (value) => status[value],
  promise: '承诺',
  starred: (words) => `★ ${words}`,

  cardTitle: (p) => `${p.number} · ${p.customer}`,
  cardSummary: (p) => `${p.customer}：${p.text}（${p.number}）`,
  fact: {
    customer: '客户',
    when: '沟通时间',
    channel: '沟通渠道',
    mood: '客户情绪',
    purpose: '沟通类型',
    status: '状态',
    author: '沟通人',
    feedback: '客户反馈',
    participants: '参与人',
    facts: '★关键信息',
    ticket: '工单',
    confirmed: '已确认渠道',
    sameAs: '同一次沟通',
    due: '时限',
    owner: '负责人',
    missing: '待补充',
    nextTalk: '下次沟通',
  },
  hiddenFacts: '【★信息，群内不显示】',
  followUpLine: (p) => `${p.number} ${p.words} · ${p.owner} · ${p.due} · ${p.state}`,
  promiseState: { open: '进行中', kept: '已兑现', dropped: '已取消', unwatched: '未设提醒' },
  late: '逾期',

  button: {
    done: '已完成',
    snooze: '推迟',
    assign: '转交',
    ack: '知道了',
    edit: '补充',
    confirm: '已确认',
    resume: '恢复跟进',
    show: '详情',
    why: '时限说明',
    same: '是同一次',
    more: '下一页',
    retry: '再次联系',
    log: '登记沟通',
    hold: '暂缓',
    again: '仍要登记',
    tag: (tag) => `+ ${tag}`,
  },

  notice: {
    promisedBy: (p) => `${p.name} 于 ${p.at} 承诺`,
    missing: (p) => `还缺：${p.what}`,
    confirm: (p) => `目前已确认：${p.on}。还需要第二个渠道确认。`,
    nextTalk: '暂缓到期：该再和客户聊一次了。',
    apology: (p) =>
      `${p.customer}您好，答应您的“${p.promise}”到现在还没有完成，实在抱歉。我们会在【时间】前给到您。${p.me}`,
  },

  deed: {
    logged: (p) => `${p.who} 登记了沟通`,
    completed: (p) => `${p.who} 补充了记录`,
    promised: (p) => `${p.who} 新增 ${p.count} 项跟进`,
    kept: (p) => `${p.who} 完成跟进 ${p.n}`,
    moved: (p) => `${p.who} 调整跟进 ${p.n}：${p.owner}，${p.due} 前`,
    dropped: (p) => `${p.who} 取消跟进 ${p.n}`,
    held: (p) => `${p.who} 暂缓至 ${p.until}`,
    'taken-up': (p) => `${p.who} 恢复跟进`,
    'confirmed-on': (p) => `${p.who} 已通过${p.channel}确认`,
    'same-talk': (p) => `${p.who} 标记为同一次沟通`,
    acknowledged: (p) => `${p.who} 已知悉`,
    noted: (p) => `${p.who} 备注`,
    policyChanged: '按新规则重新计算了时限',
  },
};
