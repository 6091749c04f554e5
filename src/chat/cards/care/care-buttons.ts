import type { CampaignAnswer } from '../../../domain/care/vocabulary.ts';
import type { Messages } from '../../../i18n/messages.ts';
import type { Button } from '../../card.ts';

/** Verbs on one ask that have a button. */
export type CareButton = 'done' | 'later' | 'skip' | 'hand' | 'ack' | 'plan' | 'cause';

/** A button on one ask, `K00001-3`, or on a customer, `K00001`, with the command that does the same. */
export function careButton(m: Messages, verb: CareButton, number: string, style?: Button['style']): Button {
  return {
    action: `care.${verb}`,
    value: number,
    label: m.care.button[verb],
    typed: `/care ${verb} ${number}`,
    ...(style === undefined ? {} : { style }),
  };
}

/** 已联系, where nobody was to be spoken to. */
export function preparedButton(m: Messages, number: string): Button {
  return { ...careButton(m, 'done', number), label: m.care.button.prepared };
}

/** What an invited customer said. `campaign` is its number. */
export function answerButton(m: Messages, answer: CampaignAnswer, campaign: string, customer: string): Button {
  return {
    action: 'care.answer',
    value: `${campaign} ${customer} ${answer}`,
    label: m.care.button[answer],
    typed: `/care answer ${campaign} ${customer} ${answer}`,
  };
}

/** An ask as it is typed. */
export function askNumber(customer: string, n: number): string {
  return `${customer}-${n}`;
}

/** Whom a campaign asks to be invited: one's own customers, or a whole team's. */
export function campaignListButton(m: Messages, campaign: string, scope: 'mine' | 'team', page = 1): Button {
  const value = `${campaign} list ${scope}${page === 1 ? '' : ` ${page}`}`;
  return {
    action: 'care.campaign',
    value,
    label: page > 1 ? m.care.button.more : m.invitation.button.list,
    typed: `/care campaign ${value}`,
  };
}
