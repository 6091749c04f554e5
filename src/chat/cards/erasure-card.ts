import { ERASURE_COUNTS, type ErasureCounts, receiptNumber } from '../../domain/privacy/erased.ts';
import type { CheckedReceipt, ErasureReceipt } from '../../usecases/erasure/ports.ts';
import type { Card } from '../card.ts';
import { type CardContext, dayAndTimeText } from './context.ts';

/** How many of what, in one line; nothing of which there is none. */
export function wordsOf(counts: ErasureCounts, { m }: Pick<CardContext, 'm'>): string {
  return ERASURE_COUNTS.flatMap((name) =>
    name === 'keys' || counts[name] === 0 ? [] : [m.erasure.count[name](counts[name])],
  ).join(m.view.listJoin);
}

/** A receipt as it is handed over: numbers, who and when, and a fingerprint to check it by. */
export function receiptCard(receipt: ErasureReceipt, context: CardContext): Card {
  const { erasure } = context.m;
  const number = receiptNumber(receipt.number);
  const title = erasure.done({ receipt: number });
  return {
    tone: 'good',
    title,
    summary: title,
    lines: [wordsOf(receipt.counts, context), erasure.follow, erasure.beyond],
    facts: [{ label: erasure.hash, value: receipt.hash }],
    buttons: [
      {
        action: 'customer.erase',
        value: number,
        label: erasure.checkButton,
        typed: `/customer erase ${number}`,
      },
    ],
  };
}

/** What is found when one looks again. */
export function receiptChecked({ receipt, isGenuine, left, posts }: CheckedReceipt, context: CardContext): Card {
  const { erasure } = context.m;
  const number = receiptNumber(receipt.number);
  const title = !isGenuine
    ? erasure.checkForged({ receipt: number })
    : left > 0
      ? erasure.checkLeft({ receipt: number, left })
      : erasure.checkClean({ receipt: number });
  return {
    tone: isGenuine && left === 0 ? 'good' : 'alarm',
    title,
    summary: title,
    lines: [
      wordsOf(receipt.counts, context),
      erasure.posts(posts),
      ...(receipt.what === 'person' ? [erasure.personGone] : []),
      ...(receipt.what === 'retention' ? [erasure.retentionOnly] : []),
    ],
    facts: [{ label: erasure.hash, value: receipt.hash }],
    footer: erasure.by({
      who: receipt.by === 'system' ? context.m.ticket.system : context.nameOf(receipt.by),
      at: dayAndTimeText(context, receipt.at),
    }),
  };
}
