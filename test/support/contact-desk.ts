import { expect } from 'vitest';
import { actorOf } from '../../src/domain/people.ts';
import type { Instant } from '../../src/domain/time.ts';
import { createContactStore } from '../../src/storage/contact-store.ts';
import { type ContactVerb, changeContact } from '../../src/usecases/contact/change-contact.ts';
import { type RecordContact, recordContact } from '../../src/usecases/contact/record-contact.ts';
import { newId } from '../../src/usecases/new-id.ts';
import type { TestDatabase } from './database.ts';
import { decidingAt, MONDAY, POLICIES, POLICY, type Replica, SURFACES, startReplica } from './desk.ts';
import { talk } from './simulate-contact.ts';

const WHERE = { platform: 'playground', workspace: 'demo', id: 'support' } as const;

/** A desk for contacts on a replica of its own. */
export async function contactDesk(database: Pick<TestDatabase, 'databaseUrl'>, from?: Replica) {
  const replica = from ?? (await startReplica(database));
  const contacts = createContactStore({ prisma: replica.database.prisma, onWritten: () => undefined });
  const depsAt = (now: Instant) => ({
    contacts,
    policies: POLICIES,
    clock: { now: () => now },
    surfaces: () => SURFACES,
  });
  return {
    replica,
    contacts,
    depsAt,
    record: (parts: Partial<RecordContact> = {}, now = MONDAY) =>
      recordContact(
        depsAt(now),
        talk({ dedupeKey: newId(), by: 'zhou', where: WHERE, content: `renewal ${newId()}`, ...parts }),
      ),
    change: <Input>(
      number: string,
      verb: ContactVerb<Input>,
      input: Input,
      options: { by?: string; now?: Instant; dedupeKey?: string } = {},
    ) => {
      const { by = 'zhou', now = MONDAY, dedupeKey = newId() } = options;
      const actor = actorOf(POLICY.policy, by) ?? expect.unreachable('nobody');
      return changeContact(depsAt(now), { dedupeKey, number, actor, budgetMs: 5_000 }, verb, input);
    },
    tick: (now: Instant) => replica.engine.advance(now, 100, decidingAt(now)),
  };
}

/** Something promised in a talk. */
export const promise = (words: string, dueAt: Instant | null, owner: string | null = null) => ({
  words,
  starred: false,
  owner,
  dueAt,
});
