import type { Messages } from '../messages.ts';

export const alert: Messages['alert'] = {
  policyAtFault: '修改后的规则文件有误，仍沿用原来的规则',
  policyFaults: (p) => (p.faults === 1 ? `1 处错误：${p.where}` : `${p.faults} 处错误，第一处：${p.where}`),
  checkConfig: '查看全部错误和示例：npm run check-config',
  channelClosed: (p) => `无法在频道 ${p.channel} 发消息`,
  inviteBot: (p) =>
    `平台返回“${p.reason}”。请把我邀请进该频道（/invite @huiyin），或在规则文件里改正频道。在此之前，消息会发给工单的负责人。`,
  holidaysUnknown: (p) => `还没有 ${p.year} 年的节假日安排`,
  weekendsAssumed: (p) =>
    `在此之前，${p.year} 年按周一至周五上班、周末休息计算，不含调休。请在规则文件的 workingTime.off 和 workingTime.working 中填写日期，或升级到新版本。`,
};
