import { CARE_DEFAULTS } from './care-defaults.ts';
import { type PolicyFile, type PolicyFileInput, type PresetName, policyFileSchema } from './schema.ts';

/*
 * The defaults, in the policy file's own language and read by its own schema, so that every value here can be copied
 * into a file. Numbers: the clocks S1–S9, rest time S13, presets S16, routing T3. Team names are data that a company
 * overwrites with its own, which is why they stand here and not in the catalogues.
 */

const handbook = {
  locale: 'zh-CN',
  timezone: 'Asia/Shanghai',
  workingTime: {
    days: ['mon', 'tue', 'wed', 'thu', 'fri'],
    hours: ['09:00-12:00', '13:30-18:00'],
    holidays: 'CN',
    off: [],
    working: [],
  },
  restTime: ['21:00-09:00', '12:00-13:30'],
  strangers: 'agent',
  teams: {
    sales: { name: '销售部' },
    support: { name: '客服部', handles: ['inquiry', 'suggestion'] },
    'after-sales': { name: '售后部', handles: ['complaint'] },
    product: { name: '产品部', handles: ['request'] },
    technical: { name: '技术部' },
    finance: { name: '财务部' },
    'customer-success': { name: '客户成功部' },
  },
  people: {},
  clocks: {
    'first-contact': { urgent: '15m', important: '2h', normal: '2h' },
    start: { urgent: '2h', important: '1wd', normal: '2wd' },
    plan: { urgent: '1wd', important: '1wd', normal: '1wd', complex: '2wd' },
    progress: { urgent: '2h', important: '1wd', normal: '1wd' },
    resolve: { urgent: '24h', important: '3wd', normal: '5wd' },
    tell: '2h',
    revisit: '3d',
    delay: '2h',
  },
  tiers: {},
  repeats: { within: '30d', customers: 3 },
  customers: {
    tiers: {
      A: { amount: 500_000, years: 2, interactions: 5 },
      B: { amount: 100_000, years: 1, interactions: 3 },
      C: { amount: 0, years: 0, interactions: 2 },
    },
    interactions: '90d',
    new: '30d',
    growing: '183d',
    highValue: '20%',
    risk: {
      silent: '60d',
      eventsDown: '30%',
      window: '60d',
      leastEvents: 3,
      answered: '20%',
      leastContacts: 5,
      spendingDown: '30%',
      displeased: 2,
    },
  },
  care: CARE_DEFAULTS,
  contacts: { record: '1d', reminder: '1d', promise: '2wd', confirmation: '2wd' },
  retention: '730d',
  escalation: {
    warn: '80%',
    ladder: [
      { after: '0m', to: ['owner', 'team'] },
      { after: '15m', to: ['lead'] },
      { after: '30m', to: ['manager'], repeat: '30m', times: 4 },
    ],
    acknowledged: '30m',
  },
  noise: { daily: 30, gather: '2h' },
} satisfies PolicyFileInput;

/**
 * The other presets follow one handbook each (S16). Such a handbook sets one clock of the answer to a customer; the
 * clocks of the answer that it does not know are off, and what comes after the answer is as in `handbook`. `solutions`
 * keeps `start`, because a plan is only owed once somebody has taken the ticket.
 */
const presets: Readonly<Record<PresetName, PolicyFileInput>> = {
  handbook,
  templates: { ...handbook, clocks: { ...handbook.clocks, start: 'off', plan: 'off' } },
  records: { ...handbook, clocks: { ...handbook.clocks, 'first-contact': 'off', plan: 'off' } },
  solutions: { ...handbook, clocks: { ...handbook.clocks, 'first-contact': 'off' } },
};

const readPresets = new Map<PresetName, PolicyFile>();

/** The defaults of a preset, every key present. */
export function presetFile(name: PresetName): PolicyFile {
  const known = readPresets.get(name);
  if (known !== undefined) return known;
  const file = policyFileSchema.parse(presets[name]);
  readPresets.set(name, file);
  return file;
}
