import type { Messages } from '../messages.ts';

export const careSign: Messages['careSign'] = {
  'events-down': (p) => `近 ${p.days} 天合作 ${p.now} 次（此前 ${p.before} 次）`,
  unanswered: (p) => `联系 ${p.tried} 次接通 ${p.reached} 次（${p.share}）`,
  'spending-down': (p) => `近 ${p.days} 天消费 ${p.now}（此前 ${p.before}）`,
  displeased: (p) => `近 ${p.days} 天不满 ${p.now} 次（此前 ${p.before} 次）`,
  silent: (p) => (p.months < 2 ? `${p.days} 天没有沟通` : `${p.months} 个月没有沟通（${p.days} 天）`),
  gone: (p) => `预警时：${p.names}；现在已不再出现`,
  name: {
    'events-down': '合作减少',
    unanswered: '接通率低',
    'spending-down': '消费下降',
    displeased: '不满增多',
    silent: '久未沟通',
    other: '其他迹象',
  },
  join: '；',
  more: (count) => `另有 ${count} 项`,
};
