import type { AskedItem } from '../../../domain/care/care.ts';
import { CAMPAIGN_ANSWERS } from '../../../domain/care/vocabulary.ts';
import { type Stage, TIERS, type Tier } from '../../../domain/vocabulary.ts';
import type { CareView } from '../../../usecases/care/ports.ts';
import type { CardContext } from '../context.ts';
import type { NoticeSubject } from '../notice-subject.ts';
import { answerButton } from './care-buttons.ts';
import { itemText, whyText } from './care-text.ts';
import { shortSigns } from './sign-text.ts';

/** Things of one reminder that its line names; what is beyond is counted. */
const NAMED = 2;

/**
 * What is asked for and why just now, so that whoever reads a digest can act without opening anything. A warning says
 * what was seen before it says what to do: small screens cut the end.
 */
export function careBrief(view: CareView, items: readonly AskedItem[], context: CardContext): string {
  const { careSign } = context.m;
  const told = items.slice(0, NAMED).map((item) => briefOf(view, item, context));
  const left = items.length - told.length;
  return [...told, ...(left > 0 ? [careSign.more(left)] : [])].join(careSign.join);
}

function briefOf(view: CareView, item: AskedItem, context: CardContext): string {
  const { care, invitation } = context.m;
  const { rule, ask, reason } = item;
  if (rule === 'churn') return [care.rule(rule), shortSigns(view, context), care.ask(ask)].join(' · ');
  if (reason.why !== 'campaign') return itemText(item, view.namesById, context);
  return [invitation.asks, whyText(reason, view.namesById, context), ...standing(view, context)].join(' · ');
}

/** Why somebody comes first in a campaign. */
export function standing(
  { highValue, stage }: { readonly highValue: boolean; readonly stage: Stage | null },
  { m }: Pick<CardContext, 'm'>,
): readonly string[] {
  return [...(highValue ? [m.customer.card.highValue] : []), ...(stage === 'at-risk' ? [m.invitation.atRisk] : [])];
}

/** What a line about an invitation has besides: its place, and what the customer may say. Empty for anything else. */
export function invitationLine(
  view: CareView,
  items: readonly AskedItem[],
  context: CardContext,
): Pick<NoticeSubject, 'invitation'> {
  const [first] = items;
  if (first?.reason.why !== 'campaign' || items.some(({ rule }) => rule === 'churn')) return {};
  const campaign = view.campaignNumbers.get(first.reason.campaignId);
  if (campaign === undefined) return {};
  const answers = CAMPAIGN_ANSWERS.map((answer) => answerButton(context.m, answer, campaign, view.number));
  return { invitation: { place: placeOf(view), campaign, answers } };
}

/** The order in which a campaign reaches customers (`firstInvited`), as one number: less is earlier. */
function placeOf(view: {
  readonly highValue: boolean;
  readonly stage: Stage | null;
  readonly vip: boolean;
  readonly tier: Tier | null;
}): number {
  const isUrgent = view.highValue || view.stage === 'at-risk';
  return (isUrgent ? 0 : 100) + (view.vip ? 0 : 10) + TIERS.indexOf(view.tier ?? 'basic');
}
