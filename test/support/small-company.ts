/**
 * A company in which every duty has a face: a Chinese support team with lead, manager and head, an after-sales team under
 * the same manager, and an English team overseas. No public holidays, so that stories do not depend on the date.
 */
export const SMALL_COMPANY = `
timezone: Asia/Shanghai
workingTime: { holidays: none }
strangers: refuse
teams:
  support:
    name: 客服部
    channels: { slack: C0SUPPORT }
    handles: [inquiry, suggestion, request]
    lead: chen
    manager: wang
    head: zong
  after-sales: { name: 售后部, channels: { slack: C0AFTER }, handles: [complaint], lead: zhao, manager: wang }
  overseas: { name: Overseas support, locale: en, channels: { slack: C0OVERSEAS }, lead: mary, manager: mary }
people:
  agent1: { name: 小王, team: support, slack: U0AGENT1 }
  agent2: { name: 小李, team: support, slack: U0AGENT2 }
  chen: { name: 陈组长, team: support, role: lead, slack: U0LEAD }
  wang: { name: 王经理, team: support, role: manager, slack: U0MGR }
  zong: { name: 总监, role: manager, slack: T0ACME/U0HEAD }
  mender: { name: 小林, team: after-sales, slack: U0MENDER }
  zhao: { name: 赵组长, team: after-sales, role: lead, slack: U0MENDLEAD }
  mary: { name: Mary, team: overseas, role: lead, locale: en, slack: U0MARY }
  paul: { name: Paul, team: overseas, locale: en, slack: U0PAUL }
  admin: { name: 管理员, role: admin, slack: U0ADMIN }
`;

/** What is owed after the work is done, switched off: for stories about the work itself. */
export const NOTHING_AFTERWARDS = `
clocks: { plan: off, progress: off, tell: off, revisit: off, delay: off }
`;
