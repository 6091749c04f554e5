/** What administrators ask and are told in chat. */
export const admin = {
  help: {
    description: 'The running system, for administrators',
    usage: '[status|dead|retry|audit]',
    intro: 'How the system is, what could not be delivered, and who looked at protected data.',
    marks: 'Only people with the role admin may ask.',
    verb: {
      status: { summary: 'how the system is doing', example: '/admin status' },
      dead: { summary: 'messages that could not be delivered, and why', example: '/admin dead' },
      retry: { summary: 'send them again: all, or one by its id', example: '/admin retry all' },
      audit: { summary: 'who looked at or exported protected data', example: '/admin audit' },
      help: { summary: 'show this help', example: '/admin help' },
    },
  },
  onlyAdmins: 'Only administrators may ask this',
  whoIsAdmin: (p: { names: string }) =>
    p.names === '' ? 'The policy file names nobody with role: admin yet.' : `Ask one of them: ${p.names}`,
  status: {
    well: 'Everything is running',
    attention: (p: { count: number }) =>
      p.count === 1 ? '1 thing needs attention' : `${p.count} things need attention`,
    summary: (p: { replicas: number; waiting: number }) =>
      `${p.replicas === 1 ? '1 replica' : `${p.replicas} replicas`}, ${p.waiting} messages waiting`,
    replicas: 'Replicas',
    replica: (p: { version: string; since: string }) => `${p.version}, since ${p.since}`,
    schema: 'Database',
    policy: 'Policy in force',
    policySince: (p: { hash: string; since: string }) => `${p.hash}, since ${p.since}`,
    commitments: 'Open commitments',
    queues: 'Waiting messages',
    queue: (p: { platform: string; waiting: number; oldest: string }) =>
      `${p.platform}: ${p.waiting}${p.waiting === 0 ? '' : `, the oldest for ${p.oldest}`}`,
    none: 'none',
    calendar: 'Holidays known',
    selfCheck: 'Last self-check',
    selfCheckDone: (p: { at: string; subjects: number; differences: number; repaired: number }) =>
      `${p.at}: ${p.subjects} looked at, ${p.differences} wrong deadlines, ${p.repaired} put right`,
    notYet: 'not yet',
    noReplica: 'No replica reports. The figures below come from the one that answered.',
    botSilent: "WeCom's AI bot has not been connected for over a minute: its groups hear nothing. The log says why.",
    several: (p: { versions: string }) => `Replicas run different releases: ${p.versions}`,
    due: (p: { count: number; since: string }) => `${p.count} commitments wait to be decided, since ${p.since}`,
    limited: (p: { platform: string; count: number }) =>
      `${p.platform} limits us: ${p.count === 1 ? '1 conversation is' : `${p.count} conversations are`} delayed by its rate limit`,
    old: (p: { platform: string; oldest: string }) => `${p.platform}: a message has waited ${p.oldest}`,
    dead: (p: { count: number }) =>
      `${p.count === 1 ? '1 message' : `${p.count} messages`} could not be delivered: /admin dead`,
    uncertain: (p: { count: number }) =>
      `${p.count === 1 ? '1 message' : `${p.count} messages`} may or may not have been shown: /admin dead`,
    holidays: (p: { year: number }) =>
      `The public holidays of ${p.year} are not known: plain weekends are assumed (workingTime.off, workingTime.working)`,
    undecided: (p: { count: number }) => `${p.count} commitments were overdue for a decision at the last self-check`,
    stuck: (p: { count: number }) => `${p.count} messages stood still at the last self-check though nothing holds them`,
    differences: (p: { count: number }) =>
      `${p.count} stored deadlines were wrong at the last self-check; the log names them`,
  },
  dead: {
    title: (p: { total: number }) => `Not delivered: ${p.total}`,
    empty: 'Everything was delivered',
    item: (p: { id: string; what: string; number: string; where: string }) =>
      `#${p.id} ${p.what}${p.number === '' ? '' : ` of ${p.number}`} → ${p.where}`,
    detail: (p: { at: string; state: string; reason: string }) => `${p.at} · ${p.state}: ${p.reason}`,
    what: { card: 'card', notice: 'reminder', thread: 'thread entry', reply: 'reply', private: 'private answer' },
    state: { rejected: 'refused', uncertain: 'may have been shown' },
    again: 'Send again',
    all: 'Send all again',
    cure: 'First mend what the platform says (invite the bot, correct the channel in the policy file), then send again.',
  },
  retry: {
    done: (p: { count: number }) =>
      p.count === 0
        ? 'Nothing was sent again: it has gone another way meanwhile, or there is no such message'
        : p.count === 1
          ? '1 message is on its way again'
          : `${p.count} messages are on their way again`,
    which: 'Which message? Give its number from /admin dead, or "all"',
  },
  audit: {
    title: (p: { total: number }) => `Looks and exports on record: ${p.total}`,
    empty: 'Nobody has looked at or exported protected data',
    what: {
      revealed: 'looked at phones and mail in full',
      exported: 'exported customers',
      retried: 'sent undelivered messages again',
      erased: 'erased the words of a customer, a person or old tickets',
    },
    item: (p: { who: string; what: string; about: string }) =>
      `${p.who}: ${p.what}${p.about === '' ? '' : ` (${p.about})`}`,
  },
  ago: (p: { seconds: number }) => {
    if (p.seconds < 90) return `${p.seconds} s`;
    const minutes = Math.round(p.seconds / 60);
    return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
  },
  more: 'More',
};
