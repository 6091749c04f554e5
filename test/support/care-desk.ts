import { expect } from 'vitest';
import type { Purpose } from '../../src/domain/contact/contact.ts';
import { customerKey } from '../../src/domain/intake/customer-name.ts';
import { actorOf } from '../../src/domain/people.ts';
import type { Instant } from '../../src/domain/time.ts';
import type { Channel } from '../../src/domain/vocabulary.ts';
import { createCampaignStore, createCareDateStore } from '../../src/storage/care/campaign-store.ts';
import { createCareStore } from '../../src/storage/care/care-store.ts';
import { createCareDesk } from '../../src/usecases/care/desk.ts';
import { createCarePlanner } from '../../src/usecases/care/replan-customers.ts';
import { newId } from '../../src/usecases/new-id.ts';
import { contactDesk } from './contact-desk.ts';
import type { TestDatabase } from './database.ts';
import { MONDAY, POLICIES, POLICY, type Replica } from './desk.ts';

/** A customer as a test describes it; everything else is empty. */
export interface Made {
  readonly name?: string;
  readonly tier?: 'A' | 'B' | 'C' | 'basic';
  readonly stage?: string;
  readonly manager?: string | null;
  readonly firstCooperation?: string;
  readonly contractUntil?: string;
  readonly createdAt?: Instant;
  readonly highValue?: boolean;
}

/** Customers to be cared for, on a replica of its own. */
export async function careDesk(database: TestDatabase, from?: Replica) {
  const desk = await contactDesk(database, from);
  const { prisma } = desk.replica.database;
  const care = createCareStore({ prisma, onWritten: () => undefined });
  let now = MONDAY;
  const clock = { now: () => now };
  const deps = { store: care, policies: POLICIES, clock };
  const planner = createCarePlanner(deps);
  return {
    ...desk,
    care,
    deps,
    /** Goes to this time, plans whoever is due and lets the engine speak. */
    async at(time: Instant) {
      now = time;
      const planned = await planner.plan(() => true);
      await desk.tick(time);
      return planned;
    },
    async customer(made: Made = {}): Promise<string> {
      const { name = `客户${newId().slice(-6)}`, tier = null, stage = null, manager = 'zhou' } = made;
      const id = newId();
      await prisma.customer.create({
        data: {
          id,
          name,
          nameKey: customerKey(name),
          tier,
          stage,
          accountManager: manager,
          highValue: made.highValue ?? false,
          firstCooperation: made.firstCooperation === undefined ? null : new Date(made.firstCooperation),
          contractUntil: made.contractUntil === undefined ? null : new Date(made.contractUntil),
          createdAt: new Date(made.createdAt ?? MONDAY),
        },
      });
      return id;
    },
    async numberOf(id: string): Promise<number> {
      return (await prisma.customer.findUniqueOrThrow({ where: { id } })).number;
    },
    async business(customerId: string, type: string, day: string, amount: number | null = null) {
      await prisma.cooperationEvent.create({
        data: { id: newId(), customerId, type, day: new Date(day), amount, by: 'zhou', createdAt: new Date(now) },
      });
    },
    /** Somebody logs a talk now. */
    async talk(
      customerId: string,
      {
        channel = 'phone',
        purposes = ['care'],
        reached = true,
      }: { channel?: Channel; purposes?: Purpose[]; reached?: boolean } = {},
      at: Instant = now,
    ) {
      const { name } = await prisma.customer.findUniqueOrThrow({ where: { id: customerId } });
      return desk.record(
        {
          customer: { id: customerId, name, key: customerKey(name) },
          channel,
          purposes,
          outcome: reached ? 'reached' : 'not-reached',
          spokenAt: at,
        },
        at,
      );
    },
    desk: createCareDesk({
      ...deps,
      campaigns: createCampaignStore({ prisma }),
      dates: createCareDateStore({ prisma }),
    }),
    actor: (ref: string) => actorOf(POLICY.policy, ref) ?? expect.unreachable('nobody'),
    async plan(id: string) {
      const { number } = await prisma.customer.findUniqueOrThrow({ where: { id } });
      const desk = createCareDesk({
        ...deps,
        campaigns: createCampaignStore({ prisma }),
        dates: createCareDateStore({ prisma }),
      });
      return (await desk.plan(number))?.occurrences ?? expect.unreachable('no such customer');
    },
    commitments: (id: string) =>
      prisma.commitment.findMany({ where: { subjectId: id }, orderBy: { startedAt: 'asc' } }),
    eventTypes: async (id: string) =>
      (await prisma.event.findMany({ where: { subjectId: id }, orderBy: { seq: 'asc' } })).map(({ type }) => type),
    /** Customers of ten owners; each tenth matters more than the others. */
    manyCustomers: (count: number) => prisma.$executeRaw`
      INSERT INTO customer (id, name, name_key, tier, stage, high_value, account_manager, created_at)
      SELECT gen_random_uuid(), 'c' || i, 'c' || i, 'C', CASE WHEN i % 20 = 0 THEN 'at-risk' ELSE 'mature' END, i % 10 = 5,
        'owner' || i % 10, ${new Date(MONDAY)} FROM generate_series(1, ${count}::int) i`,
    invitations: () => prisma.$queryRaw<{ owner: string; day: string; urgent: boolean }[]>`
      SELECT cu.account_manager AS owner, m.day::text, cu.high_value OR cu.stage = 'at-risk' AS urgent
      FROM campaign_member m JOIN customer cu ON cu.id = m.customer_id ORDER BY m.rank`,
    async view(id: string) {
      const { number } = await prisma.customer.findUniqueOrThrow({ where: { id } });
      return (await care.view(number)) ?? expect.unreachable('no such customer');
    },
    /** Notices of the customer's care, oldest first. */
    notices: (id: string) =>
      prisma.$queryRaw<{ stage: number; audience: string; at: Date }[]>`
        SELECT stage, audience, at FROM notice WHERE subject_id = ${id}::uuid ORDER BY at, stage, audience`,
  };
}
