import type { Messages } from '../messages.ts';

export const wecom: Messages['wecom'] = {
  app: {
    notUnderstood: (p) =>
      `我只看得懂命令，可以这样发：\n${p.example}\n\n可用命令：${p.commands.join('、')}。全部命令和示例：/工单 帮助`,
    textOnly: (p) => `目前只能看懂文字，请用文字说明，例如：\n${p.example}`,
    menuOutdated: '这个菜单项已经停用。发送“/工单 帮助”可查看全部功能。',
    openForm: '打开表单',
    formHint: '链接仅供本人使用，只能提交一次，请尽快填写。',
    formNotNow: '表单暂时打不开，没有保存任何内容，请一分钟后重试。',
    superseded: '已由新卡片取代',
    replaces: '取代之前的卡片',
  },
  bot: {
    notUnderstood: (p) =>
      `我只看得懂命令，可以这样发：\n${p.example}\n\n可用命令：${p.commands.join('、')}。全部命令和示例：/工单 帮助`,
    textOnly: (p) => `目前只能看懂文字，请用文字说明，例如：\n${p.example}`,
    welcome: (p) => `您好，我是回音，帮您盯住每一件答应客户的事。可以这样发：\n${p.example}`,
    example: '/工单 打印机卡纸 客户:云帆科技 !紧急',
    place: (p) => `本群还不是任何团队的工作群。在规则文件中的写法：${p.place}`,
    hidden: (p) => `个人信息已隐藏，要看完整内容，请在与我的单聊里发送 ${p.typed}`,
    elsewhere: (p) => `内容仅供本人查看，请在与我的单聊里发送 ${p.typed}`,
    form: (p) => `${p.title}：打开表单`,
    formHint: '链接仅供本人使用，只能提交一次，请尽快填写。',
    formSent: '表单仅供本人填写，链接已发到您的单聊。',
    formNotSent: '表单仅供本人填写，但我还不能给您发单聊：请先在单聊里对我说句话，再试一次。没有保存任何内容。',
    formNotNow: '表单暂时打不开，没有保存任何内容，请一分钟后重试。',
  },
  menuTool: {
    noApp: '尚未配置企业微信应用：请先填写 .env.example 中应用的五个 WECOM_ 变量',
    done: (p) => `应用菜单已更新，共 ${p.entries} 项，成员几分钟内可见。`,
    upToDate: 'ok：应用菜单已是最新',
    outOfDate: '应用菜单不是最新：请运行 npm run wecom:menu',
    refused: (p) => `企业微信没有接受：${p.said}。常见错误码的含义见 docs/wecom.md。`,
  },
  menu: {
    tickets: '工单',
    customers: '客户',
    more: '更多',
    newTicket: '新建工单',
    mine: '我的待办',
    team: '团队工单',
    overdue: '超时工单',
    logContact: '登记沟通',
    care: '今日关怀',
    followups: '跟进事项',
    customer: '查客户',
    review: '复盘',
    duty: '值班',
    away: '请假外出',
    help: '使用帮助',
  },
};
