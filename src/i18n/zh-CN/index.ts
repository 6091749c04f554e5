import type { Messages } from '../messages.ts';
import { help } from './help.ts';
import { reply } from './reply.ts';
import { slack } from './slack.ts';
import { ticket } from './ticket.ts';
import { view } from './view.ts';

export const zhCN: Messages = { ticket, reply, view, help, slack };
