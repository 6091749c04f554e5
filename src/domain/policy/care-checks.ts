import { TIERS } from '../vocabulary.ts';
import type { CarePolicy } from './care-policy.ts';
import type { CareEntry } from './care-schema.ts';
import { faultAt, type PolicyFault } from './fault.ts';

/** Demands of care that no planner could follow together. Paths are the file's; what the preset brings is sound. */
export function checkCare(file: CareEntry | undefined, { onboarding }: CarePolicy): PolicyFault[] {
  const isOutOfOrder = file?.onboarding !== undefined && onboarding.secondFrom > onboarding.secondUntil;
  const place = file?.onboarding?.secondUntil === undefined ? 'secondFrom' : 'secondUntil';
  return [
    ...(isOutOfOrder ? [faultAt(['care', 'onboarding', place], 'second-talk-order', {})] : []),
    ...TIERS.flatMap((tier) => {
      const asks = (file?.cadence?.[tier] ?? []).map(({ ask }) => ask);
      return (file?.cadence?.[tier] ?? []).flatMap(({ ask, every, ahead = 0 }, index) => {
        const path = ['care', 'cadence', tier, index];
        return [
          ...(ahead >= every ? [faultAt([...path, 'ahead'], 'cadence-ahead', {})] : []),
          ...(asks.indexOf(ask) < index ? [faultAt([...path, 'ask'], 'cadence-twice', { ask })] : []),
        ];
      });
    }),
  ];
}
