import path from 'node:path';
import type { FormLinkStore } from '../chat/form-link.ts';
import type { InboxStore } from '../chat/inbox.ts';
import type { SpokenStore } from '../chat/spoken.ts';
import type { CardCodes } from '../chat/wecom/app/card-codes.ts';
import type { MemberStore } from '../chat/wecom/app/members.ts';
import type { DeliveryStore } from '../delivery/ports.ts';
import type { Address, PersonRef } from '../domain/vocabulary.ts';
import type { Log } from '../observe/log.ts';
import { createAccountStore } from '../storage/account-store.ts';
import { createCampaignStore, createCareDateStore } from '../storage/care/campaign-store.ts';
import { createCareStore } from '../storage/care/care-store.ts';
import { createCareCheckStore } from '../storage/care/check-store.ts';
import { type BusinessClock, createBusinessClock } from '../storage/clock.ts';
import { connectDatabase, type Database } from '../storage/connect.ts';
import { createContactStore } from '../storage/contact-store.ts';
import { createCustomerStore } from '../storage/customer-store.ts';
import { createCustomerUpkeep } from '../storage/customer-upkeep.ts';
import { createDeliveryStore } from '../storage/delivery-store.ts';
import { createDutyStore } from '../storage/duty-store.ts';
import { createEngineStore } from '../storage/engine-store.ts';
import { createErasureStore } from '../storage/erasure/erasure-store.ts';
import { createFileLinkStore } from '../storage/file-link-store.ts';
import { type FoundCard, findCard } from '../storage/find-card.ts';
import { createFormLinkStore } from '../storage/form-link-store.ts';
import { createGreetingStore, type GreetingStore } from '../storage/greeting-store.ts';
import { createHomeStore } from '../storage/home/home-store.ts';
import { createHousekeeping, type Housekeeping } from '../storage/housekeeping.ts';
import { createInboxStore } from '../storage/inbox-store.ts';
import { createLeaseStore, type LeaseStore } from '../storage/lease-store.ts';
import { migrateDatabase } from '../storage/migrate.ts';
import { createNoiseStore } from '../storage/noise-store.ts';
import { createOperationsStore, type OperationsStore } from '../storage/operations-store.ts';
import { createPlaygroundStore } from '../storage/playground-store.ts';
import { createPolicyStore, type PolicyStore } from '../storage/policy-store.ts';
import { createRepeatStore } from '../storage/repeat-store.ts';
import { createSpokenStore } from '../storage/spoken-store.ts';
import { createTicketStore } from '../storage/ticket-store.ts';
import { createCardCodeStore, createMemberStore } from '../storage/wecom-store.ts';
import type { CampaignStore, CareCheckStore, CareDateStore, CareStore } from '../usecases/care/ports.ts';
import type { ContactStore } from '../usecases/contact-ports.ts';
import type { CustomerStore, CustomerUpkeep } from '../usecases/customers/ports.ts';
import type { DutyStore } from '../usecases/duty/ports.ts';
import type { ErasureStore } from '../usecases/erasure/ports.ts';
import { receiptHash } from '../usecases/erasure/receipt.ts';
import type { RepeatStore } from '../usecases/examine-tickets.ts';
import type { FileLinkStore } from '../usecases/files/ports.ts';
import type { HomeStore, OwedStore } from '../usecases/home/ports.ts';
import type { NoiseStore } from '../usecases/noise/desk.ts';
import type { EngineStore, TicketStore } from '../usecases/ports.ts';

