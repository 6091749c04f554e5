import type { Messages } from '../messages.ts';

export const files: Messages['files'] = {
  exportTitle: (p) => `${p.customers} 个客户的完整表格`,
  exportHint: '仅供您本人，15 分钟内有效，只能下载一次；下载会被记录。',
  download: '下载',
  downloadTitle: '表格已备好',
  downloadHint: 'CSV 格式，可用任何表格软件打开。内含完整电话和邮箱，请勿外传。',
  noAddress: '本系统没有对外网址（BASE_URL），完整表格请在服务器上导出：npm run export -- customers.csv',
  importTitle: '导入客户或合作往来',
  importWays: (p) =>
    p.shortcut === null
      ? '表格格式：CSV（UTF-8 或 GBK）或 XLSX，首行为表头，如 客户名称、联系人、电话。'
      : `把表格（CSV 或 XLSX）发到这里或我所在的频道，然后在消息菜单中选“${p.shortcut}”。`,
  importPage: '上传',
  importPageHint: '页面仅供您本人，15 分钟内有效。先检查、后导入，您确认之前不会写入任何内容。',
  importByTerminal: '或在服务器上：npm run import -- customers.csv --dry-run',
  chooseFile: '表格（CSV 或 XLSX，不超过 20 MB）',
  lookAtIt: '先检查',
  importIt: '导入',
  sameFile: '确认导入请再选一次同一个文件。',
  looked: (p) =>
    p.kind === 'customers'
      ? `尚未写入：将新增客户 ${p.new} 个，修改 ${p.changed} 个`
      : `尚未写入：将新增往来 ${p.new} 条`,
  lookedNothing: '没有可写入的内容：表中内容都已登记',
  begun: '已开始导入，结果会在与您的单聊中告知。',
  running: (p) => `正在导入：${p.percent}%`,
  done: (p) =>
    p.kind === 'customers' ? `已导入：新增客户 ${p.new} 个，修改 ${p.changed} 个` : `已导入：新增往来 ${p.new} 条`,
  stopped: '导入被中断。请再次导入同一个文件，会从中断处继续。',
  failed: (p) => `导入失败，日志编号 ${p.id}。请再次导入同一个文件，会从中断处继续。`,
  needsRole: (p) => `导入需要${p.role}权限`,
  used: '链接已使用过',
  again: '请回到聊天重新获取：每个链接只能使用一次，15 分钟内有效。',
  noFile: '这条消息没有文件。请在带有表格的那条消息上使用菜单。',
  fault: {
    'no-kind': '这不是能读取的表格：请用 CSV 或 XLSX',
    'too-large': '文件超过 20 MB。请在服务器上导入：npm run import -- customers.csv',
    gone: '无法读取该文件：可能已被删除、我不在它所在的频道，或应用缺少 files:read 权限',
    empty: '文件是空的',
    'no-header': '前十行没有找到表头：至少要有“客户名称”或“客户编号”一列',
    'not-utf8': '文件编码既不是 UTF-8 也不是 GBK',
    changed: '这不是刚才检查过的文件：没有写入，已重新检查',
    busy: '正在导入另一个文件：没有写入，请稍后再试',
  },
};
