import type { Messages } from '../messages.ts';
import { customerHelp } from './customer-help.ts';

export const customer: Messages['customer'] = { help: customerHelp };
