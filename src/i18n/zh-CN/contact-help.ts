import type { CommandWords } from '../command-words.ts';

export const contactHelp: CommandWords = {
  description: '登记客户沟通和承诺事项',
  usage: '[登记|查看|列表|补充|…] 客户 渠道 内容 情绪:… 下一步:… ★承诺',
  intro: '沟通后一句话登记，承诺的事由系统盯着。只输入 /contact 会打开表单。',
  marks:
    '标记：情绪:犹豫 · 反馈:"太贵了" · 下一步:周五前发报价 · ★安排技术演示 下周三 · @负责人 · 时间:14:00-14:30 · 工单:C202611001 · !双渠道',
  verb: {
    new: {
      summary: '登记一次沟通；不带文字则打开表单',
      example: '/contact 云帆科技 电话 讨论续约，价格希望降10% 情绪:犹豫 下一步:周五前发报价 ★安排技术演示 下周三',
    },
    prep: {
      summary: '沟通前准备：目的、材料、渠道、上次聊到哪',
      example: '/contact 准备 云帆科技 目的:谈妥续约价格 !正式',
    },
    show: { summary: '查看沟通、承诺和经过', example: '/contact 查看 G202611001' },
    list: { summary: '沟通列表：我的、部门，或某个客户', example: '/contact 列表 客户:云帆科技' },
    edit: { summary: '补充草稿或更正记录', example: '/contact 补充 G202611001 情绪:积极 下一步:明天发合同' },
    hold: { summary: '暂缓，到下次沟通日再提醒', example: '/contact 暂缓 G202611001 下周五' },
    resume: { summary: '恢复跟进', example: '/contact 恢复 G202611001' },
    confirm: { summary: '第二个渠道已确认', example: '/contact 确认 G202611001 邮件' },
    same: { summary: '两人登记了同一次沟通', example: '/contact 同一次 G202611002 G202611001' },
    track: { summary: '话术：按场景给出，带上客户信息', example: '/contact 话术 投诉 云帆科技' },
    share: { summary: '把好案例分享到部门群，敏感信息自动隐去', example: '/contact 分享 G202611001 先共情再谈方案' },
    unshare: { summary: '撤回分享', example: '/contact 撤回分享 G202611001' },
    ack: { summary: '表示已看到，暂停提醒', example: '/contact 知道了 G202611001' },
    note: { summary: '给同事留一句备注', example: '/contact 备注 G202611001 下次找李女士' },
    why: { summary: '说明时限是怎么来的', example: '/contact 为什么 G202611001' },
    help: { summary: '查看帮助', example: '/contact 帮助' },
  },
};

export const followupHelp: CommandWords = {
  description: '我们答应客户的事：谁负责、何时到期、是否兑现',
  usage: '[列表|完成|推迟|转交|新增|兑现] G202611001-1',
  intro: '每项承诺都有负责人和时间，到期前一天和到期时各提醒一次。',
  marks: '范围：我的 · 部门 · 逾期 · 客户:云帆科技',
  verb: {
    list: { summary: '未完成的跟进：我的、部门、逾期，或某个客户', example: '/followup 列表 逾期' },
    done: { summary: '完成一项跟进', example: '/followup 完成 G202611001-1 报价已发' },
    snooze: { summary: '推迟到另一个时间', example: '/followup 推迟 G202611001-1 明天下午5点' },
    assign: { summary: '转交给同事，也可以是其他部门', example: '/followup 转交 G202611001-1 @小林' },
    new: { summary: '不登记沟通，只记一项跟进', example: '/followup 新增 云帆科技 周五前发报价' },
    drop: { summary: '客户不再需要，写明原因', example: '/followup 取消 G202611001-1 客户改选别的型号' },
    ledger: { summary: '兑现与失约，按人或按客户', example: '/followup 兑现 客户' },
    ack: { summary: '表示已看到，暂停提醒', example: '/followup 知道了 G202611001-1' },
    why: { summary: '说明时限是怎么来的', example: '/followup 为什么 G202611001-1' },
    help: { summary: '查看帮助', example: '/followup 帮助' },
  },
};
