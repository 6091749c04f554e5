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
  holidaysUnknown: (p: { year: number }) => `The public holidays of ${p.year} are not known yet`,
  weekendsAssumed: (p: { year: number }) =>
    `Until they are, every Monday to Friday of ${p.year} counts as worked and every weekend as off, make-up days included. ` +
    'Enter the dates under workingTime.off and workingTime.working of the policy file, or install a newer release.',
};
