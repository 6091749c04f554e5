import type { Messages } from '../messages.ts';

export const todo: Messages['todo'] = {
  help: {
    description: '我的待办：最急的排在最前',
    usage: '[我的|部门] [页码]',
    intro: '您要办的所有事：工单、沟通、跟进、关怀都在这里，已超时的排最前。',
    marks: '“部门”显示本部门的待办；客服专员看到的是还没人认领的。',
    verb: {
      list: { summary: '我的待办，或部门的待办', example: '/todo 部门' },
      help: { summary: '显示本帮助', example: '/todo 帮助' },
    },
  },
  mine: '我的待办',
  team: '部门待办',
  unowned: '还没人认领',
  title: (p) => `${p.what}：${p.count} 件${p.late === 0 ? '' : `，${p.late} 件已超时`}`,
  nothingMine: '您现在没有待办',
  nothing: (p) => `${p.what}：没有`,
  tryNew: '客户有事要办？发送 /ticket（或 工单）记下来，就不会忘。',
  lateMark: '‼ ',
  more: (p) => `还有 ${p.count} 件：${p.typed}`,
  button: { mine: '我的待办', team: '部门待办', unowned: '待认领' },
  pageTitle: '我的待办',
  asOf: (p) => `更新于 ${p.at}，有变化时自动刷新`,
};
