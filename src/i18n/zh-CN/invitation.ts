import type { Messages } from '../messages.ts';

export const invitation: Messages['invitation'] = {
  asked: '今天邀请',
  asks: '邀请参加',
  atRisk: '流失风险',
  list: {
    verb: '名单',
    title: (p) => `${p.number} · ${p.title}`,
    mine: (p) => `你的名单：${p.count} 位，未答复 ${p.open} 位，重要的在前`,
    team: (p) => `部门名单：${p.count} 位，未答复 ${p.open} 位，重要的在前`,
    none: '没有要你邀请的客户',
    ended: '活动已结束，不再邀请。',
    onDay: (p) => `${p.day}提醒`,
    noOwner: '无人负责',
    example: '/care 活动 H00001 名单',
  },
  button: {
    list: '全部名单',
    team: '部门的',
  },
};
