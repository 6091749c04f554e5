import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../src/domain/time.ts';
import { createErasureStore } from '../../../src/storage/erasure/erasure-store.ts';
import { receiptHash } from '../../../src/usecases/erasure/receipt.ts';
import { newId } from '../../../src/usecases/new-id.ts';
import { resolveTicket } from '../../../src/usecases/verbs/resolve-ticket.ts';
import { careDesk } from '../../support/care-desk.ts';
import { useDatabase } from '../../support/database.ts';
import { MONDAY, newTicket, verbOf } from '../../support/desk.ts';
import { wordsInTables } from '../../support/erasure.ts';

const database = useDatabase();
const TUESDAY = MONDAY + DAY_MS;

describe('planning', () => {
  test('a first payment asks for the welcome on the next working day, in the team, once', async () => {
    const desk = await careDesk(database);
    const id = await desk.customer({ tier: 'B', stage: 'new' });
    await desk.business(id, 'payment', '2026-11-23', 5_000);
    expect(await desk.at(MONDAY)).toMatchObject({ customers: 1, asked: 0, failures: [] });
    expect(await desk.notices(id)).toEqual([]);
    expect(await desk.at(TUESDAY)).toMatchObject({ asked: 1 });
    expect(await desk.at(TUESDAY + HOUR_MS)).toMatchObject({ asked: 0 });
    expect(await desk.notices(id)).toMatchObject([{ stage: 1, audience: 'team' }]);
    const view = await desk.view(id);
    expect(view.care.asks).toMatchObject([{ n: 1, owner: 'zhou', team: 'support', open: [{ ask: 'welcome-call' }] }]);
    expect(view.commitments).toMatchObject([{ rule: 'care', state: 'open', n: 1, owner: 'zhou' }]);
  });
});

