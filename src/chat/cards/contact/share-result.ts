import type { ContactRefusal, ContactResult } from '../../../usecases/contact-result.ts';
import type { Card } from '../../card.ts';
import { type CardContext, dayAndTimeText, teamName } from '../context.ts';
import { said } from '../outcome-card.ts';
import { contactButton } from './contact-buttons.ts';

/** The answer to showing a contact to the team, or taking that back. */
export function sharedCard(
  result: Extract<ContactResult, { readonly code: 'shared' | 'unshared' }>,
  context: CardContext,
): Card {
  const { m } = context;
  const { number } = result;
  const words = m.contact.case;
  const show = contactButton(m, 'show', number);
  if (result.code === 'unshared') return said(words.unshared({ number }), 'info', [words.unsharedHint], [show]);
  const title = words.shared({ number, team: teamName(context, result.team) });
  return said(title, 'good', [words.sharedHint], [contactButton(m, 'unshare', number), show]);
}

type NotShared = Extract<
  ContactRefusal,
  { readonly reason: 'already-shared' | 'not-shared' | 'nobody-reached' | 'may-not-share' | 'no-team-channel' }
>;

/** Why it was not shown, or not taken back. */
export function notSharedText(number: string, refusal: NotShared, context: CardContext): string {
  const words = context.m.contact.case;
  switch (refusal.reason) {
    case 'already-shared':
      return words.alreadyShared({
        number,
        by: context.nameOf(refusal.by),
        at: dayAndTimeText(context, refusal.at),
      });
    case 'not-shared':
      return words.notShared({ number });
    case 'nobody-reached':
      return words.nobodyReached({ number });
    case 'may-not-share':
      return words.mayNotShare({ number, author: context.nameOf(refusal.author) });
    case 'no-team-channel':
      return words.noTeamChannel({ number });
  }
}
