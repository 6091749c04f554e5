import type { HomeView } from '@slack/types';
import type { HomePage } from '../port.ts';
import { LIMITS } from './limits.ts';
import { actionIds, renderCard } from './render-card.ts';
import type { SlackTexts } from './texts.ts';

/** A person's page as Slack takes it: its cards one below the other, as many as find room whole. */
export function renderHome({ cards }: Pick<HomePage, 'cards'>, texts: SlackTexts): HomeView {
  const nextAction = actionIds();
  const blocks: HomeView['blocks'] = [];
  for (const card of cards) {
    const own = renderCard(card, texts, nextAction).blocks;
    const divider = blocks.length === 0 ? [] : [{ type: 'divider' as const }];
    if (blocks.length + divider.length + own.length > LIMITS.blocksPerView) break;
    blocks.push(...divider, ...own);
  }
  return { type: 'home', blocks };
}
