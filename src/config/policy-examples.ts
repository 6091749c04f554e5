import type { ConfigProblem } from '../i18n/config.ts';

const EXAMPLES: Partial<Record<ConfigProblem['key'], string>> = {
  'bad-duration': '15m',
  'bad-length': '30m',
  'bad-span': '"09:00-12:00"',
  'bad-date': '"2026-10-01"',
  'bad-days': '60d',
  'bad-whole-days': '30d',
  'bad-working-days': '3wd',
  'bad-displeased': '2',
  'second-talk-order': 'secondFrom: 5wd, secondUntil: 7wd',
  'cadence-ahead': '{ ask: visit, every: 90d, ahead: 7d }',
  'bad-share': '80%',
  'bad-zone': 'Asia/Shanghai',
  'bad-name': 'name: Support',
  'bad-key': 'after-sales',
  'bad-slack-account': 'slack: U012AB3CD',
  'bad-slack-channel': 'slack: C012AB3CD',
  'bad-wecom-account': 'wecom: "1001"',
  'bad-wecom-channel': 'wecom: "bot:CHATID"',
  'bad-playground-id': 'playground: support',
  'bad-holidays': 'holidays: ["2026-10-01"]',
  'bad-clock': 'first-contact: { urgent: 15m, important: 2h, normal: 2h }',
  'hours-order': 'hours: ["09:00-12:00", "13:30-18:00"]',
  'hours-past-midnight': 'hours: ["00:00-06:00", "22:00-24:00"]',
  'rest-all-day': 'restTime: ["21:00-09:00"]',
  'date-twice': 'off: ["2026-10-01"], working: ["2026-10-10"]',
  'no-such-audience': 'to: [owner, lead]',
  'no-such-person': 'people: { anna: { name: Anna, role: lead } }',
  'no-such-team': 'teams: { support: { name: Support } }',
  'reserved-name': 'people: { anna: { name: Anna } }',
  'kind-twice': '{ support: { handles: [inquiry] }, after-sales: { handles: [complaint] } }',
  'kind-unhandled': 'handles: [inquiry, complaint, request, suggestion]',
  'ladder-order': '{ after: 15m, to: [lead] }, { after: 30m, to: [manager] }',
  'repeat-without-times': '{ after: 30m, to: [manager], repeat: 30m, times: 4 }',
  'times-without-repeat': '{ after: 30m, to: [manager], repeat: 30m, times: 4 }',
  'bad-time': '"09:00"',
  'rota-twice': 'duty: { weekly: [anna, ben], start: "2026-11-02" }',
  'start-without-weeks': 'duty: { weekly: [anna, ben], start: "2026-11-02" }',
  'bad-daily': '30',
  'bad-gathering': '2h',
  'gather-without-limit': 'noise: { daily: 30, gather: 2h }',
  'no-such-webhook': 'WECOM_WEBHOOKS=support=KEY',
};

const BY_EXPECTED = {
  text: 'name: Support',
  list: '[mon, tue]',
  mapping: 'teams: { support: { name: Support } }',
  number: '4',
} as const;

/** What would be accepted in the place of a faulty part of a policy; `null` where the sentence already says it. */
export function policyExample(problem: ConfigProblem): string | null {
  if (problem.key === 'wrong-type') return problem.params.quotable ?? BY_EXPECTED[problem.params.expected];
  if (problem.key === 'unknown-key' || problem.key === 'not-one-of') return problem.params.near;
  return EXAMPLES[problem.key] ?? null;
}
