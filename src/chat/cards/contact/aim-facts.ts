import type { ContactView } from '../../../usecases/contact-ports.ts';
import type { Fact } from '../../card.ts';
import { type CardContext, dayAndTimeText } from '../context.ts';

/** What the talk was for and what became of it (C9, C10), where somebody said so. */
export function aimFacts(view: ContactView, context: CardContext): readonly Fact[] {
  const { aims } = context.m.contact;
  const yesNo = (value: boolean) => (value ? aims.yes : aims.no);
  const some = (label: string, value: string | null) => (value === null ? [] : [{ label, value }]);
  const { shared } = view;
  return [
    ...some(aims.fact.aim, view.aim),
    ...some(aims.fact.aimReached, view.aimReached === null ? null : yesNo(view.aimReached)),
    ...some(aims.fact.materials, view.materials),
    ...some(aims.fact.readBack, view.readBack === null ? null : yesNo(view.readBack)),
    ...some(
      aims.fact.shared,
      shared === null ? null : aims.sharedBy({ by: context.nameOf(shared.by), at: dayAndTimeText(context, shared.at) }),
    ),
  ];
}
