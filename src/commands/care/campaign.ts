import type { Button, Card } from '../../chat/card.ts';
import { campaignListButton } from '../../chat/cards/care/care-buttons.ts';
import { dayText } from '../../chat/cards/care/care-text.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { campaignNumber, readCampaignNumber } from '../../domain/care/campaign-number.ts';
import { PICK_MARK, TAG_MARK } from '../../domain/care/lexicon-care.ts';
import { CAMPAIGN_ANSWERS, type CampaignAnswer } from '../../domain/care/vocabulary.ts';
import { readTier } from '../../domain/customer/read-profile.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { hasRole } from '../../domain/people.ts';
import { STAGES, type Stage } from '../../domain/vocabulary.ts';
import { messagesOf } from '../../i18n/messages.ts';
import type { CampaignPreview } from '../../usecases/care/desk.ts';
import type { CampaignFilter, CampaignView } from '../../usecases/care/ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';
import { isListWord, showCampaignList } from './campaign-list.ts';
import { asWord, refuseCare, requestFor, showCare, withCareCustomer } from './on-care.ts';

/** Campaigns in a list. */
const LISTED = 8;
const TITLE_MAX = 80;

/** 活动: invite many customers; without words the campaigns so far. */
export const campaign: Verb = {
  name: 'campaign',
  aliases: ['活动', '邀约'],
  takesNumber: false,
  typed: runCampaign,
  clicked: runCampaign,
};

