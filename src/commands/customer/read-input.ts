import type { FieldKey } from '../../domain/customer/lexicon-customer.ts';
import type { CustomerLine } from '../../domain/customer/read-line.ts';
import { type ReadFields, readFields } from '../../domain/customer/read-profile.ts';
import type { CommandContext } from '../command.ts';
import { readPerson } from '../read-person.ts';

/** Reads fields as this person means them: colleagues by mention, name or key. */
export function readInput({ policy, inbound }: CommandContext, fields: ReadonlyMap<FieldKey, string>): ReadFields {
  return readFields(fields, (written) => readPerson(policy.policy, written, inbound.who));
}

/** Hints about marks that led nowhere. */
export function hintsOf({ card }: CommandContext, line: CustomerLine, read: ReadFields): readonly string[] {
  const { reply } = card.m.customer;
  return [...line.unknown.slice(0, 3).map(reply.unknownMark), ...(read.tier === null ? [] : [reply.tierByRule])];
}
