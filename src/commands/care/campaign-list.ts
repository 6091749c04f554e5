import type { Button, CardItem } from '../../chat/card.ts';
import { answerButton, campaignListButton, careButton } from '../../chat/cards/care/care-buttons.ts';
import { dayText } from '../../chat/cards/care/care-text.ts';
import { standing } from '../../chat/cards/care/digest-line.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { campaignNumber } from '../../domain/care/campaign-number.ts';
import { CAMPAIGN_ANSWERS } from '../../domain/care/vocabulary.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { teamForKind } from '../../domain/policy/lookup.ts';
import { messagesOf } from '../../i18n/messages.ts';
import type { CampaignMember, CampaignView, MembersOf } from '../../usecases/care/ports.ts';
import type { CommandContext } from '../command.ts';
import { showCard } from '../replies.ts';
import { refuseCare } from './on-care.ts';

const PAGE = 8;

type Scope = 'mine' | 'team';
const TEAM = new Set(['team', 'all', '部门', '团队', '全部']);

/** `list`, as any language spells it. */
export function isListWord(word: string): boolean {
  const folded = foldWord(word);
  return [messagesOf('en'), messagesOf('zh-CN')].some((m) => foldWord(m.invitation.list.verb) === folded);
}

/** Whom a campaign invites, whoever matters most first, each with what it may say: the way on from a digest. */
export async function showCampaignList(
  context: CommandContext,
  number: number,
  words: readonly string[],
): Promise<Reply> {
  const { card, services } = context;
  const campaign = await services.care.findCampaign(number);
  if (campaign === null) {
    return refuseCare(context, 'campaign', card.m.care.campaign.unknown({ number: campaignNumber(number) }));
  }
  const scope: Scope = words.some((word) => TEAM.has(foldWord(word))) ? 'team' : 'mine';
  const asked = Number(words.find((word) => /^\d{1,3}$/u.test(word)) ?? '1');
  const of = membersOf(context, scope);
  const look = (page: number) =>
    services.care.campaignMembers(campaign.id, of, { offset: (page - 1) * PAGE, limit: PAGE });
  const first = await look(Math.max(asked, 1));
  // The last page may have gone since its button was shown.
  const page = first.members.length === 0 ? 1 : Math.max(asked, 1);
  const { members, total, open } = page === asked ? first : await look(page);
  const texts = card.m.invitation.list;
  const title = texts.title({ number: campaign.number, title: campaign.title });
  const toTeam = { ...campaignListButton(card.m, campaign.number, 'team'), label: card.m.invitation.button.team };
  const others: readonly Button[] = scope === 'mine' ? [toTeam] : [];
  if (total === 0) return showCard(said(texts.none, 'muted', [title], others));
  const count = texts[scope]({ count: total, open });
  const next = page * PAGE < total ? [campaignListButton(card.m, campaign.number, scope, page + 1)] : [];
  return showCard({
    tone: 'info',
    title,
    summary: `${title} · ${count}`,
    lines: [count, ...(campaign.endedAt === null ? [] : [texts.ended])],
    items: members.map((one) => memberItem(one, campaign, context)),
    buttons: [...next, ...others],
  });
}

/** One's own are also those of whoever one stands in for; a team's are those of its people, and of nobody known. */
function membersOf({ actor, policy, services, card }: CommandContext, scope: Scope): MembersOf {
  if (scope === 'mine') {
    const behalf = services.duty.current().standsInFor(actor.ref, card.now);
    return { owners: [actor.ref, ...behalf], otherThan: null };
  }
  const { teams } = actor;
  if (teams === 'all') return null;
  const people = [...policy.policy.people.values()];
  const owners = people.filter(({ team }) => team !== null && teams.has(team)).map(({ id }) => id);
  const isAtHome = teams.has(teamForKind(policy.policy, 'inquiry').id);
  return { owners, otherThan: isAtHome ? people.map(({ id }) => id) : null };
}

function memberItem(member: CampaignMember, campaign: CampaignView, { card }: CommandContext): CardItem {
  const { m } = card;
  const words = m.invitation.list;
  const owner = member.owner === null ? words.noOwner : card.nameOf(member.owner);
  const state = member.answer === null ? words.onDay({ day: dayText(card, member.day) }) : m.care.answer(member.answer);
  const answers = CAMPAIGN_ANSWERS.map((answer) => answerButton(m, answer, campaign.number, member.number));
  return {
    tone: member.answer === null ? 'info' : 'good',
    title: [member.name, ...(member.vip ? [m.ticket.vip] : []), member.number].join(' · '),
    detail: [state, ...standing(member, card), owner].join(' · '),
    buttons: member.answer === null ? answers : [careButton(m, 'plan', member.number)],
  };
}