/** Everything that is kept, and the business clock that follows the database. */
export interface Storage {
  readonly clock: BusinessClock;
  readonly policies: PolicyStore;
  /** For work beside the product: imports. */
  readonly database: Pick<Database, 'pool' | 'prisma'>;
  readonly tickets: TicketStore;
  readonly contacts: ContactStore;
  readonly care: CareStore;
  readonly campaigns: CampaignStore;
  readonly careDates: CareDateStore;
  readonly careCheck: CareCheckStore;
  readonly customers: CustomerStore;
  readonly customerUpkeep: CustomerUpkeep;
  readonly erasures: ErasureStore;
  readonly spoken: SpokenStore;
  readonly fileLinks: FileLinkStore;
  readonly greetings: GreetingStore;
  readonly homes: HomeStore & OwedStore;
  readonly engine: EngineStore;
  readonly absences: DutyStore;
  readonly noise: NoiseStore;
  readonly repeats: RepeatStore;
  readonly outbox: DeliveryStore;
  readonly housekeeping: Housekeeping;
  readonly operations: OperationsStore;
  readonly inbox: InboxStore;
  readonly forms: FormLinkStore;
  readonly leases: LeaseStore;
  /** The card that a message of a conversation shows; see `findCard`. */
  cardAt(at: Address, message: { readonly address: string; readonly id: string }): Promise<FoundCard | null>;
  readonly wecom: { readonly codes: CardCodes; readonly members: MemberStore };
  readonly playground: ReturnType<typeof createPlaygroundStore>;
  readonly accounts: Awaited<ReturnType<typeof createAccountStore>>;
  /** The name to show for somebody; at worst the platform's own id. */
  nameOf(ref: PersonRef): string;
  close(): Promise<void>;
}

const POOL_SIZE = 10;
/** Nothing we ask takes that long; what does has lost its way. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** A replica that stands still in the middle of a transaction must not hold its rows from the others for long. */
const IDLE_TRANSACTION_MS = 5_000;
const MIGRATIONS = path.join(import.meta.dirname, '../../prisma/migrations');

/** Brings the schema up to date, then opens every store. `onWritten`: something new waits to be delivered. */
export async function openStorage(options: {
  readonly databaseUrl: string;
  readonly log: Log;
  readonly onWritten: () => void;
}): Promise<Storage> {
  const { databaseUrl: url, log, onWritten } = options;
  await migrateDatabase({ url, directory: MIGRATIONS });
  const database = await connectDatabase({
    url,
    poolSize: POOL_SIZE,
    applicationName: 'huiyin',
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    idleTransactionMs: IDLE_TRANSACTION_MS,
  });
  const { prisma } = database;
  try {
    const clock = await createBusinessClock({ prisma, elapsed: () => performance.now(), wall: Date.now });
    const policies = createPolicyStore({ prisma });
    const accounts = await createAccountStore({
      prisma,
      wall: Date.now,
      onError: (error) => log.warn({ err: error }, 'a name could not be kept'),
    });
    return {
      clock,
      policies,
      database,
      tickets: createTicketStore({ prisma, pool: database.pool, onWritten }),
      contacts: createContactStore({ prisma, onWritten }),
      care: createCareStore({ prisma, onWritten }),
      campaigns: createCampaignStore({ prisma }),
      careDates: createCareDateStore({ prisma }),
      careCheck: createCareCheckStore({ prisma }),
      customers: createCustomerStore({ prisma, onWritten }),
      customerUpkeep: createCustomerUpkeep({ prisma }),
      repeats: createRepeatStore({ prisma, onWritten }),
      erasures: createErasureStore({ prisma, onWritten, hash: receiptHash }),
      spoken: createSpokenStore({ prisma }),
      fileLinks: createFileLinkStore({ prisma }),
      homes: createHomeStore({ prisma }),
      greetings: createGreetingStore({ prisma, onWritten }),
      engine: createEngineStore({ prisma, onWritten }),
      absences: createDutyStore({ prisma, onWritten }),
      noise: createNoiseStore({ prisma }),
      outbox: createDeliveryStore({ prisma, onWritten }),
      housekeeping: createHousekeeping({ prisma }),
      operations: createOperationsStore({ prisma }),
      inbox: createInboxStore({
        prisma,
        onUnreadable: (key, error) => log.error({ err: error, key }, 'a received deed cannot be read'),
      }),
      leases: createLeaseStore({ prisma }),
      cardAt: (at, message) => findCard(prisma, at, message),
      forms: createFormLinkStore({ prisma }),
      wecom: { codes: createCardCodeStore({ prisma }), members: createMemberStore({ prisma }) },
      playground: createPlaygroundStore({ prisma, onWritten }),
      accounts,
      nameOf: (ref) => policies.active().policy.people.get(ref)?.name ?? accounts.nameOf(ref) ?? lastPart(ref),
      async close() {
        await accounts.settle();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function lastPart(ref: PersonRef): string {
  return ref.slice(ref.lastIndexOf(':') + 1);
}
