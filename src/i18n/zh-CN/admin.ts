import type { Messages } from '../messages.ts';

export const admin: Messages['admin'] = {
  help: {
    description: '系统运行情况（管理员）',
    usage: '[状态|死信|重发|审计]',
    intro: '系统运行得怎么样、哪些消息没送达、谁查看过受保护的资料。',
    marks: '只有角色为 admin 的人可以使用。',
    verb: {
      status: { summary: '系统现在怎么样', example: '/admin status' },
      dead: { summary: '没能送达的消息和原因', example: '/admin dead' },
      retry: { summary: '重新发送：全部，或按编号发一条', example: '/admin retry all' },
      audit: { summary: '谁查看或导出过受保护的资料', example: '/admin audit' },
      help: { summary: '显示本帮助', example: '/admin help' },
    },
  },
  onlyAdmins: '只有管理员可以查看',
  whoIsAdmin: ({ names }) => (names === '' ? '规则文件里还没有 role: admin 的人。' : `请找：${names}`),
  status: {
    well: '系统运行正常',
    attention: ({ count }) => `有 ${count} 件事需要留意`,
    summary: ({ replicas, waiting }) => `${replicas} 个副本在运行，${waiting} 条消息待发`,
    replicas: '运行副本',
    replica: ({ version, since }) => `${version}，${since} 起`,
    schema: '数据库',
    policy: '生效规则',
    policySince: ({ hash, since }) => `${hash}，${since} 起`,
    commitments: '未了承诺',
    queues: '待发消息',
    queue: ({ platform, waiting, oldest }) => `${platform}：${waiting}${waiting === 0 ? '' : `，最早的已等 ${oldest}`}`,
    none: '无',
    calendar: '已知节假日',
    selfCheck: '最近自检',
    selfCheckDone: ({ at, subjects, differences, repaired }) =>
      `${at}：检查 ${subjects} 项，期限有误 ${differences} 处，已修正 ${repaired} 处`,
    notYet: '还没有',
    noReplica: '没有副本报到，以下数据来自回答的这一个。',
    botSilent: '企业微信智能机器人断开超过一分钟，群里收不到也发不出消息。原因见日志。',
    several: ({ versions }) => `副本的版本不一致：${versions}`,
    due: ({ count, since }) => `${count} 项承诺到时还没处理，最早 ${since}`,
    limited: ({ platform, count }) => `${platform} 限流：${count} 个会话延后发送`,
    old: ({ platform, oldest }) => `${platform} 有消息已等 ${oldest}`,
    dead: ({ count }) => `${count} 条消息没能送达：/admin dead`,
    uncertain: ({ count }) => `${count} 条消息不确定是否已显示：/admin dead`,
    holidays: ({ year }) => `还不知道 ${year} 年的法定节假日：暂按普通周末计算（workingTime.off、workingTime.working）`,
    undecided: ({ count }) => `最近自检时有 ${count} 项承诺过时未处理`,
    stuck: ({ count }) => `最近自检时有 ${count} 条消息无故停着`,
    differences: ({ count }) => `最近自检时有 ${count} 处期限与记录不符，日志里有明细`,
  },
  dead: {
    title: ({ total }) => `没能送达：${total} 条`,
    empty: '全部消息都已送达',
    item: ({ id, what, number, where }) => `#${id} ${number === '' ? '' : `${number} 的`}${what} → ${where}`,
    detail: ({ at, state, reason }) => `${at} · ${state}：${reason}`,
    what: { card: '卡片', notice: '提醒', thread: '跟帖', reply: '回复', private: '私信' },
    state: { rejected: '被拒', uncertain: '可能已显示' },
    again: '重新发送',
    all: '全部重发',
    cure: '请先按平台的提示处理（邀请机器人、改正规则文件里的群），再重新发送。',
  },
  retry: {
    done: ({ count }) => (count === 0 ? '没有重新发送：它已改道送达，或没有这条消息' : `${count} 条消息重新发送中`),
    which: '要重发哪一条？写 /admin dead 里的编号，或写 all',
  },
  audit: {
    title: ({ total }) => `查看与导出记录：${total} 条`,
    empty: '还没有人查看或导出过受保护的资料',
    what: {
      revealed: '查看完整电话和邮箱',
      exported: '导出客户',
      erased: '抹除了客户、联系人或到期工单的文字',
      retried: '重新发送未送达的消息',
    },
    item: ({ who, what, about }) => `${who}：${what}${about === '' ? '' : `（${about}）`}`,
  },
  ago: ({ seconds }) => {
    if (seconds < 90) return `${seconds} 秒`;
    const minutes = Math.round(seconds / 60);
    return minutes < 90 ? `${minutes} 分钟` : `${Math.round(minutes / 60)} 小时`;
  },
  more: '更多',
};
