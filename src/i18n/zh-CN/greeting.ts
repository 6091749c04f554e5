import type { Messages } from '../messages.ts';

/** What the bot says when it comes to a channel. */
export const greeting: Messages['greeting'] = {
  title: '大家好，我是回音：客户的每句话都有回音',
  about: '把客户说的话记下来，我盯着每个时限，提醒负责的人，快来不及时叫人帮忙。',
  callMe: '在群里先 @我 再写命令；单独和我聊天时直接写。',
  writeAlone: '我看不到群里的消息，命令请在和我的单独聊天里输入。',
  tryThese: '可以先试三件事：',
  one: (p) => `1. ${p.example}`,
  two: (p) => `2. ${p.example}`,
  three: (p) => `3. ${p.example}`,
  teamOf: (p) => `这里是${p.team}的群：它的卡片和提醒都发到这里。`,
  makeTeams: '要让这个群成为某个部门的群，请管理员把下面这行写到 policy.yaml 里该部门之下：',
};
