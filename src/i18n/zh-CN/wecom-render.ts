import type { Messages } from '../messages.ts';

export const wecomRender: Messages['wecomRender'] = {
  cut: (show) => (show === null ? '（内容较长，有删减）' : `（有删减，全文：${show}）`),
  cutElsewhere: (show) => (show === null ? '（内容较长，有删减）' : `（有删减，全文请单聊我发送：${show}）`),
  moreItems: (count) => `……还有 ${count} 项`,
  moreTyped: (count) => `……还有 ${count} 条指令：/ticket help`,
  typedTitle: () => '输入以下指令操作：',
  typedElsewhere: () => '如需操作，请私聊回音发送：',
  typed: ({ label, typed }) => `${label}：${typed}`,
  fact: ({ label, value }) => `${label}：${value}`,
};
