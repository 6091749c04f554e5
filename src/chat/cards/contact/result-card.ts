import { PROMISES_MAX } from '../../../domain/contact/contact.ts';
import { followUpNumber } from '../../../domain/contact/number.ts';
import type { ContactRefusal, ContactResult } from '../../../usecases/contact-result.ts';
import type { Button, Card } from '../../card.ts';
import { type CardContext, dayAndTimeText, timeText } from '../context.ts';
import { said } from '../outcome-card.ts';
import { contactButton, followUpButton } from './contact-buttons.ts';
import { loggedCard, promiseLines, type ResultWords } from './logged-card.ts';
import { notSharedText, sharedCard } from './share-result.ts';

/** Whether a stored answer is about a contact. */
export function isContactResult(data: unknown): data is ContactResult {
  return typeof data === 'object' && data !== null && 'about' in data && data.about === 'contact';
}

/** The private answer to a deed on a contact: what was understood or done, or why not, and what helps next. */
export function contactResultCard(result: ContactResult, context: CardContext, words: ResultWords = {}): Card {
  const { m } = context;
  const { reply } = m.contact;
  const { number } = result;
  const show = contactButton(m, 'show', number);
  const list = (all: readonly string[]) => all.join(m.view.listJoin);
  switch (result.code) {
    case 'logged':
      return loggedCard(result, context, words);
    case 'same-words':
      return said(reply.sameWords({ number }), 'warn', [], [show]);
    case 'completed': {
      const { missing } = result;
      if (missing.length === 0) return said(reply.completed({ number }), 'good', [], [show]);
      const what = list(missing.map((one) => m.contact.element(one)));
      return said(reply.stillMissing({ number, what }), 'info', [], [contactButton(m, 'edit', number), show]);
    }
    case 'promised':
      return said(reply.added({ number }), 'good', promiseLines(number, result.promises, context, words), [show]);
    case 'kept': {
      const named = followUpNumber(number, result.n);
      const title = result.wasLate ? reply.keptLate({ number: named }) : reply.kept({ number: named });
      const line = result.confirmed ? reply.confirmed({ number }) : result.left > 0 ? reply.left(result.left) : null;
      return said(title, result.wasLate ? 'warn' : 'good', line === null ? [] : [line], [show]);
    }
    case 'moved': {
      const named = followUpNumber(number, result.n);
      const due = dayAndTimeText(context, result.dueAt);
      return said(reply.moved({ number: named, due }), 'good', [reply.tellNewDate], [show]);
    }
    case 'handed-over': {
      const due = dayAndTimeText(context, result.dueAt);
      const named = { number: followUpNumber(number, result.n), to: context.nameOf(result.to), due };
      return said(reply.handedOver(named), 'good', [], [show]);
    }
    case 'dropped':
      return said(
        reply.dropped({ number: followUpNumber(number, result.n) }),
        'info',
        result.confirmed ? [reply.confirmed({ number })] : [],
        [show],
      );
    case 'held':
      return said(
        reply.held({ number, until: dayAndTimeText(context, result.until) }),
        'info',
        [reply.holdKeeps],
        [contactButton(m, 'resume', number), show],
      );
    case 'taken-up':
      return said(reply.takenUp({ number }), 'good', [], [show]);
    case 'confirmed-on': {
      const channels = list(result.channels.map((one) => m.contact.channel(one)));
      return said(reply.confirmedOn({ number, channels }), 'good', [], [show]);
    }
    case 'same-talk':
      return said(reply.same({ number, as: result.as }), 'good', [], [show]);
    case 'shared':
    case 'unshared':
      return sharedCard(result, context);
    case 'acknowledged':
      return said(
        result.heldUntil === null
          ? reply.acknowledged({ number })
          : reply.ackHeld({ number, until: timeText(context, result.heldUntil) }),
        'good',
      );
    case 'noted':
      return said(reply.noteAdded({ number }), 'good', [], [show]);
    case 'recomputed':
      return said(reply.recomputed({ number }), 'good');
    case 'refused':
      return refusalCard(number, result, context);
  }
}

function refusalCard(number: string, refusal: ContactRefusal, context: CardContext): Card {
  const { m } = context;
  const { reply } = m.contact;
  const show = contactButton(m, 'show', number);
  const refused = (title: string, lines: readonly string[] = [], buttons: readonly Button[] = []) =>
    said(title, 'warn', [...lines, m.reply.nothingChanged], buttons);
  switch (refusal.reason) {
    case 'unknown-contact':
      return refused(reply.unknownContact({ number }), [m.reply.tryThis({ example: '/contact list' })]);
    case 'not-yours':
      return refused(reply.notYours({ number, author: context.nameOf(refusal.author) }));
    case 'which-promise':
      return refused(
        reply.whichPromise({ number }),
        promiseLines(number, refusal.open, context, {}),
        refusal.open.slice(0, 3).map(({ n }) => {
          const named = followUpNumber(number, n);
          return { ...followUpButton(m, 'done', named), label: `${m.contact.button.done} ${n}` };
        }),
      );
    case 'no-such-promise':
      return refused(reply.noSuchPromise({ number: followUpNumber(number, refusal.n) }), [], [show]);
    case 'promise-over': {
      const state = m.contact.promiseState[refusal.state];
      return refused(reply.promiseOver({ number: followUpNumber(number, refusal.n), state }), [], [show]);
    }
    case 'already-theirs': {
      const named = { number: followUpNumber(number, refusal.n), to: context.nameOf(refusal.to) };
      return refused(reply.alreadyTheirs(named));
    }
    case 'nothing-open':
      return refused(reply.nothingOpen({ number }), [], [show]);
    case 'nothing-to-confirm':
      return refused(reply.nothingToConfirm({ number }));
    case 'already-confirmed':
      return refused(reply.alreadyConfirmed({ number, channel: m.contact.channel(refusal.channel) }));
    case 'not-on-hold':
      return refused(reply.notOnHold({ number }));
    case 'not-the-same-customer':
      return refused(reply.notSameCustomer({ number, as: refusal.as }));
    case 'already-shared':
    case 'not-shared':
    case 'nobody-reached':
    case 'may-not-share':
    case 'no-team-channel':
      return refused(notSharedText(number, refusal, context), [], [show]);
    case 'already-held':
      return refused(reply.alreadyHeld({ number, until: timeText(context, refusal.until) }));
    case 'nothing-to-acknowledge':
      return refused(reply.nothingToAcknowledge({ number }));
    case 'nothing-to-complete':
      return refused(reply.nothingToComplete, [
        m.reply.tryThis({ example: m.contact.help.verb['edit']?.example ?? '' }),
      ]);
    case 'too-many':
      return refused(reply.tooMany({ max: PROMISES_MAX }));
  }
}
