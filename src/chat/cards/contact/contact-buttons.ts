import type { Messages } from '../../../i18n/messages.ts';
import type { Button } from '../../card.ts';

/** The verbs on contacts that have a button, with the action and the command that does the same. */
const CONTACT = {
  ack: { action: 'contact.ack', typed: (n: string) => `/contact ack ${n}` },
  edit: { action: 'contact.edit', typed: (n: string) => `/contact edit ${n}` },
  confirm: { action: 'contact.confirm', typed: (n: string) => `/contact confirm ${n}` },
  resume: { action: 'contact.resume', typed: (n: string) => `/contact resume ${n}` },
  hold: { action: 'contact.hold', typed: (n: string) => `/contact hold ${n}` },
  show: { action: 'contact.show', typed: (n: string) => `/contact show ${n}` },
  why: { action: 'contact.why', typed: (n: string) => `/contact why ${n}` },
  share: { action: 'contact.share', typed: (n: string) => `/contact share ${n}` },
  unshare: { action: 'contact.unshare', typed: (n: string) => `/contact unshare ${n}` },
} as const;

/** The verbs on one promise, named `G202611001-2`. */
const FOLLOW_UP = {
  done: { action: 'followup.done', typed: (n: string) => `/followup done ${n}` },
  snooze: { action: 'followup.snooze', typed: (n: string) => `/followup snooze ${n}` },
  assign: { action: 'followup.assign', typed: (n: string) => `/followup assign ${n}` },
  ack: { action: 'followup.ack', typed: (n: string) => `/followup ack ${n}` },
  why: { action: 'followup.why', typed: (n: string) => `/followup why ${n}` },
} as const;

export type ContactButton = keyof typeof CONTACT;
export type FollowUpButton = keyof typeof FOLLOW_UP;

/** A button on a contact. */
export function contactButton(m: Messages, verb: ContactButton, number: string, style?: Button['style']): Button {
  const label = verb === 'share' || verb === 'unshare' ? m.contact.case.button[verb] : m.contact.button[verb];
  return made(CONTACT[verb], label, number, style);
}

/** A button on one promise; `number` with its `-n`. */
export function followUpButton(m: Messages, verb: FollowUpButton, number: string, style?: Button['style']): Button {
  return made(FOLLOW_UP[verb], m.contact.button[verb], number, style);
}

function made(
  { action, typed }: { readonly action: string; readonly typed: (number: string) => string },
  label: string,
  number: string,
  style: Button['style'],
): Button {
  return { action, value: number, label, typed: typed(number), ...(style === undefined ? {} : { style }) };
}
