import type { Messages } from '../messages.ts';

export const customerHelp: Messages['customer']['help'] = {
  description: '客户档案：是谁、该联系谁、还有什么没完成',
  usage: '[新建|查看|查找|修改|联系人|往来|…] 名称 …',
  intro: '打电话前要知道的，都在一张卡片上。只输入“/customer”会打开表单。',
  marks:
    '标记：简称:云帆 · 行业:制造业 · 年额:30万 · 合作:2024-03-01 · 客户经理:@小王 · 电话:… · #标签 · !vip · 含空格的值加引号',
  verb: {
    new: {
      summary: '新建客户；不写内容则打开表单',
      example: '/customer 新建 云帆科技有限公司 简称:云帆 行业:制造业 年额:30万 合作:2024-03-01 #重视性价比',
    },
    show: { summary: '打电话前看的一张卡片', example: '/customer 查看 云帆' },
    find: { summary: '按名称、简称、拼音或首字母查找', example: '/customer 查找 yf' },
    list: { summary: '列表：我的、全部、vip、某个等级、阶段或 #标签', example: '/customer 列表 我的' },
    edit: { summary: '修改已登记的内容；只写名称则打开表单', example: '/customer 修改 云帆 规模:200人' },
    people: {
      summary: '添加或修改联系人；已离职请写“离职”',
      example: '/customer 联系人 云帆 张伟 职务:采购经理 电话:13800138000 渠道:电话 生日:农历八月十五',
    },
    event: { summary: '登记订单、付款、交付或续签', example: '/customer 往来 云帆 订单 2026-11-02 3万' },
    tag: { summary: '添加标签；前面加“-”为去掉', example: '/customer 标签 云帆 #预算敏感型 -#决策周期长' },
    tier: {
      summary: '查看等级的依据；或手工指定并写明原因，“自动”则恢复',
      example: '/customer 等级 云帆 A 战略合作伙伴',
    },
    merge: { summary: '把重复的两个客户合并为一个（组长）', example: '/customer 合并 K00002 到 K00001' },
    reveal: { summary: '查看完整电话和邮箱；每次查看都有记录', example: '/customer 完整 云帆' },
    export: { summary: '导出客户表格（主管）；每次导出都有记录', example: '/customer 导出 我的' },
    import: { summary: '从表格导入客户或往来（主管）；先检查后导入', example: '/customer 导入' },
    erase: { summary: '抹除一个客户的资料，或其中一位联系人（管理员）', example: '/customer 抹除 K00001' },
    help: { summary: '显示帮助', example: '/customer 帮助' },
  },
};
