import type { Messages } from '../messages.ts';

export const help: Messages['help'] = {
  command: {
    ticket: { description: '创建和处理客户工单', usage: '[新建|列表|查看|认领|…] 描述 客户:… !紧急' },
  },
  verb: {
    new: {
      summary: '新建工单；不写内容则打开表单',
      example: '/ticket 打印机频繁卡纸，影响二楼所有人 客户:云帆科技 类型:投诉 !紧急 #打印机卡纸',
    },
    search: {
      summary: '搜索工单：词、客户或拼音、编号后几位，可加 状态: 负责人: 日期:',
      example: '/ticket 搜索 打印机 状态:未完成',
    },
    filter: {
      summary: '把搜索存成筛选，列出、运行或删除',
      example: '/ticket 筛选 保存 我的投诉 类型:投诉 状态:未完成',
    },
    bulk: {
      summary: '把搜到的全部分派或关闭（组长），先确认再执行',
      example: '/ticket 批量 关闭 类型:咨询 状态:已完成',
    },
    list: { summary: '查看列表：我的、部门、全部、超时，或某客户的', example: '/ticket 列表 超时' },
    show: { summary: '查看工单和处理记录', example: '/ticket 查看 C202611001' },
    take: { summary: '认领工单，由您负责', example: '/ticket 认领 C202611001' },
    assign: { summary: '分派给同事（组长）', example: '/ticket 分派 C202611001 @小林' },
    ack: { summary: '表示知道了，暂缓提醒', example: '/ticket 知道了 C202611001' },
    edit: { summary: '修改已登记的内容', example: '/ticket 修改 C202611001 类型:投诉 !重要' },
    contacted: { summary: '登记与客户的联系；“未接通”不算响应', example: '/ticket 已联系 C202611001 已说明延期原因' },
    note: { summary: '给同事留备注', example: '/ticket 备注 C202611001 配件已在路上' },
    progress: { summary: '登记处理进展', example: '/ticket 进展 C202611001 已更换搓纸轮，正在测试' },
    plan: {
      summary: '登记处理方案和预计完成时间；步骤可分行写',
      example: '/ticket 方案 C202611001 更换搓纸轮 截止:明天下午5点',
    },
    step: { summary: '完成方案的一步', example: '/ticket 步骤 C202611001 1' },
    wait: {
      summary: '等待客户或供应商，时限暂停',
      example: '/ticket 等待 C202611001 供应商 配件在途 截止:明天下午5点',
    },
    merge: { summary: '把一单并入另一单', example: '/ticket 合并 C202611002 C202611001' },
    resume: { summary: '等待结束，恢复处理', example: '/ticket 恢复 C202611001' },
    told: { summary: '已将结果告知客户（书面请写“书面”）', example: '/ticket 已告知 C202611001 电话告知，已恢复正常' },
    revisit: { summary: '登记回访：评分，或“未接通”', example: '/ticket 回访 C202611001 5 使用正常' },
    resolve: { summary: '标记为已解决，并写明做了什么', example: '/ticket 解决 C202611001 已更换搓纸轮' },
    rate: { summary: '登记客户评分，1 到 5', example: '/ticket 评分 C202611001 5' },
    reopen: { summary: '重新打开，处理重新开始', example: '/ticket 重开 C202611001 又卡纸了' },
    close: { summary: '凭客户的话关闭：满意或无异议', example: '/ticket 关闭 C202611001 满意' },
    cancel: { summary: '取消，并写明原因', example: '/ticket 取消 C202611001 重复录入' },
    undo: { summary: '撤销自己 5 分钟内的认领、分派、取消或解决', example: '/ticket 撤销 C202611001' },
    escalate: { summary: '升级，立即逐级提醒', example: '/ticket 升级 C202611001 客户一直在等' },
    why: { summary: '说明时限是怎么算的', example: '/ticket 为什么 C202611001' },
    help: { summary: '显示帮助', example: '/ticket 帮助' },
  },
  shortcut: {
    'new-ticket': { label: '新建工单', description: '为客户新建一个工单' },
    'ticket-from-message': { label: '由消息创建工单', description: '把这条消息变成工单' },
    'import-customers': { label: '导入客户', description: '从这条消息的表格导入客户' },
    'contact-from-message': { label: '登记沟通', description: '把这条消息登记为客户沟通' },
  },
};
