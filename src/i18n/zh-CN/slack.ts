import type { Messages } from '../messages.ts';
import { reply } from './reply.ts';

export const slack: Messages['slack'] = {
  cutAt: (characters) => `……（已截断，共 ${characters} 字）`,
  moreItems: (count) => `……还有 ${count} 项放不下`,
  moreChoices: (count) => `……还有 ${count} 个选项放不下`,
  moreButtons: (count) => `还有 ${count} 个按钮放不下，请直接输入命令`,
  formCouldNotOpen: () => 'Slack 未能及时打开表单，没有保存任何内容，请重试。',
  formNotHere: (command) => `这里不能打开表单：请在任意频道输入 ${command}。`,
  askedBack: () => ({ title: reply.vagueSummary, hint: reply.vagueHint }),
  notUnderstood: (commands) => `没有看懂。可用命令：${commands.join('、')}`,
  windowTitle: () => '回音',
  close: () => '关闭',
};
