import type { CardItem } from '../../chat/card.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import type { NoiseOfRule } from '../../domain/noise/noise.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';
import { forAdmins } from './entitled.ts';

const DAYS = 28;
const RULES = 10;
const PEOPLE = 5;

/** 噪音: what is said in vain, and which lines of the policy file would change that. */
export const noise: Verb = {
  name: 'noise',
  aliases: ['噪音', '打扰', '提醒统计'],
  takesNumber: false,
  typed: (context) => forAdmins(context, () => show(context)),
};

async function show(context: CommandContext): Promise<Reply> {
  const { card, services, policy } = context;
  const words = card.m.noise;
  const { totals, rules, people } = await services.noise.report(DAYS);
  const { daily } = policy.policy.noise;
  const limit = daily === null ? words.noBudget : words.budget({ daily });
  if (totals.sent === 0) return showCard(said(words.nothing, 'muted', [limit]));
  const unheeded = rules.filter(({ advice }) => advice !== null);
  const title = words.title({ days: DAYS, sent: totals.sent });
  return showCard({
    tone: unheeded.length === 0 ? 'good' : 'warn',
    title,
    summary: `${title} · ${unheeded.length === 0 ? words.well : words.unheeded({ count: unheeded.length })}`,
    lines: [
      unheeded.length === 0 ? words.well : words.unheeded({ count: unheeded.length }),
      words.totals(totals),
      limit,
    ],
    items: [
      ...rules.slice(0, RULES).map((one) => itemOf(one, context)),
      ...people.slice(0, PEOPLE).map(
        ({ person, sent, ignored }): CardItem => ({
          title: words.person({ name: card.nameOf(person), sent, ignored }),
        }),
      ),
    ],
  });
}

function itemOf({ rule, step, sent, share, advice }: NoiseOfRule, { card: { m } }: CommandContext): CardItem {
  const words = m.noise;
  const percent = Math.round(share * 100);
  return {
    tone: advice === null ? 'info' : 'warn',
    title: words.rule({ rule: m.ticket.rule(rule), step: words.step[step], percent, sent }),
    ...(advice === null ? {} : { detail: words.change({ line: advice }) }),
  };
}
