import type { Messages } from '../messages.ts';

export const careHelp: Messages['care']['help'] = {
  description: '客户关怀：今天该联系谁，为什么',
  usage: '[今日|本周|计划|已联系|推迟|不适用|转交|活动] …',
  intro: '不让任何一位客户被遗忘：该做的关怀到日子就提醒。只输入“/care”看今天。',
  marks: '客户可写名称或编号（K00001）；其中一条提醒写 K00001-3',
  verb: {
    today: { summary: '现在该关怀谁：我的，或部门', example: '/care 今日' },
    week: { summary: '未来 7 天', example: '/care 本周' },
    plan: { summary: '客户未来十二个月的关怀与原因', example: '/care 计划 云帆' },
    done: { summary: '已联系：打开填好的登记表；带上内容则直接登记', example: '/care 已联系 云帆 电话回访，一切正常' },
    later: { summary: '推迟：1 天、3 天或某天', example: '/care 推迟 云帆 3天' },
    skip: { summary: '不适用，写明原因', example: '/care 不适用 云帆 昨天客户已来电' },
    hand: { summary: '转交给别人', example: '/care 转交 云帆 @小李' },
    cause: { summary: '流失预警沟通后：原因与挽回方案', example: '/care 原因 云帆 价格 觉得续费偏贵' },
    date: { summary: '客户的日子：成立日或项目节点', example: '/care 日子 云帆 成立 1998-03-12' },
    campaign: {
      summary: '活动邀约：按 #标签、等级:、阶段: 选客户',
      example: '/care 活动 "春季新品会" 等级:A #重视性价比',
    },
    answer: { summary: '客户对邀约的答复：参加、犹豫、谢绝', example: '/care 答复 H00001 云帆 参加' },
    ack: { summary: '知道了', example: '/care 知道了 云帆' },
    help: { summary: '显示帮助', example: '/care 帮助' },
  },
};
