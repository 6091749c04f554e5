import type { Messages } from '../messages.ts';
import { admin } from './admin.ts';
import { alert } from './alert.ts';
import { care } from './care.ts';
import { careSign } from './care-sign.ts';
import { contact } from './contact.ts';
import { correction } from './correction.ts';
import { customer } from './customer.ts';
import { duty } from './duty.ts';
import { erasure } from './erasure.ts';
import { files } from './files.ts';
import { greeting } from './greeting.ts';
import { help } from './help.ts';
import { invitation } from './invitation.ts';
import { noise } from './noise.ts';
import { reply } from './reply.ts';
import { search } from './search.ts';
import { slack } from './slack.ts';
import { ticket } from './ticket.ts';
import { todo } from './todo.ts';
import { view } from './view.ts';
import { webForm } from './web-form.ts';
import { wecom } from './wecom.ts';
import { wecomCustomers } from './wecom-customers.ts';
import { wecomRender } from './wecom-render.ts';

export const zhCN: Messages = {
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
  todo,
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
};
