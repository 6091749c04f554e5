import { resumeTicket } from '../../usecases/verbs/resume-ticket.ts';
import { plainVerb } from './on-ticket.ts';

export const resume = plainVerb({ name: 'resume', aliases: ['恢复', '继续'], verb: resumeTicket });
