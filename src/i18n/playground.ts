import type { Locale } from '../domain/vocabulary.ts';

/**
 * The playground's own words. `{name}` is filled in where the text is shown; keys that end in `One` and `Other` are the
 * two plural forms of one sentence.
 */
const en = {
  title: 'Huiyin playground',
  brand: 'Huiyin',
  tagline: 'Playground: no account, nothing leaves this machine',
  noScript: 'The playground needs JavaScript.',
  skip: 'Skip to the message box',
  language: 'Language',
  languageName: 'EN',
  menu: 'Conversations',
  close: 'Close',

  clock: 'Business time',
  clockHint: 'The clock of this playground. Move it on and see who is reminded.',
  'step.1m': '+1 min',
  'step.15m': '+15 min',
  'step.1h': '+1 h',
  'step.next-working-morning': 'Next working morning',
  moving: 'Moving the clock…',
  movedNone: 'It is {time}. Nobody had to be told anything.',
  movedOne: 'It is {time}. 1 new message on the way here.',
  movedOther: 'It is {time}. {n} new messages on the way here.',
  moveFailed: 'The clock did not move: {reason}',

  home: 'My work',
  homeSub: 'What {name} owes, soonest first; it follows what happens',
  owedOne: '1 thing owed',
  owedOther: '{n} things owed',

  channels: 'Team channels',
  directs: 'Direct messages',
  directsHint: 'Opening one makes you that person',
  directOf: 'Direct messages to {name}',
  channelSub: 'Team channel: everybody sees this',
  directSub: 'Direct messages: only {name} sees these',
  unreadOne: '1 unread message',
  unreadOther: '{n} unread messages',
  directOne: '{name} received a direct message',
  directOther: '{name} received {n} direct messages',
  jump: 'New messages',
  emptyChannel: 'Nothing here yet. Type /ticket below and what happens appears here.',
  emptyDirect: '{name} has no direct messages yet. Reminders arrive here when the clock moves on.',

  speakAs: 'You speak as',
  nowAs: 'You now speak as {name}',
  'role.agent': 'Agent',
  'role.lead': 'Team lead',
  'role.manager': 'Manager',
  'role.admin': 'Admin',

  message: 'Message',
  placeholder: 'Message or /ticket',
  send: 'Send',
  sending: 'Sending…',
  help: 'Help',
  helpTitle: 'What you can type',
  helpIntro: 'Choose an example to put it into the message box.',
  shortcuts: 'Shortcuts',
  suggestions: 'Suggestions',
  unknownCommand: 'There is no command /{name}. You can type: {commands}',

  onlyYou: 'Only you can see this',
  youTyped: 'You typed',
  copied: 'Copied',
  copy: 'Copy',
  dismiss: 'Dismiss',
  bot: 'Huiyin',
  app: 'bot',
  updatedAt: 'updated {time}',
  threadOne: '1 entry in the history',
  threadOther: '{n} entries in the history',
  fresh: 'new',
  more: 'Show all of it',
  messageMenu: 'More for this message',
  sameAs: 'Same as typing {typed}',
  required: 'required',
  optional: 'optional',
  choose: 'Please choose',

  'tone.info': 'Note',
  'tone.good': 'Good news',
  'tone.warn': 'Warning',
  'tone.alarm': 'Alarm',
  'tone.muted': 'Finished',

  offline: 'Connection lost, trying again…',
  online: 'Connected again',
  notSent: 'That did not reach the playground. Your text is kept; send it again.',
  failed: 'That went wrong: {reason}',

  guide: 'Try this',
  guideTitle: 'See the idea in a minute',
  guideHide: 'Hide the guide',
  guide1: 'Create an urgent ticket',
  guide1Text: 'A customer has spoken, and from now on a clock watches the answer.',
  guide1Command:
    '/ticket The printer jams again and again, all of the second floor is affected customer:Yunfan !urgent',
  guide1Form: '/ticket',
  guide1FormLabel: 'or open the form',
  guide2: 'Let time pass',
  guide2Text: 'The owner is warned before the deadline; after it the team hears of it.',
  guide3: 'See who is called',
  guide3Text: 'Keep going: first the lead, then the manager. Open their direct messages.',
  guide4: 'Answer as the lead',
  guide4Text: '“Seen” on the message pauses the reminders, “Contacted” ends them. Cards change in place.',
};

/** Keys of the playground's texts. */
export type PlaygroundText = keyof typeof en;

