import { expect, test } from 'vitest';
import { actorOf } from '../../src/domain/people.ts';
import { decideMerge } from '../../src/usecases/merge-tickets.ts';
import { newId } from '../../src/usecases/new-id.ts';
import { addNote } from '../../src/usecases/verbs/add-note.ts';
import { useDatabase } from '../support/database.ts';
import {
  MONDAY,
  newTicket,
  openTransaction,
  POLICIES,
  POLICY,
  type Replica,
  SURFACES,
  startReplica,
  verbOf,
  waitingReplicas,
} from '../support/desk.ts';

const db = useDatabase();

/** Merges through a store; twice with one key is a repeat. */
function merge(replica: Replica, number: string, into: string, dedupeKey = `merge:${newId()}`) {
  const actor = actorOf(POLICY.policy, 'zhao');
  if (actor === null) throw new Error('nobody');
  const request = { dedupeKey, number, into, actor, budgetMs: 5_000, remark: 'twins' };
  return replica.tickets.changeTwo({ dedupeKey, number, other: into, budgetMs: 5_000 }, (gone, kept) =>
    decideMerge(POLICIES, SURFACES, gone, kept, request, MONDAY),
  );
}

async function create(replica: Replica, count: number): Promise<readonly string[]> {
  const made = await Promise.all(Array.from({ length: count }, () => replica.tickets.create(newTicket())));
  return made.map(({ number }) => number);
}

test('both are written, in one transaction, and read back', async () => {
  const one = await startReplica(db);
  const [kept = '', gone = ''] = await create(one, 2);
  expect(await merge(one, gone, kept, 'key')).toEqual({ code: 'merged', number: gone, into: kept });
  expect(await one.tickets.find(gone)).toMatchObject({ status: 'merged', mergedInto: kept });
  expect(await one.tickets.find(kept)).toMatchObject({ status: 'pending', absorbed: [gone] });
  const left = await db.prisma.commitment.count({ where: { state: 'open' } });
  expect(left).toBeGreaterThan(0);
  const history = await one.tickets.history((await one.tickets.find(gone))?.id ?? '');
  expect(history.at(-1)).toMatchObject({ deed: { type: 'merged', into: kept }, remark: 'twins' });
  // A repeat of the click gets the same answer and changes nothing.
  const events = await db.prisma.event.count();
  expect(await merge(one, gone, kept, 'key')).toEqual({ code: 'merged', number: gone, into: kept });
  expect(await db.prisma.event.count()).toBe(events);
});

test('refused: nothing is written on either, and a repeat is refused alike', async () => {
  const one = await startReplica(db);
  const [kept = '', gone = ''] = await create(one, 2);
  await merge(one, gone, kept);
  const events = await db.prisma.event.count();
  const refused = await merge(one, gone, kept, 'again');
  expect(refused).toMatchObject({ reason: 'merged-already', into: kept });
  expect(await merge(one, 'C202611999', kept)).toMatchObject({ reason: 'unknown-ticket', number: 'C202611999' });
  expect(await merge(one, kept, 'C202611999')).toMatchObject({ reason: 'unknown-ticket', number: 'C202611999' });
  expect(await merge(one, gone, kept, 'again')).toEqual(refused);
  expect(await db.prisma.event.count()).toBe(events);
});

test('crosswise, with verbs and ticks between: nobody waits in a circle, and of two ways one is taken', async () => {
  const [one, two] = [await startReplica(db), await startReplica(db)];
  for (let round = 0; round < 10; round += 1) {
    const [a = '', b = ''] = await create(one, 2);
    const outcomes = await Promise.all([
      merge(one, a, b),
      merge(two, b, a),
      one.tickets.change(...verbOf(addNote, { remark: 'x' }, { number: b })),
      two.tickets.change(...verbOf(addNote, { remark: 'y' }, { number: a })),
    ]);
    expect(outcomes.slice(0, 2).filter(({ code }) => code === 'merged')).toHaveLength(1);
    const views = [await one.tickets.find(a), await one.tickets.find(b)];
    expect(views.filter((view) => view?.status === 'merged')).toHaveLength(1);
  }
  expect([...one.failures, ...two.failures]).toEqual([]);
});

test('cards are locked in one order, whatever ticket they are of: deliveries lock them so too', async () => {
  const one = await startReplica(db);
  const { number: gone } = await one.tickets.create(newTicket());
  const { number: kept } = await one.tickets.create(newTicket());
  // Two made within one millisecond may have their ids either way.
  const cards = await db.prisma.card.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
  expect(cards).toHaveLength(2);
  const holder = await openTransaction(db);
  await holder.query('SELECT FROM card WHERE id = $1 FOR UPDATE', [cards[0]?.id]);
  const merging = merge(one, gone, kept);
  await waitingReplicas(db, 1);
  // Whoever waits for the lower one does not hold the higher one.
  await holder.query('SELECT FROM card WHERE id = $1 FOR UPDATE NOWAIT', [cards[1]?.id]);
  await holder.commit();
  expect(await merging).toMatchObject({ code: 'merged' });
});
