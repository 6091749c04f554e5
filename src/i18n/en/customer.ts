import { customerHelp } from './customer-help.ts';

/** Words of customers: help, cards, answers and forms. */
export const customer = { help: customerHelp };
