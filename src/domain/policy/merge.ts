import type { Duration } from '../time.ts';
import { CLOCK_NAMES, type ClockName, TIERS } from '../vocabulary.ts';
import { readRota } from './duty-policy.ts';
import { mergeCare } from './merge-care.ts';
import { mergeCustomers } from './merge-customers.ts';
import { mergeNoise } from './noise-policy.ts';
import type {
  ClockTargets,
  ContactRules,
  Escalation,
  Person,
  Policy,
  Repeats,
  Team,
  TierClocks,
  TierTargets,
  WorkingTime,
} from './policy.ts';
import { presetFile } from './presets.ts';
import type { PersonEntry, PolicyFile, TeamEntry, WorkingTimeEntry } from './schema.ts';
import { mergeWecomCustomers } from './wecom-customers.ts';

type ClockEntry = NonNullable<NonNullable<PolicyFile['clocks']>[ClockName]>;

/** The file laid over its preset: mappings are merged key by key, lists and single values replace. */
export function mergeOverPreset(file: PolicyFile): Policy {
  const preset = file.preset ?? 'handbook';
  const base = presetFile(preset);
  const workingTime = mergeWorkingTime(mergeWorkingTime(BLANK_WEEK, base.workingTime), file.workingTime);
  return {
    preset,
    locale: file.locale ?? base.locale ?? 'zh-CN',
    timezone: file.timezone ?? base.timezone ?? 'Asia/Shanghai',
    workingTime,
    restTime: file.restTime ?? base.restTime ?? [],
    strangers: file.strangers ?? base.strangers ?? 'agent',
    teams: mergeTeams(base, file, workingTime),
    people: new Map(Object.entries(file.people ?? {}).map(([id, entry]) => [id, readPerson(id, entry)])),
    clocks: mergeClocks(base, file),
    tiers: readTiers(file),
    repeats: mergeRepeats(base, file),
    contacts: mergeContacts(base, file),
    customers: mergeCustomers(base.customers, file.customers),
    wecomCustomers: mergeWecomCustomers(base.wecomCustomers, file.wecomCustomers),
    care: mergeCare(base.care, file.care),
    retentionDays: (file.retention ?? base.retention ?? 0) || null,
    escalation: mergeEscalation(base, file),
    noise: mergeNoise(base.noise, file.noise),
  };
}

const BLANK_WEEK: WorkingTime = { days: [], hours: [], holidays: 'none', off: [], working: [] };

function mergeWorkingTime(base: WorkingTime, entry: WorkingTimeEntry | undefined): WorkingTime {
  return {
    days: entry?.days ?? base.days,
    hours: entry?.hours ?? base.hours,
    holidays: entry?.holidays ?? base.holidays,
    off: entry?.off ?? base.off,
    working: entry?.working ?? base.working,
  };
}

function mergeTeams(base: PolicyFile, file: PolicyFile, workingTime: WorkingTime): Map<string, Team> {
  const entries = new Map(Object.entries(base.teams ?? {}));
  // A kind that the file gives to a team leaves the team that has it by default.
  const claimed = new Set(Object.values(file.teams ?? {}).flatMap(({ handles }) => handles ?? []));
  for (const [id, entry] of entries) {
    if (entry.handles === undefined) continue;
    entries.set(id, { ...entry, handles: entry.handles.filter((kind) => !claimed.has(kind)) });
  }
  for (const [id, entry] of Object.entries(file.teams ?? {})) entries.set(id, { ...entries.get(id), ...given(entry) });
  return new Map([...entries].map(([id, entry]) => [id, readTeam(id, entry, workingTime)]));
}

/** Without the keys that are written but empty, which must not hide a default. */
function given(entry: TeamEntry): TeamEntry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}

function readTeam(id: string, entry: TeamEntry, workingTime: WorkingTime): Team {
  const { slack, wecom, playground } = entry.channels ?? {};
  const duty = readRota(entry.duty);
  return {
    id,
    name: entry.name ?? id,
    locale: entry.locale ?? null,
    channels: present({ slack, wecom, playground }),
    handles: [...new Set(entry.handles)],
    lead: entry.lead ?? null,
    manager: entry.manager ?? null,
    head: entry.head ?? null,
    workingTime: entry.workingTime === undefined ? null : mergeWorkingTime(workingTime, entry.workingTime),
    ...(duty === undefined ? {} : { duty }),
  };
}

