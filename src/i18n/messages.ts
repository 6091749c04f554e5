import type { Locale } from '../domain/vocabulary.ts';
import { admin } from './en/admin.ts';
import { alert } from './en/alert.ts';
import { care } from './en/care.ts';
import { careSign } from './en/care-sign.ts';
import { contact } from './en/contact.ts';
import { correction } from './en/correction.ts';
import { customer } from './en/customer.ts';
import { duty } from './en/duty.ts';
import { erasure } from './en/erasure.ts';
import { files } from './en/files.ts';
import { greeting } from './en/greeting.ts';
import { help } from './en/help.ts';
import { invitation } from './en/invitation.ts';
import { noise } from './en/noise.ts';
import { reply } from './en/reply.ts';
import { search } from './en/search.ts';
import { slack } from './en/slack.ts';
import { ticket } from './en/ticket.ts';
import { todo } from './en/todo.ts';
import { view } from './en/view.ts';
import { webForm } from './en/web-form.ts';
import { wecom } from './en/wecom.ts';
import { wecomCustomers } from './en/wecom-customers.ts';
import { wecomRender } from './en/wecom-render.ts';
import { zhCN } from './zh-CN/index.ts';

const en = {
  admin,
  alert,
  care,
  careSign,
  invitation,
  contact,
  correction,
  customer,
  duty,
  noise,
  erasure,
  ticket,
  reply,
  search,
  view,
  files,
  greeting,
  help,
  slack,
  wecom,
  wecomCustomers,
  wecomRender,
  webForm,
  todo,
};

/** Every text for people, by key. English is the reference: what another language lacks fails the type check. */
export type Messages = typeof en;

const byLocale: Record<Locale, Messages> = { 'zh-CN': zhCN, en };

/** The catalogue of a language. */
export function messagesOf(locale: Locale): Messages {
  return byLocale[locale];
}
