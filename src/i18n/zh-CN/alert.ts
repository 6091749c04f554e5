import type { Messages } from '../messages.ts';

export const alert: Messages['alert'] = {
  policyAtFault: '修改后的规则文件有误，仍沿用原来的规则',
  policyFaults: (p) => (p.faults === 1 ? `1 处错误：${p.where}` : `${p.faults} 处错误，第一处：${p.where}`),
  checkConfig: '查看全部错误和示例：npm run check-config',
  channelClosed: (p) => `无法在频道 ${p.channel} 发消息`,
  inviteBot: (p) =>
    `平台返回“${p.reason}”。请把我邀请进该频道（/invite @huiyin），或在规则文件里改正频道。在此之前，消息会发给工单的负责人。`,
  callBot: (p) =>
    `企业微信返回“${p.reason}”。请把智能机器人加进该群，并请群里任意一人 @ 它说一句话（在此之前它不能主动发言），或在规则文件里改正频道。在此之前，消息会发给工单的负责人。`,
  holidaysUnknown: (p) => `还没有 ${p.year} 年的节假日安排`,
  weekendsAssumed: (p) =>
    `在此之前，${p.year} 年按周一至周五上班、周末休息计算，不含调休。请在规则文件的 workingTime.off 和 workingTime.working 中填写日期，或升级到新版本。`,
  selfCheck: '自检发现问题',
  selfCheckDifferences: ({ differences, repaired }) =>
    `期限与记录不符：${differences} 处，已修正 ${repaired} 处，日志里有明细。`,
  selfCheckUndecided: ({ undecided }) => `到时五分钟仍未处理的提醒：${undecided} 项。`,
  selfCheckStuck: ({ stuck }) => `无故停着没发的消息：${stuck} 条。`,
  selfCheckCure: '查看当前情况：/admin status',
  wecomRefused: (p) => `企业微信拒绝了应用的请求（错误码 ${p.errcode}）`,
  wecomCure: (p) => {
    const app = '管理后台 work.weixin.qq.com → 应用管理 → 本应用';
    switch (p.errcode) {
      case 60020:
        return `${app} → 企业可信IP：添加 ${p.ip ?? '本服务器的公网地址'}。`;
      case 60011:
        return `${app} → 可见范围：添加需要接收消息的成员或部门。`;
      case 48002:
      case 301002:
        return `${app}：开通缺少的接口权限，并确认 WECOM_AGENT_ID 与 WECOM_SECRET 属于同一个应用。`;
      case 40056:
        return `WECOM_AGENT_ID 不正确：请从“${app}”复制 AgentId，然后重启服务。`;
      case 40013:
        return 'WECOM_CORP_ID 不正确：请从“管理后台 → 我的企业 → 企业ID”复制，然后重启服务。';
      default:
        return `WECOM_SECRET 不正确或已重置：请从“${app}”复制 Secret，然后重启服务。`;
    }
  },
  botEvicted: '智能机器人的长连接被其他程序占用',
  botEvictedCure:
    '一个机器人只能有一条连接。请检查 WECOM_BOT_ID 是否还用在别处（测试环境、旧的部署）并停掉它，或在管理后台重置 Secret。回音会自动重试，间隔逐渐加长。',
  botRefused: (p) => `企业微信拒绝智能机器人连接（错误码 ${p.errcode}）`,
  botRefusedCure:
    '请在“管理后台 → 智能机器人 → API 模式（长连接）”复制 Bot ID 和 Secret，填入 WECOM_BOT_ID 和 WECOM_BOT_SECRET，然后重启服务。',
  botWaits: '在此之前，机器人所在的群收不到消息；恢复连接后自动补发。',
  wecomWaits: '在此之前，发往企业微信的消息会先等着，恢复后自动补发。',
};
