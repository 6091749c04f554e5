import type { Messages } from '../messages.ts';

export const correction: Messages['correction'] = {
  button: { undo: '撤销' },
  menu: (p) => `${p.what}：${p.is}`,
  corrected: (p) => `${p.number}：${p.what}已改为${p.is}，由${p.team}处理`,
  correctedSince: (p) => `${p.who} 之后已经改过 ${p.number} 的这一项，请先看一眼再改`,
  alike: '同事已为这位客户建过内容相近的工单，还没有完成。您的这张还没有保存。',
  alikeHint: '如果是同一件事，请打开它加备注；如果是另一件事，点“仍要新建”。',
  anyway: '仍要新建',
  nearest: '是不是这几个？点一下就按它办。',
  what: { taken: '认领', assigned: '分派', cancelled: '取消', resolved: '解决' },
  undone: (p) => `${p.number}：已撤销${p.what}`,
  undoneHint: '已恢复到之前的状态，期间时限照常计时；处理记录里会留下这次撤销。',
  deed: (p) => `${p.who} 撤销了${p.what}`,
  nothingToUndo: (p) => `${p.number} 没有可撤销的操作。认领、分派、取消、解决后 5 分钟内可以撤销。`,
  tooLate: (p) => `${p.number} 已过 5 分钟，不能撤销了`,
  tooLateHint: (p) => `可以重新打开或重新分派，例如：/ticket 重开 ${p.number} …`,
  notYours: (p) => `${p.number} 的这步操作是 ${p.who} 做的，只有本人能撤销`,
  actedSince: (p) => `${p.who} 之后又在 ${p.number} 上做了操作，不能再撤销`,
};