const START = new Set(['start', '开始', '开始邀约']);
const END = new Set(['end', '结束', 'stop']);
const QUOTED = /["“”「『]([^"“”」』]{1,120})["“”」』]/u;

async function runCampaign(context: CommandContext, rest: string): Promise<Reply> {
  const line = rest.normalize('NFKC').trim();
  if (line === '') return listCampaigns(context);
  const [first = '', second = '', ...more] = line.split(/\s+/u);
  const number = readCampaignNumber(first);
  if (number !== null && isListWord(second)) return showCampaignList(context, number, more);
  if (number !== null) return showOrEnd(context, number, END.has(foldWord(second)));
  const title = QUOTED.exec(line)?.[1]?.trim().slice(0, TITLE_MAX) ?? '';
  if (title === '') return refuseCare(context, 'campaign', context.card.m.care.campaign.missingTitle);
  const words = line
    .replace(QUOTED, ' ')
    .split(/\s+/u)
    .filter((word) => word !== '');
  const filter = readFilter(words);
  if (!filter.ok) return refuseCare(context, 'campaign', context.card.m.care.campaign.badFilter({ word: filter.word }));
  return words.some((word) => START.has(foldWord(word)))
    ? start(context, title, filter.filter)
    : preview(context, title, filter.filter);
}

/** `tier:A`, `#tag`, `stage:mature`, or the bare word where it is clear. */
function readFilter(
  words: readonly string[],
): { readonly ok: true; readonly filter: CampaignFilter } | { readonly ok: false; readonly word: string } {
  const filter = { tags: [] as string[], tiers: [] as CampaignFilter['tiers'][number][], stages: [] as Stage[] };
  for (const word of words) {
    if (START.has(foldWord(word))) continue;
    const [, mark = '', marked = ''] = PICK_MARK.exec(word) ?? [];
    const value = marked === '' ? word : marked;
    if (/^#./u.test(value) || TAG_MARK.test(mark)) {
      filter.tags.push(foldWord(value.replace(/^#/u, '')));
      continue;
    }
    for (const one of value.split(/[,，、/]/u)) {
      const tier = readTier(foldWord(one));
      const stage = tier === null ? readStage(one) : null;
      if (tier !== null) filter.tiers.push(tier);
      else if (stage !== null) filter.stages.push(stage);
      else return { ok: false, word };
    }
  }
  return { ok: true, filter };
}

function readStage(word: string): Stage | null {
  const wanted = foldWord(word);
  const spelled = (one: Stage) => [one, messagesOf('zh-CN').customer.stage(one), messagesOf('en').customer.stage(one)];
  return STAGES.find((one) => spelled(one).map(foldWord).includes(wanted)) ?? null;
}

/** The filter as it is typed. */
function typedFilter({ tags, tiers, stages }: CampaignFilter): string {
  const parts = [
    ...tags.map((tag) => `#${tag}`),
    ...tiers.map((one) => `tier:${one}`),
    ...stages.map((one) => `stage:${one}`),
  ];
  return parts.join(' ');
}

function filterText(context: CommandContext, filter: CampaignFilter): string {
  const { m } = context.card;
  const parts = [
    ...filter.tags.map((tag) => `#${tag}`),
    ...filter.tiers.map((one) => m.customer.tier(one)),
    ...filter.stages.map((one) => m.customer.stage(one)),
  ];
  return m.care.campaign.picked({ how: parts.length === 0 ? m.care.campaign.everyone : parts.join(m.view.listJoin) });
}

/** Nothing is sent before somebody has seen how many it would reach, and by when. */
async function preview(context: CommandContext, title: string, filter: CampaignFilter): Promise<Reply> {
  const { m } = context.card;
  const words = m.care.campaign;
  const seen = await context.services.care.previewCampaign(filter);
  if (seen.customers === 0)
    return showCard(said(words.nobody, 'warn', [filterText(context, filter), words.nobodyHint]));
  const value = `${asWord(title)} ${typedFilter(filter)} start`.replace(/\s+/gu, ' ');
  const button: Button = {
    action: 'care.campaign',
    value,
    label: m.care.button.start,
    style: 'primary',
    typed: `/care campaign ${value}`,
  };
  // What does not fit a button is typed: the line stands ready to be copied.
  const buttons = value.length <= 200 ? [button] : [];
  return showCard({
    ...said(
      words.preview({ title, customers: seen.customers }),
      'info',
      [filterText(context, filter), ...paceLines(context, seen), words.nothingYet],
      buttons,
    ),
    ...(buttons.length === 0 ? { copy: `/care campaign ${value}` } : {}),
  });
}

function paceLines({ card }: CommandContext, { owners, perDay, until, first }: CampaignPreview): readonly string[] {
  const words = card.m.care.campaign;
  const names = first.map(({ name }) => name).join(card.m.view.listJoin);
  return [
    ...(until === null ? [] : [words.pace({ owners, perDay, until: dayText(card, until) })]),
    words.first({ names }),
  ];
}

async function start(context: CommandContext, title: string, filter: CampaignFilter): Promise<Reply> {
  const { card, actor, inbound, services } = context;
  const words = card.m.care.campaign;
  if (!hasRole(actor, 'lead')) {
    const needs = card.m.care.reply.needsRole({ role: card.m.ticket.role('lead') });
    return showCard(said(needs, 'warn', [card.m.reply.nothingChanged]));
  }
  const request = { dedupeKey: inbound.dedupeKey, title, actor, filter };
  const started = await services.care.startCampaign(request);
  if (started === null) return showCard(said(words.nobody, 'warn', [filterText(context, filter), words.nobodyHint]));
  const { campaign: made, preview: paced } = started;
  const until = dayText(card, made.until ?? services.care.today());
  const told = words.started({ number: made.number, customers: made.counts.customers, until });
  return showCard(said(told, 'good', paceLines(context, paced), [resultsButton(context, made)]));
}

async function showOrEnd(context: CommandContext, number: number, isEnd: boolean): Promise<Reply> {
  const { card, actor, services } = context;
  const words = card.m.care.campaign;
  const found = await services.care.findCampaign(number);
  if (found === null) return refuseCare(context, 'campaign', words.unknown({ number: campaignNumber(number) }));
  if (!isEnd) return showCard(campaignCard(found, context));
  if (actor.ref !== found.by && !hasRole(actor, 'lead')) {
    const needs = card.m.care.reply.needsRole({ role: card.m.ticket.role('lead') });
    return showCard(said(needs, 'warn', [card.m.reply.nothingChanged]));
  }
  const ended = await services.care.endCampaign(found.id);
  const told = ended ? words.ended({ number: found.number }) : words.overAlready({ number: found.number });
  return showCard(said(told, ended ? 'good' : 'warn', [words.counts(found.counts)]));
}

function campaignCard(found: CampaignView, context: CommandContext): Card {
  const { card } = context;
  const words = card.m.care.campaign;
  const title = words.title({ number: found.number, title: found.title });
  const value = `${found.number} end`;
  const end: Button = {
    action: 'care.campaign',
    value,
    label: card.m.care.button.end,
    style: 'danger',
    typed: `/care campaign ${value}`,
  };
  return {
    tone: found.endedAt === null ? 'info' : 'muted',
    title,
    summary: title,
    lines: [words.counts(found.counts), filterText(context, found.filter), card.nameOf(found.by)],
    buttons: [campaignListButton(card.m, found.number, 'mine'), ...(found.endedAt === null ? [end] : [])],
  };
}

async function listCampaigns(context: CommandContext): Promise<Reply> {
  const { m } = context.card;
  const words = m.care.campaign;
  const found = await context.services.care.listCampaigns(LISTED);
  if (found.length === 0) {
    const example = m.reply.tryThis({ example: m.care.help.verb.campaign.example });
    return showCard(said(words.none, 'muted', [example]));
  }
  return showCard({
    tone: 'info',
    title: words.list,
    summary: words.list,
    items: found.map((one) => ({
      title: words.title({ number: one.number, title: one.title }),
      detail: words.counts(one.counts),
      buttons: [resultsButton(context, one)],
    })),
  });
}

function resultsButton({ card }: CommandContext, { number }: CampaignView): Button {
  return {
    action: 'care.campaign',
    value: number,
    label: card.m.care.button.campaign,
    typed: `/care campaign ${number}`,
  };
}

/** 答复: what an invited customer said. The follow-up comes by itself. */
export const answer: Verb = {
  name: 'answer',
  aliases: ['答复', '回复'],
  takesNumber: false,
  typed: answerLine,
  clicked: answerLine,
};

async function answerLine(context: CommandContext, rest: string): Promise<Reply> {
  const words = context.card.m.care.campaign;
  const line = rest.normalize('NFKC').trim();
  const [first = ''] = line.split(/\s+/u);
  const number = readCampaignNumber(first);
  if (number === null) return refuseCare(context, 'answer', words.missingNumber);
  const found = await context.services.care.findCampaign(number);
  if (found === null) return refuseCare(context, 'answer', words.unknown({ number: campaignNumber(number) }));
  const [before, what] = splitAnswer(line.slice(first.length).trim());
  if (what === null) return refuseCare(context, 'answer', words.whichAnswer);
  return withCareCustomer(context, 'answer', before, async (named) => {
    const result = await context.services.care.answer(requestFor(context, named), found.id, what);
    return showCare(context, named.hit.name, result);
  });
}

/** The answer is the last word, in either language. */
function splitAnswer(text: string): readonly [string, CampaignAnswer | null] {
  const last = text.split(/\s+/u).at(-1) ?? '';
  const wanted = foldWord(last);
  const spelled = (one: CampaignAnswer) => [
    one,
    messagesOf('zh-CN').care.answer(one),
    messagesOf('en').care.answer(one),
  ];
  const found = CAMPAIGN_ANSWERS.find((one) => spelled(one).map(foldWord).includes(wanted)) ?? null;
  return [text.slice(0, text.length - last.length).trim(), found];
}