function readPerson(id: string, entry: PersonEntry): Person {
  const { slack, wecom, playground } = entry;
  return {
    id,
    name: entry.name ?? id,
    team: entry.team ?? null,
    role: entry.role ?? 'agent',
    locale: entry.locale ?? null,
    accounts: present({ slack, wecom, playground }),
  };
}

interface OnPlatforms {
  readonly slack?: string;
  readonly wecom?: string;
  readonly playground?: string;
}

function present(ids: Record<'slack' | 'wecom' | 'playground', string | undefined>): OnPlatforms {
  return {
    ...(ids.slack !== undefined && { slack: ids.slack }),
    ...(ids.wecom !== undefined && { wecom: ids.wecom }),
    ...(ids.playground !== undefined && { playground: ids.playground }),
  };
}

function mergeClocks(base: PolicyFile, file: PolicyFile): Record<ClockName, ClockTargets> {
  const merged = (name: ClockName) => mergeClock(mergeClock(ALL_OFF, base.clocks?.[name]), file.clocks?.[name]);
  return {
    'first-contact': merged('first-contact'),
    start: merged('start'),
    plan: merged('plan'),
    progress: merged('progress'),
    resolve: merged('resolve'),
    tell: merged('tell'),
    revisit: merged('revisit'),
    delay: merged('delay'),
  };
}

const OFF: Duration = { unit: 'off' };
const ALL_OFF: ClockTargets = { urgent: OFF, important: OFF, normal: OFF, complex: null };

function mergeClock(base: ClockTargets, entry: ClockEntry | undefined): ClockTargets {
  if (entry === undefined) return base;
  if ('unit' in entry) return { urgent: entry, important: entry, normal: entry, complex: null };
  return {
    urgent: entry.urgent ?? base.urgent,
    important: entry.important ?? base.important,
    normal: entry.normal ?? base.normal,
    complex: entry.complex ?? base.complex,
  };
}

/** No preset has tiers of its own: there is nothing to merge over. */
function readTiers({ tiers = {} }: PolicyFile): TierClocks {
  return Object.fromEntries(
    TIERS.flatMap((tier) => {
      const { clocks = {} } = tiers[tier] ?? {};
      const read = CLOCK_NAMES.flatMap((name) => {
        const entry = clocks[name];
        return entry === undefined ? [] : [[name, readTierTargets(entry)] as const];
      });
      return read.length === 0 ? [] : [[tier, Object.fromEntries(read)]];
    }),
  );
}

function readTierTargets(entry: ClockEntry): TierTargets {
  if ('unit' in entry) return { urgent: entry, important: entry, normal: entry, complex: entry };
  const { urgent = null, important = null, normal = null, complex = null } = entry;
  return { urgent, important, normal, complex };
}

function mergeRepeats(base: PolicyFile, file: PolicyFile): Repeats {
  const customers = file.repeats?.customers ?? base.repeats?.customers ?? 'off';
  return {
    within: file.repeats?.within ?? base.repeats?.within ?? OFF,
    customers: customers === 'off' ? null : customers,
  };
}

function mergeContacts(base: PolicyFile, file: PolicyFile): ContactRules {
  const merged = (name: keyof ContactRules) => file.contacts?.[name] ?? base.contacts?.[name] ?? OFF;
  return {
    record: merged('record'),
    reminder: merged('reminder'),
    promise: merged('promise'),
    confirmation: merged('confirmation'),
  };
}

function mergeEscalation(base: PolicyFile, file: PolicyFile): Escalation {
  const warn = file.escalation?.warn ?? base.escalation?.warn ?? 0;
  const ladder = file.escalation?.ladder ?? base.escalation?.ladder ?? [];
  return {
    warn: warn === 0 ? null : warn,
    ladder: ladder.map(({ after, to, repeat, times }) => ({ after, to, repeat: repeat ?? null, times: times ?? 0 })),
    acknowledged: file.escalation?.acknowledged ?? base.escalation?.acknowledged ?? OFF,
  };
}
