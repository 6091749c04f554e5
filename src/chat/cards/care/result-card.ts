import { recoveryPlan } from '../../../domain/care/churn.ts';
import type { ChurnCause } from '../../../domain/care/vocabulary.ts';
import { customerNumber } from '../../../domain/customer/number.ts';
import type { CareResult } from '../../../usecases/care/result.ts';
import type { Card } from '../../card.ts';
import type { CardContext } from '../context.ts';
import { said } from '../outcome-card.ts';
import { askNumber, careButton } from './care-buttons.ts';
import { dayText } from './care-text.ts';

/** The private answer to a deed on somebody's care. */
export function careResultCard(result: CareResult, name: string, context: CardContext): Card {
  const { m } = context;
  const { reply } = m.care;
  const number = customerNumber(result.number);
  const plan = careButton(m, 'plan', number);
  const left = (count: number) => (count === 0 ? [] : [reply.left(count)]);
  switch (result.code) {
    case 'care-done':
      return said(reply.done({ name }), 'good', left(result.left), [plan]);
    case 'care-skipped':
      return said(reply.skipped({ name }), 'good', left(result.left), [plan]);
    case 'care-later':
      return said(reply.later({ name, day: dayText(context, result.until) }), 'good', [], [plan]);
    case 'care-handed':
      return said(reply.handed({ name, to: context.nameOf(result.to) }), 'good', [], [plan]);
    case 'care-acknowledged':
      return said(reply.acknowledged({ name }), 'good', [], [careButton(m, 'done', askNumber(number, result.n)), plan]);
    case 'care-cause':
      return said(
        reply.cause({ name, cause: m.care.cause(result.cause) }),
        'info',
        recoveryLines(result.cause, context),
        [plan],
      );
    case 'care-answered':
      return said(m.care.campaign.answered({ name, answer: m.care.answer(result.answer) }), 'good', [], [plan]);
    case 'refused':
      return said(refusalText(result, name, context), 'warn', [m.reply.nothingChanged], [plan]);
  }
}

/** What wins the customer back, step by step. */
function recoveryLines(cause: ChurnCause, { m }: CardContext): readonly string[] {
  return recoveryPlan(cause).map(({ step, withinDays }, i) =>
    m.care.stepLine({ n: i + 1, what: m.care.step(step), days: withinDays }),
  );
}

function refusalText(
  refusal: Extract<CareResult, { readonly code: 'refused' }>,
  name: string,
  context: CardContext,
): string {
  const { m } = context;
  const { reply } = m.care;
  const number = customerNumber(refusal.number);
  switch (refusal.reason) {
    case 'unknown-customer':
      return reply.unknownCustomer;
    case 'nothing-asked':
      return reply.nothingAsked({ name, day: refusal.nextDay === null ? null : dayText(context, refusal.nextDay) });
    case 'ask-over':
      return reply.askOver({ number: askNumber(number, refusal.n) });
    case 'which-ask': {
      const numbers = refusal.open.map((n) => askNumber(number, n)).join(m.view.listJoin);
      return reply.whichAsk({ name, numbers });
    }
    case 'needs-role':
      return reply.needsRole({ role: m.ticket.role(refusal.role) });
    case 'already-theirs':
      return reply.alreadyTheirs({ to: context.nameOf(refusal.to) });
    case 'not-later':
      return reply.notLater({ day: dayText(context, refusal.day) });
    case 'no-warning':
      return reply.noWarning({ name });
    case 'not-invited':
      return reply.notInvitedHere({ name });
  }
}
