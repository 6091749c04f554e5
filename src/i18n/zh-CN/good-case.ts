import type { Messages } from '../messages.ts';

export const goodCase: Messages['contact']['case'] = {
  title: (p) => `好案例：${p.by} 与${p.customer}`,
  summary: (p) => `${p.by} 与${p.customer}：${p.text}`,
  why: (p) => `${p.by}：${p.words}`,
  ledTo: '结果',
  kept: (p) => `${p.all} 项承诺已兑现 ${p.kept} 项`,
  takenBack: (p) => `${p.number}：分享已撤回`,
  masked: '敏感信息已隐去。',
  figure: '【数字】',
  shared: (p) => `${p.number} 已作为好案例分享到${p.team}`,
  sharedHint: '电话、邮箱、证件号、财务数字和★信息都不会显示。',
  unshared: (p) => `${p.number} 的分享已撤回`,
  unsharedHint: '有些聊天工具不能修改已发的消息：那里的内容请联系管理员处理。',
  alreadyShared: (p) => `${p.number} 已经分享过（${p.by}，${p.at}）`,
  notShared: (p) => `${p.number} 没有分享过`,
  nobodyReached: (p) => `${p.number} 没有接通，还没有可以分享的内容`,
  mayNotShare: (p) => `${p.number} 是否分享由 ${p.author} 或部门组长决定`,
  noTeamChannel: (p) => `${p.number} 所在部门没有配置群，无处分享`,
  formTitle: '分享好案例',
  words: '大家可以学到什么',
  deed: {
    shared: (p) => `${p.who} 分享到部门群`,
    unshared: (p) => `${p.who} 撤回了分享`,
  },
  button: { share: '分享', unshare: '撤回分享' },
};
