import { PROMISES_MAX } from '../../domain/contact/contact.ts';
import type { WrittenPromise } from '../../domain/contact/read-promises.ts';
import type { WrittenContact } from '../../domain/contact/written-contact.ts';
import type { Instant } from '../../domain/time.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';
import type { MadePromise } from '../../usecases/contact/promise-terms.ts';
import type { CommandContext } from '../command.ts';
import { readPerson } from '../read-person.ts';
import { toReadTime } from '../read-time.ts';

/** Fields of the form, for faults. */
export type ContactField = 'customer' | 'channel' | 'content' | 'time' | 'next';

export interface CheckedContact {
  readonly spokenAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly promises: readonly MadePromise[];
}

export type Checked =
  | { readonly ok: true; readonly contact: CheckedContact }
  | {
      readonly ok: false;
      readonly faults: Readonly<Partial<Record<ContactField, string>>>;
      /** A talk that is still ahead: what is to be done then is a follow-up. */
      readonly isAhead: boolean;
    };

/** What was read, with every date and person found, or what is wrong with it, in the reader's language. */
export function checkWritten(context: CommandContext, written: WrittenContact): Checked {
  const { reply } = context.card.m.contact;
  const faults: Partial<Record<ContactField, string>> = {};
  if (written.badChannel !== null) faults.channel = reply.badChannel({ value: written.badChannel });
  const start = timeOf(context, written.start);
  const end = timeOf(context, written.end);
  const isAhead = [written.start, written.end].some(
    (one) => one?.reading.ok === false && one.reading.reason === 'future',
  );
  if (start?.ok === false) faults.time = start.fault;
  else if (end?.ok === false) faults.time = end.fault;
  else if (start?.ok === true && end?.ok === true && end.at <= start.at) {
    faults.time = reply.badTimes({ value: `${written.start?.phrase ?? ''}–${written.end?.phrase ?? ''}` });
  }
  const { promises, fault } = checkPromises(context, written.promises);
  if (fault !== null) faults.next = fault;
  if (Object.keys(faults).length > 0) return { ok: false, faults, isAhead };
  return {
    ok: true,
    contact: {
      spokenAt: start?.ok === true ? start.at : null,
      endedAt: end?.ok === true ? end.at : null,
      promises,
    },
  };
}

/** Promises with their people and dates; the first fault of them, where there is one. */
export function checkPromises(
  context: CommandContext,
  written: readonly WrittenPromise[],
): { readonly promises: readonly MadePromise[]; readonly fault: string | null } {
  const { m } = context.card;
  const { reply } = m.contact;
  const promises: MadePromise[] = [];
  if (written.length > PROMISES_MAX) return { promises, fault: reply.tooMany({ max: PROMISES_MAX }) };
  for (const { words, starred, owner: name, when } of written) {
    if (words === '') return { promises, fault: reply.noPromise };
    const owner: PersonRef | null = name === null ? null : readPerson(context.policy.policy, name, context.inbound.who);
    if (name !== null && owner === null) {
      return { promises, fault: reply.promiseFault({ words, fault: m.reply.unknownPerson({ name }) }) };
    }
    const time = when === null ? null : toReadTime(context, when.phrase, when.reading);
    if (time?.ok === false) return { promises, fault: reply.promiseFault({ words, fault: time.fault }) };
    promises.push({ words, starred, owner, dueAt: time?.ok === true ? time.at : null });
  }
  return { promises, fault: null };
}

function timeOf(context: CommandContext, written: WrittenContact['start']) {
  if (written === null) return null;
  const { phrase, reading } = written;
  // A talk is over when it is logged; nearly the same sentence as for a ticket, but with another way on.
  if (!reading.ok && reading.reason === 'future') {
    return { ok: false, fault: context.card.m.contact.reply.tomorrow({ value: phrase }) } as const;
  }
  return toReadTime(context, phrase, reading);
}