const zh = {
  title: '回音 · 演练场',
  brand: '回音',
  tagline: '演练场：不用注册，数据只留在本机',
  noScript: '演练场需要启用 JavaScript。',
  skip: '跳到输入框',
  language: '语言',
  languageName: '中文',
  menu: '会话',
  close: '关闭',

  clock: '业务时间',
  clockHint: '演练场自己的时钟。往前拨，看谁会被提醒。',
  'step.1m': '+1 分钟',
  'step.15m': '+15 分钟',
  'step.1h': '+1 小时',
  'step.next-working-morning': '下个工作日早上',
  moving: '时间前进中…',
  movedNone: '现在是 {time}，这段时间没有需要通知的事。',
  movedOne: '现在是 {time}，途中有 1 条新消息。',
  movedOther: '现在是 {time}，途中有 {n} 条新消息。',
  moveFailed: '时间没有前进：{reason}',

  home: '我的待办',
  homeSub: '{name}的待办，最急的在前，随时更新',
  owedOne: '1 件待办',
  owedOther: '{n} 件待办',

  channels: '团队频道',
  directs: '私信',
  directsHint: '打开谁的私信，就以谁的身份发言',
  directOf: '{name}的私信',
  channelSub: '团队频道，所有人可见',
  directSub: '私信，只有{name}看得到',
  unreadOne: '1 条未读',
  unreadOther: '{n} 条未读',
  directOne: '{name}收到一条私信',
  directOther: '{name}收到 {n} 条私信',
  jump: '有新消息',
  emptyChannel: '这里还没有消息。在下面输入 /ticket，发生的事会出现在这里。',
  emptyDirect: '{name}还没有私信。时钟往前走，提醒会送到这里。',

  speakAs: '发言身份',
  nowAs: '现在以{name}的身份发言',
  'role.agent': '客服',
  'role.lead': '组长',
  'role.manager': '经理',
  'role.admin': '管理员',

  message: '消息',
  placeholder: '说点什么，或输入 /ticket',
  send: '发送',
  sending: '发送中…',
  help: '帮助',
  helpTitle: '可以输入什么',
  helpIntro: '点一个例子，就会填进输入框。',
  shortcuts: '快捷方式',
  suggestions: '补全建议',
  unknownCommand: '没有 /{name} 这个命令。可以输入：{commands}',

  onlyYou: '仅你可见',
  youTyped: '你输入了',
  copied: '已复制',
  copy: '复制',
  dismiss: '移除',
  bot: '回音',
  app: '机器人',
  updatedAt: '{time} 更新',
  threadOne: '1 条记录',
  threadOther: '{n} 条记录',
  fresh: '新',
  more: '展开全文',
  messageMenu: '对这条消息的操作',
  sameAs: '等同于输入 {typed}',
  required: '必填',
  optional: '选填',
  choose: '请选择',

  'tone.info': '提示',
  'tone.good': '顺利',
  'tone.warn': '注意',
  'tone.alarm': '告急',
  'tone.muted': '已结束',

  offline: '连接断开，正在重试…',
  online: '已重新连接',
  notSent: '没有送达演练场。内容还在，请再发一次。',
  failed: '出错了：{reason}',

  guide: '上手试试',
  guideTitle: '一分钟看懂',
  guideHide: '收起指引',
  guide1: '建一张紧急工单',
  guide1Text: '客户开了口，从现在起就有时钟盯着答复。',
  guide1Command: '/ticket 打印机频繁卡纸，影响二楼所有人 客户:云帆科技 !紧急',
  guide1Form: '/ticket',
  guide1FormLabel: '或打开表单',
  guide2: '让时间过去',
  guide2Text: '到期之前先提醒负责人，超时之后团队会知道。',
  guide3: '看谁被叫到',
  guide3Text: '继续往前：先是组长，再是经理。打开他们的私信看看。',
  guide4: '以组长身份回应',
  guide4Text: '点“知道了”，提醒暂缓；点“已联系”，提醒停止。卡片就地更新。',
} satisfies Record<PlaygroundText, string>;

/** The playground's words in each language. */
export const playgroundTexts: Readonly<Record<Locale, Readonly<Record<PlaygroundText, string>>>> = { 'zh-CN': zh, en };

/** What colleagues put before a surname among themselves: it tells nobody from anybody. */
export const FAMILIAR_BEFORE_SURNAME = /^[小老阿](?=.)/u;

/** The text of a key with its `{…}` filled in; a parameter that is missing stays visible as it was written. */
export function playgroundText(
  locale: Locale,
  key: PlaygroundText,
  params: Readonly<Record<string, string | number>> = {},
): string {
  return playgroundTexts[locale][key].replace(/\{(\w+)\}/g, (written, name: string) => {
    const value = params[name];
    return value === undefined ? written : String(value);
  });
}
