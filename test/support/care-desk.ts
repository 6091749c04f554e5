import { expect } from 'vitest';
import type { Purpose } from '../../src/domain/contact/contact.ts';
import { customerKey } from '../../src/domain/intake/customer-name.ts';
import type { Instant } from '../../src/domain/time.ts';
import type { Channel } from '../../src/domain/vocabulary.ts';
import { createCareStore } from '../../src/storage/care/care-store.ts';
import { createCarePlanner } from '../../src/usecases/care/replan-customers.ts';
import { newId } from '../../src/usecases/new-id.ts';
import { contactDesk } from './contact-desk.ts';
import type { TestDatabase } from './database.ts';
import { MONDAY, POLICIES, type Replica } from './desk.ts';

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
