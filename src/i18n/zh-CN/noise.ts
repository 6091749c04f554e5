import type { Messages } from '../messages.ts';

export const noise: Messages['noise'] = {
  help: { summary: '没人理会的提醒，以及怎么调整', example: '/admin noise' },
  title: ({ days, sent }) => `近 ${days} 天提醒：${sent} 条`,
  totals: ({ acknowledged, acted, ignored, merged }) =>
    `已知悉 ${acknowledged} · 提醒期内完成 ${acted} · 无人理会 ${ignored}${merged === 0 ? '' : ` · 合并 ${merged}`}`,
  well: '没有被忽视的规则',
  unheeded: ({ count }) => `${count} 条规则没人理会`,
  nothing: '还没有发过提醒',
  rule: ({ rule, step, percent, sent }) => `${rule}·${step}：${sent} 条中 ${percent}% 无人理会`,
  step: { warning: '预警', ladder: '超时后', morning: '每天早上' },
  change: ({ line }) => `策略文件可改为：${line}`,
  person: ({ name, sent, ignored }) => `${name}：${sent} 条，未理会 ${ignored} 条`,
  people: '按人',
  budget: ({ daily }) => `每人每天上限：${daily} 条（noise.daily）`,
  noBudget: '没有每人每天上限：noise: { daily: 30 } 可设定',
};
