/** What administrators are told. */
export const alert = {
  policyAtFault: 'The changed policy file cannot be used: the old rules stay in force',
  policyFaults: (p: { faults: number; where: string }) =>
    p.faults === 1 ? `1 fault: ${p.where}` : `${p.faults} faults, the first: ${p.where}`,
  checkConfig: 'All of them, with examples: npm run check-config',
  channelClosed: (p: { channel: string }) => `I cannot post in the channel ${p.channel}`,
  inviteBot: (p: { reason: string }) =>
    `The platform says "${p.reason}". Invite me there (/invite @huiyin), or correct the channel in the policy file. ` +
    'Until then its messages go to whoever has the ticket.',
  callBot: (p: { reason: string }) =>
    `WeCom says "${p.reason}". Add the AI bot to this group and have somebody there write @ and its name once: before ` +
    'that it may not write. Or correct the channel in the policy file. Until then its messages go to whoever has the ticket.',
  holidaysUnknown: (p: { year: number }) => `The public holidays of ${p.year} are not known yet`,
  weekendsAssumed: (p: { year: number }) =>
    `Until they are, every Monday to Friday of ${p.year} counts as worked and every weekend as off, make-up days included. ` +
    'Enter the dates under workingTime.off and workingTime.working of the policy file, or install a newer release.',
  selfCheck: 'The self-check found something',
  selfCheckDifferences: (p: { differences: number; repaired: number }) =>
    `Stored deadlines that were not what their history says: ${p.differences}, put right: ${p.repaired}. The log names them.`,
  selfCheckUndecided: (p: { undecided: number }) =>
    `Reminders that are due for five minutes and not decided: ${p.undecided}.`,
  selfCheckStuck: (p: { stuck: number }) => `Messages that stand still though nothing holds them: ${p.stuck}.`,
  selfCheckCure: 'See how things are now: /admin status',
  wecomRefused: (p: { errcode: number }) => `WeCom refuses the app (code ${p.errcode})`,
  /** What to click in the console of WeCom, by the code. */
  wecomCure: (p: { errcode: number; ip: string | null }) => {
    const app = 'work.weixin.qq.com → Apps → your app';
    switch (p.errcode) {
      case 60020:
        return `${app} → Trusted IPs of the company: add ${p.ip ?? "this server's public address"}.`;
      case 60011:
        return `${app} → Visible to: add the people or departments that it is to write to.`;
      case 48002:
      case 301002:
        return `${app} → Permissions: allow what it lacks, and check that WECOM_AGENT_ID and WECOM_SECRET are of one app.`;
      case 40056:
        return `WECOM_AGENT_ID is wrong: copy AgentId from ${app}, and restart.`;
      case 40013:
        return 'WECOM_CORP_ID is wrong: copy it from work.weixin.qq.com → My company → Company ID, and restart.';
      default:
        return `WECOM_SECRET is wrong or was renewed: copy Secret from ${app}, and restart.`;
    }
  },
  botEvicted: "Another program took the connection of WeCom's AI bot",
  botEvictedCure:
    'A bot has one connection. Find where else WECOM_BOT_ID is in use (a test system, an older installation) and stop it, or renew the secret in the console. Huiyin tries again by itself, less and less often.',
  botRefused: (p: { errcode: number }) => `WeCom does not let the AI bot connect (code ${p.errcode})`,
  botRefusedCure:
    'Console → AI bot → API mode "long connection": copy Bot ID and Secret into WECOM_BOT_ID and WECOM_BOT_SECRET, and restart.',
  botWaits: 'Until then its groups hear nothing; what waits for them is sent as soon as it is connected.',
  wecomWaits: 'Until then messages to WeCom wait; they are sent as soon as it works again.',
};
