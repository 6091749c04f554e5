import { expect, test } from 'vitest';
import { acknowledgeTicket } from '../../src/usecases/verbs/acknowledge-ticket.ts';
import { addNote } from '../../src/usecases/verbs/add-note.ts';
import { editTicket } from '../../src/usecases/verbs/edit-ticket.ts';
import { takeTicket } from '../../src/usecases/verbs/take-ticket.ts';
import { useDatabase } from '../support/database.ts';
import { decidingAt, MONDAY, newTicket, SURFACES, startReplica, verbOf } from '../support/desk.ts';

const db = useDatabase();
test('create', async () => {
  const a = await startReplica(db);
  const r = await a.tickets.create(newTicket());
  expect(r).toEqual({ status: 'created', number: 'C202611001' });
  console.log(a.statements.length, await a.tickets.find('C202611001'));
  console.log(await a.tickets.change(...verbOf(takeTicket, null, { number: r.number })));
  console.log(await a.tickets.change(...verbOf(addNote, { remark: 'hi' }, { number: r.number })));
  console.log(
    await a.tickets.change(
      ...verbOf(
        editTicket,
        { edit: { team: 'product' }, description: 'x', problemType: null, customer: { name: 'b', key: 'b' } },
        { number: r.number },
      ),
    ),
  );
  const v = await a.tickets.find('C202611001');
  console.dir(await a.tickets.history(v!.id), { depth: 5 });
  console.log(
    await a.tickets.list(
      { owner: 'zhao', teams: ['product'], statuses: ['in-progress'], customerKey: 'b', overdueAt: MONDAY + 1e9 },
      { offset: 0, limit: 10 },
    ),
  );
  console.log(await a.engine.nextAt(), await a.engine.backlog(MONDAY + 1e9));
  console.dir(await a.engine.advance(MONDAY + 1e8, 200, decidingAt(MONDAY + 1e8)), { depth: 9 });
  console.log(
    await a.tickets.change(...verbOf(acknowledgeTicket, null, { number: r.number, now: MONDAY + 1e8 + 1000 })),
  );
  const works = await a.delivery.claim(SURFACES, 250);
  console.log(works);
  console.dir(await a.delivery.scene(works), { depth: 3 });
  for (const work of works)
    await a.delivery.record({
      work,
      state: 'sent',
      reason: null,
      restMs: 0,
      limited: false,
      address: { conversation: 'c', message: 'm' },
    });
  for (;;) {
    const works = await a.delivery.claim(SURFACES, 250);
    if (works.length === 0) break;
    await a.delivery.scene(works);
    for (const work of works) await a.delivery.record({ work, state: 'sent', reason: null, restMs: 0, limited: false });
  }
  await a.delivery.enqueuePrivate({ platform: 'playground', workspace: 'demo', id: '@zhou' }, { code: 'x' });
  console.log(
    await a.delivery.depths(),
    (await db.pool.query('select * from outbox')).rows,
    (await db.pool.query('select * from lane')).rows,
  );
});