describe('what happens between planning and reminding', () => {
  test('a talk that was logged in the morning answers before anything is said', async () => {
    const desk = await careDesk(database);
    const id = await desk.customer({ tier: 'B', stage: 'new' });
    await desk.business(id, 'payment', '2026-11-23');
    await desk.at(MONDAY);
    await desk.talk(id, { channel: 'phone' }, TUESDAY - HOUR_MS);
    await desk.at(TUESDAY);
    const view = await desk.view(id);
    expect(view.care.asks.flatMap(({ open }) => open.map(({ ask }) => ask))).not.toContain('welcome-call');
    expect(await desk.notices(id)).toEqual([]);
  });

  test('logging a talk that counts answers what was asked for by itself; one that reached nobody does not', async () => {
    const desk = await careDesk(database);
    const id = await desk.customer({ tier: 'B', stage: 'new' });
    await desk.business(id, 'payment', '2026-11-23');
    await desk.at(TUESDAY);
    await desk.talk(id, { channel: 'phone', reached: false }, TUESDAY + HOUR_MS);
    await desk.at(TUESDAY + HOUR_MS + 1);
    expect((await desk.commitments(id)).map(({ state }) => state)).toEqual(['open']);
    await desk.talk(id, { channel: 'phone' }, TUESDAY + 2 * HOUR_MS);
    await desk.at(TUESDAY + 2 * HOUR_MS + 1);
    expect((await desk.commitments(id)).map(({ state }) => state)).toEqual(['met']);
    expect(await desk.eventTypes(id)).toEqual(['care-asked', 'noticed', 'care-done']);
  });

  test('an urgent ticket holds what was asked for; its end asks anew, and nothing is asked meanwhile', async () => {
    const desk = await careDesk(database);
    const id = await desk.customer({ name: '云帆科技', tier: 'B', stage: 'new' });
    await desk.business(id, 'payment', '2026-11-23');
    await desk.at(TUESDAY);
    expect(await desk.notices(id)).toHaveLength(1);
    const ticket = await desk.replica.tickets.create(newTicket({ urgency: 'urgent' }, TUESDAY));
    await desk.at(TUESDAY + HOUR_MS);
    const held = await desk.view(id);
    expect(held).toMatchObject({ care: { isHeld: true }, urgentTicket: ticket.number });
    expect(held.commitments).toMatchObject([{ rule: 'care', state: 'cancelled' }]);
    await desk.at(TUESDAY + DAY_MS);
    expect(await desk.notices(id)).toHaveLength(1);
    await desk.replica.tickets.change(
      ...verbOf(resolveTicket, { remark: 'mended' }, { number: ticket.number, now: TUESDAY + DAY_MS + HOUR_MS }),
    );
    // Lunch is rest time: it is asked for again after it.
    await desk.at(TUESDAY + DAY_MS + 4 * HOUR_MS);
    const released = await desk.view(id);
    expect(released).toMatchObject({ care: { isHeld: false }, urgentTicket: null, released: ticket.number });
    expect(released.commitments).toMatchObject([{ state: 'cancelled' }, { state: 'open', round: 2 }]);
    expect(await desk.notices(id)).toHaveLength(2);
  });

  test('a customer that was merged or erased owes nothing any more, and the reminder says so', async () => {
    const desk = await careDesk(database);
    const [gone, kept] = [await desk.customer({ tier: 'B' }), await desk.customer({ tier: 'B' })];
    for (const id of [gone, kept]) await desk.business(id, 'payment', '2026-11-23');
    await desk.at(TUESDAY);
    await desk.replica.database.prisma.customer.update({ where: { id: gone }, data: { mergedInto: kept } });
    await desk.at(TUESDAY + HOUR_MS);
    const [one] = (await desk.commitments(gone)).toReversed();
    expect(one).toMatchObject({ state: 'cancelled' });
    expect((await desk.eventTypes(gone)).at(-1)).toBe('care-void');
    expect(await desk.at(TUESDAY + DAY_MS)).toMatchObject({ failures: [] });
    expect(await desk.notices(gone)).toHaveLength(1);
  });

  test('erasing a customer takes its days and what a reminder said of them; nothing is asked any more', async () => {
    const desk = await careDesk(database);
    const id = await desk.customer({ name: '云帆科技', tier: 'B', stage: 'new' });
    await desk.business(id, 'payment', '2026-11-23');
    const { prisma } = desk.replica.database;
    await desk.desk.keepDate(id, { kind: 'milestone', day: '2026-12-24', title: '蓝色三号上线' }, desk.actor('zhou'));
    await desk.at(TUESDAY);
    expect((await desk.commitments(id)).map(({ state }) => state)).toEqual(['open']);
    const erasures = createErasureStore({ prisma, onWritten: () => undefined, hash: receiptHash });
    const scope = { number: await desk.numberOf(id), person: null };
    expect(await erasures.erase(scope, { by: 'root', at: TUESDAY, isForced: true })).toMatchObject({ code: 'erased' });
    await desk.at(TUESDAY + HOUR_MS);
    expect((await desk.commitments(id)).map(({ state }) => state)).toEqual(['cancelled']);
    expect(await wordsInTables(database, ['云帆科技', '蓝色三号'])).toEqual([]);
    expect(await desk.plan(id)).toEqual([]);
  });

  test('a tier that changed the day before the visit asks for what the new one asks for', async () => {
    const desk = await careDesk(database);
    const id = await desk.customer({
      tier: 'A',
      stage: 'mature',
      firstCooperation: '2020-01-01',
      createdAt: MONDAY - 100 * DAY_MS,
    });
    await desk.talk(id, { channel: 'visit' }, MONDAY - 82 * DAY_MS);
    await desk.talk(id, { channel: 'phone' }, MONDAY - 2 * DAY_MS);
    await desk.at(MONDAY);
    const planned = await desk.plan(id);
    expect(planned.find(({ ask }) => ask === 'visit')?.day).toBe('2026-11-24');
    await desk.replica.database.prisma.customer.update({ where: { id }, data: { tier: 'C' } });
    await desk.at(TUESDAY);
    expect((await desk.view(id)).care.asks).toEqual([]);
    expect((await desk.plan(id)).map(({ ask }) => ask)).not.toContain('visit');
  });

  test('a customer of nobody is the business of the team that takes inquiries', async () => {
    const desk = await careDesk(database);
    const id = await desk.customer({ tier: 'B', manager: null });
    await desk.business(id, 'payment', '2026-11-23');
    await desk.at(TUESDAY);
    expect((await desk.view(id)).care.asks).toMatchObject([{ owner: null, team: 'support' }]);
    expect(await desk.notices(id)).toHaveLength(1);
  });
});

