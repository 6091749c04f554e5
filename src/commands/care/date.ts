import { dayText } from '../../chat/cards/care/care-text.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { readDay } from '../../domain/customer/read-day.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';
import { type NamedCare, planButton, refuseCare, withCareCustomer } from './on-care.ts';

const FOUNDED = new Set(['founded', '成立', '成立日', '司庆', '创立']);
const MILESTONE = new Set(['milestone', '节点', '里程碑', '项目节点']);
const REMOVE = new Set(['remove', 'delete', '删除', '-']);
const TITLE_MAX = 80;

/** 日子: the company's founding day, or a milestone of a project. */
export const date: Verb = {
  name: 'date',
  aliases: ['日子', '纪念日', '节点'],
  takesNumber: false,
  typed: (context, rest) => withCareCustomer(context, 'date', rest, (named, words) => keep(context, named, words)),
};

async function keep(context: CommandContext, { hit }: NamedCare, words: string): Promise<Reply> {
  const { card, services, actor } = context;
  const { reply } = card.m.care;
  const parts = words.split(/\s+/u).filter((word) => word !== '');
  const kind = parts.some((word) => MILESTONE.has(foldWord(word))) ? 'milestone' : 'founded';
  const rest = parts.filter((word) => !FOUNDED.has(foldWord(word)) && !MILESTONE.has(foldWord(word)));
  if (rest.some((word) => REMOVE.has(foldWord(word)))) {
    const count = await services.care.removeDates(hit.id, kind);
    return showCard(said(reply.undated({ name: hit.name, count }), 'good', [], [planButton(context, hit.number)]));
  }
  const [day, title] = takeDay(rest);
  if (day === null) return refuseCare(context, 'date', reply.missingDate);
  const what = kind === 'founded' ? reply.founded : title === '' ? reply.milestone : title;
  await services.care.keepDate(hit.id, { kind, day, title: kind === 'founded' ? null : what }, actor);
  const told = reply.dated({ name: hit.name, what, day: dayText(card, day) });
  return showCard(said(told, 'good', [], [planButton(context, hit.number)]));
}

/** The word that is a date, and the others. */
function takeDay(words: readonly string[]): readonly [string | null, string] {
  for (const [i, word] of words.entries()) {
    const read = readDay(word);
    if (read.ok) return [read.day, [...words.slice(0, i), ...words.slice(i + 1)].join(' ').slice(0, TITLE_MAX)];
  }
  return [null, ''];
}
