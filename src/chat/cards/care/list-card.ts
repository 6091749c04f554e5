import type { CareView } from '../../../usecases/care/ports.ts';
import type { CareList } from '../../../usecases/care/tell-lists.ts';
import type { Card } from '../../card.ts';
import type { CardContext } from '../context.ts';
import { careButton } from './care-buttons.ts';
import { dayText } from './care-text.ts';

/** Whether a message is a list of whom to greet. */
export function isCareList(data: unknown): data is CareList {
  return typeof data === 'object' && data !== null && 'about' in data && data.about === 'care-list';
}

/** A festival that comes, and whom the team may greet. */
export function careListCard(list: CareList, views: readonly CareView[], context: CardContext): Card {
  const { m } = context;
  const words = m.care.list;
  const title = words.title({ festival: m.care.festival(list.festival), day: dayText(context, list.on) });
  const left = list.customers - views.length;
  return {
    tone: 'info',
    title,
    summary: words.summary({ festival: m.care.festival(list.festival), count: list.customers }),
    lines: [words.hint, ...(left > 0 ? [words.more({ count: left })] : [])],
    items: views.map((view) => ({
      title: [view.name, ...(view.vip ? [m.ticket.vip] : []), view.number].join(' · '),
      buttons: [careButton(m, 'plan', view.number)],
    })),
    buttons: [{ action: 'care.week', value: 'team|1', label: m.care.button.week, typed: '/care week team' }],
  };
}
