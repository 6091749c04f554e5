import type { Command } from '../command.ts';
import { helpVerb } from '../help.ts';
import { audit } from './audit.ts';
import { dead, retry } from './dead.ts';
import { noise } from './noise.ts';
import { status } from './status.ts';

/** 管理: the running system, for administrators. */
export const admin: Command = {
  name: 'admin',
  aliases: ['管理'],
  verbs: [status, dead, retry, audit, noise, helpVerb(() => admin)],
};
