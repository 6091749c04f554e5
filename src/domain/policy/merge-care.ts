import { CARE_RULES, type CareRule } from '../care/vocabulary.ts';
import { TIERS, type Tier } from '../vocabulary.ts';
import type { Cadence, CarePolicy } from './care-policy.ts';
import type { CareEntry } from './care-schema.ts';

type CadenceEntry = NonNullable<NonNullable<CareEntry['cadence']>[Tier]>[number];

/** The file's care laid over the preset's: mappings key by key, lists replace. What neither names asks for nothing. */
export function mergeCare(base: CareEntry = {}, file: CareEntry = {}): CarePolicy {
  const onboarding = { ...given(base.onboarding), ...given(file.onboarding) };
  const festivals = { ...given(base.festivals), ...given(file.festivals) };
  const mending = { ...given(base.mending), ...given(file.mending) };
  const lightTouch = { ...given(base.lightTouch), ...given(file.lightTouch) };
  const campaigns = { ...given(base.campaigns), ...given(file.campaigns) };
  const cadence = { ...given(base.cadence), ...given(file.cadence) };
  return {
    rules: record(CARE_RULES, (rule: CareRule) => (file.rules?.[rule] ?? base.rules?.[rule] ?? 'off') === 'on'),
    onboarding: {
      welcome: onboarding.welcome ?? 1,
      guide: onboarding.guide ?? 1,
      kit: onboarding.kit ?? 1,
      secondFrom: onboarding.secondFrom ?? 1,
      secondUntil: onboarding.secondUntil ?? 1,
      questionsDays: onboarding.questions ?? 1,
      withinDays: onboarding.within ?? 0,
    },
    cadence: record(TIERS, (tier: Tier) => (cadence[tier] ?? []).map(readCadence)),
    dates: { aheadDays: file.dates?.ahead ?? base.dates?.ahead ?? 0 },
    festivals: { days: [...new Set(festivals.days)], aheadDays: festivals.ahead ?? 0 },
    mending: {
      firstDays: mending.first ?? 0,
      againDays: mending.again ?? 0,
      withinDays: mending.within ?? 0,
    },
    churn: {
      talkDays: file.churn?.talk ?? base.churn?.talk ?? 1,
      againDays: file.churn?.again ?? base.churn?.again ?? 0,
    },
    lightTouch: record(TIERS, (tier: Tier) => lightTouch[tier] || null),
    campaigns: {
      perDay: campaigns.perDay ?? 1,
      coming: campaigns.coming ?? 1,
      hesitating: campaigns.hesitating ?? 1,
      declined: campaigns.declined ?? 1,
    },
    periods: { aheadDays: file.periods?.ahead ?? base.periods?.ahead ?? 0 },
  };
}

function readCadence({ ask, every, ahead = 0, channels, purposes }: CadenceEntry): Cadence {
  return { ask, everyDays: every, aheadDays: ahead, channels: channels ?? null, purposes: purposes ?? null };
}

function record<K extends string, V>(keys: readonly K[], valueOf: (key: K) => V): Readonly<Record<K, V>> {
  return Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<K, V>;
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the keys that are written but empty, which must not hide a default. */
function given<T extends object>(entry: T | undefined): Given<T> {
  return Object.fromEntries(Object.entries(entry ?? {}).filter(([, value]) => value !== undefined)) as Given<T>;
}
