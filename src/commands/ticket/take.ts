import { takeTicket } from '../../usecases/verbs/take-ticket.ts';
import { plainVerb } from './on-ticket.ts';

export const take = plainVerb({ name: 'take', aliases: ['认领', '接单', '领取'], verb: takeTicket });