describe('planning is incremental', () => {
  test('whoever is not due is not looked at; a contact, a tag, a person, a tier or an event marks one customer alone', async () => {
    const desk = await careDesk(database);
    const ids = await Promise.all(Array.from({ length: 5 }, () => desk.customer({ tier: 'C' })));
    const [id = ''] = ids;
    expect(await desk.at(MONDAY)).toMatchObject({ customers: 5 });
    expect(await desk.at(MONDAY + 1)).toMatchObject({ customers: 0 });
    const { prisma } = desk.replica.database;
    const changes: readonly (() => Promise<unknown>)[] = [
      () => desk.talk(id),
      () => prisma.customerTag.create({ data: { customerId: id, tag: 'new', tagKey: 'new' } }),
      () =>
        prisma.contactPerson.create({
          data: { id: newId(), customerId: id, name: '张伟', nameKey: '张伟', createdAt: new Date(MONDAY) },
        }),
      () => prisma.customer.update({ where: { id }, data: { tier: 'B' } }),
      () => desk.business(id, 'order', '2026-11-20'),
    ];
    for (const change of changes) {
      await change();
      expect(await desk.at(MONDAY + 2)).toMatchObject({ customers: 1 });
    }
    await prisma.customer.update({ where: { id }, data: { needs: 'words say nothing about care' } });
    expect(await desk.at(MONDAY + 3)).toMatchObject({ customers: 0 });
  });

  test('two replicas plan each customer once', async () => {
    const [one, other] = [await careDesk(database), await careDesk(database)];
    const ids = await Promise.all(Array.from({ length: 30 }, () => one.customer({ tier: 'B' })));
    for (const id of ids) await one.business(id, 'payment', '2026-11-23');
    await Promise.all([one.at(TUESDAY), other.at(TUESDAY)]);
    await one.at(TUESDAY + 1);
    for (const id of ids) expect(await one.notices(id)).toHaveLength(1);
  });

  test('a customer whose history cannot be read is set aside, and keeps nobody waiting', async () => {
    const desk = await careDesk(database);
    const [broken, well] = [await desk.customer({ tier: 'B' }), await desk.customer({ tier: 'B' })];
    for (const id of [broken, well]) await desk.business(id, 'payment', '2026-11-23');
    const { prisma } = desk.replica.database;
    await prisma.subject.create({ data: { id: broken, type: 'customer', lastSeq: 1 } });
    await prisma.event.create({
      data: {
        subjectId: broken,
        seq: 1,
        at: new Date(MONDAY),
        by: 'system',
        type: 'care-asked',
        data: { type: 'care-asked' },
      },
    });
    expect((await desk.at(TUESDAY)).failures).toMatchObject([{ customerId: broken }]);
    expect(await desk.notices(well)).toHaveLength(1);
    expect(await desk.at(TUESDAY + 1)).toMatchObject({ customers: 0, failures: [] });
  });
});

describe('a campaign', () => {
  test('to 5,000 customers is paced: so many a day and owner, high value and at risk first', async () => {
    const desk = await careDesk(database);
    await desk.manyCustomers(5_000);
    const started = await desk.desk.startCampaign({
      dedupeKey: newId(),
      title: '春季新品会',
      actor: desk.actor('wang'),
      filter: { tags: [], tiers: [], stages: [] },
    });
    expect(started?.campaign.counts).toMatchObject({ customers: 5_000, open: 5_000 });
    const rows = await desk.invitations();
    const perDay = Map.groupBy(rows, ({ owner, day }) => `${owner}/${day}`);
    expect(Math.max(...[...perDay.values()].map((group) => group.length))).toBe(20);
    const first = rows.slice(0, 100);
    expect(first.every(({ urgent }) => urgent)).toBe(true);
    expect(rows.some(({ urgent }) => !urgent)).toBe(true);
  });

  test('an answer ends the invitation and asks for its follow-up', async () => {
    const desk = await careDesk(database);
    const id = await desk.customer({ tier: 'basic', stage: 'mature' });
    await desk.at(MONDAY);
    const started = await desk.desk.startCampaign({
      dedupeKey: newId(),
      title: '新品会',
      actor: desk.actor('wang'),
      filter: { tags: [], tiers: ['basic'], stages: [] },
    });
    const campaign = started?.campaign ?? expect.unreachable('nobody was picked');
    await desk.at(MONDAY + HOUR_MS);
    expect((await desk.view(id)).care.asks).toMatchObject([{ open: [{ ask: 'invite' }] }]);
    const request = {
      dedupeKey: newId(),
      number: await desk.numberOf(id),
      n: null,
      actor: desk.actor('zhou'),
      budgetMs: 5_000,
    };
    expect(await desk.desk.answer(request, campaign.id, 'coming')).toMatchObject({ code: 'care-answered' });
    expect((await desk.view(id)).care.asks).toEqual([]);
    expect((await desk.plan(id)).map(({ ask }) => ask)).toContain('confirm-coming');
    expect((await desk.desk.findCampaign(1))?.counts).toMatchObject({ coming: 1, open: 0 });
  });
});
