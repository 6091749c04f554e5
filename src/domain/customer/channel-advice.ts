import { CHANNELS, type Channel, type Urgency } from '../vocabulary.ts';
import { CHANNELS_BY_INDUSTRY } from './lexicon-customer.ts';

/** What a talk is to be like. */
export interface TalkPlan {
  /** The person's own preference; `null` when unknown. */
  readonly preferred: Channel | null;
  readonly urgency: Urgency;
  /** Contracts, prices, changes of service: what somebody will want to read again. */
  readonly isFormal: boolean;
  /** The customer's industry as recorded; `null` when unknown. */
  readonly industry: string | null;
  /** Channels on which this person can be reached at all; empty means unknown, all count. */
  readonly reachable: readonly Channel[];
  /** Channels that reached nobody lately, the last first. */
  readonly inVain: readonly Channel[];
}

/** Why a channel is advised; the words for it are in the catalogues. */
export type AdviceReason = 'preferred' | 'urgent' | 'formal' | 'light' | 'industry';

export interface ChannelAdvice {
  /** Best first; what was tried in vain comes last. */
  readonly channels: readonly Channel[];
  readonly reason: AdviceReason;
}

const BY_URGENCY: readonly Channel[] = ['phone', 'wecom'];
const BY_FORM: readonly Channel[] = ['email', 'visit'];
const BY_LIGHTNESS: readonly Channel[] = ['wecom', 'sms'];
/** Which channel to take (C10): the person's preference first, then urgency and form of the talk, then the industry. */
export function adviseChannel(plan: TalkPlan): ChannelAdvice {
  const ofIndustry = CHANNELS_BY_INDUSTRY.find(({ industry }) => industry.test(plan.industry ?? ''))?.channels ?? [];
  const ofTalk =
    plan.urgency === 'urgent' ? BY_URGENCY : plan.isFormal ? BY_FORM : ofIndustry.length > 0 ? [] : BY_LIGHTNESS;
  const reason: AdviceReason =
    plan.preferred !== null
      ? 'preferred'
      : plan.urgency === 'urgent'
        ? 'urgent'
        : plan.isFormal
          ? 'formal'
          : ofIndustry.length > 0
            ? 'industry'
            : 'light';
  const wanted = [...(plan.preferred === null ? [] : [plan.preferred]), ...ofTalk, ...ofIndustry, ...CHANNELS];
  const possible = [...new Set(wanted)].filter((one) => plan.reachable.length === 0 || plan.reachable.includes(one));
  const fresh = possible.filter((one) => !plan.inVain.includes(one));
  return { channels: [...fresh, ...possible.filter((one) => plan.inVain.includes(one))].slice(0, 3), reason };
}
