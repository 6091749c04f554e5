import { acknowledgeTicket } from '../../usecases/verbs/acknowledge-ticket.ts';
import { plainVerb } from './on-ticket.ts';

export const ack = plainVerb({ name: 'ack', aliases: ['知道了', '收到', '知悉'], verb: acknowledgeTicket });
