import type { ProfilePatch } from '../domain/customer/read-profile.ts';
import { foldWord } from '../domain/intake/clean.ts';
import { customerKey } from '../domain/intake/customer-name.ts';
import type {
  CustomerChanges,
  CustomerEvent,
  CustomerOutcome,
  CustomerView,
  NewCustomer,
  NewPerson,
} from '../usecases/customers/ports.ts';
import { KEYS_VERSION, keysOf, type Sound } from './customer-keys.ts';
import type { Transaction } from './customer-lock.ts';
import { showTicketsAnew } from './show-tickets-anew.ts';

/** Writes a customer with its people, tags and keys. One of the very name is there already: that one is named. */
export async function createCustomer(tx: Transaction, customer: NewCustomer, sound: Sound): Promise<CustomerOutcome> {
  const { id, profile } = customer;
  const at = new Date(customer.at);
  const taken = await numberOfName(tx, profile.name);
  if (taken !== null) return { code: 'refused', reason: 'name-taken', number: taken };
  const { name, ...rest } = columnsOf(profile);
  const made = await tx.customer.create({
    data: {
      id,
      name: name ?? profile.name,
      nameKey: customerKey(profile.name),
      ...rest,
      keysVersion: KEYS_VERSION,
      createdAt: at,
      updatedAt: at,
    },
    select: { number: true },
  });
  await tx.subject.create({ data: { id, type: 'customer', lastSeq: 1 } });
  await writeEvent(tx, id, 1, customer.by, customer.at, { type: 'customer-created' }, null);
  await addTags(tx, id, customer.tags);
  for (const person of customer.people) await keepPerson(tx, id, person, at);
  await writeKeys(tx, id, { name: profile.name, shortName: profile.shortName ?? null }, [], sound);
  return { code: 'created', number: made.number };
}

/** Writes what a verb decided about a locked customer. */
export async function writeCustomerChanges(
  tx: Transaction,
  write: { view: CustomerView; lastSeq: number; changes: CustomerChanges; sound: Sound },
): Promise<CustomerOutcome> {
  const { view, changes, sound } = write;
  const at = new Date(changes.at);
  const name = changes.profile?.name;
  const isRenamed = name !== undefined && customerKey(name) !== customerKey(view.profile.name);
  if (isRenamed) {
    const taken = await numberOfName(tx, name);
    if (taken !== null && taken !== view.number) return { code: 'refused', reason: 'name-taken', number: taken };
  }
  const { standing, pin } = changes;
  const isPinned = pin === undefined ? view.pin !== null : pin !== null;
  const tier = pin ? pin.tier : standing !== undefined && !isPinned ? standing.tier : view.tier;
  await tx.customer.update({
    where: { id: view.id },
    data: {
      ...columnsOf(changes.profile ?? {}),
      ...(isRenamed ? { nameKey: customerKey(name) } : {}),
      ...(pin === undefined
        ? {}
        : {
            tierPinnedBy: pin === null ? null : changes.by,
            tierPinnedAt: pin === null ? null : at,
            tierReason: pin === null ? null : pin.reason,
          }),
      ...(standing === undefined
        ? {}
        : {
            stage: standing.stage,
            highValue: standing.highValue,
            evidence: { ...standing.evidence, warnings: [...standing.evidence.warnings] },
            assessedAt: at,
          }),
      tier,
      updatedAt: at,
    },
  });
  if (changes.tagsOff !== undefined && changes.tagsOff.length > 0) {
    await tx.customerTag.deleteMany({ where: { customerId: view.id, tagKey: { in: changes.tagsOff.map(foldWord) } } });
  }
  await addTags(tx, view.id, changes.tagsOn ?? []);
  if (changes.person !== undefined) await keepPerson(tx, view.id, changes.person, at);
  if (changes.personLeft !== undefined) {
    await tx.contactPerson.update({ where: { id: changes.personLeft }, data: { leftAt: at } });
  }
  if (changes.cooperation !== undefined) {
    const { id, type, day, amount, remark } = changes.cooperation;
    await tx.cooperationEvent.create({
      data: { id, customerId: view.id, type, day: new Date(day), amount, remark, by: changes.by, createdAt: at },
    });
  }
  const seq = write.lastSeq + 1;
  await writeEvent(tx, view.id, seq, changes.by, changes.at, changes.event, changes.remark ?? null);
  await tx.subject.update({ where: { id: view.id }, data: { lastSeq: seq } });
  if (changes.profile?.name !== undefined || changes.profile?.shortName !== undefined) {
    const names = {
      name: name ?? view.profile.name,
      shortName: changes.profile.shortName === undefined ? view.profile.shortName : changes.profile.shortName,
    };
    // What it was called stays findable.
    await writeKeys(tx, view.id, names, isRenamed ? [view.profile.name] : [], sound);
  }
  if (changes.profile?.name !== undefined || changes.profile?.vip !== undefined) await showTicketsAnew(tx, view.id);
  return { code: 'changed', number: view.number, tierBefore: view.tier, tierAfter: tier };
}

/** Writes all keys of a customer anew; names it had before are kept and `aliases` added to them. */
export async function writeKeys(
  tx: Transaction,
  customerId: string,
  names: { readonly name: string; readonly shortName: string | null },
  aliases: readonly string[],
  sound: Sound,
): Promise<void> {
  const known = await tx.customerKey.findMany({ where: { customerId, kind: 'alias' }, select: { key: true } });
  const former = [...known.map((row) => row.key), ...aliases];
  const keys = keysOf(
    { ...names, aliases: former.filter((one) => customerKey(one) !== customerKey(names.name)) },
    sound,
  );
  await tx.customerKey.deleteMany({ where: { customerId } });
  await tx.customerKey.createMany({ data: keys.map((row) => ({ customerId, ...row })), skipDuplicates: true });
}

/** Writes an entry of a customer's history. */
export async function writeEvent(
  tx: Transaction,
  subjectId: string,
  seq: number,
  by: string,
  at: number,
  event: CustomerEvent,
  remark: string | null,
): Promise<void> {
  await tx.event.create({ data: { subjectId, seq, at: new Date(at), by, type: event.type, data: { ...event } } });
  if (remark !== null) await tx.remark.create({ data: { subjectId, seq, body: remark } });
}

/** The number that a name leads to; `null` when it is free. */
async function numberOfName(tx: Transaction, name: string): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ number: number }[]>`
    SELECT coalesce(m.number, c.number) AS number FROM customer c LEFT JOIN customer m ON m.id = c.merged_into
    WHERE c.name_key = ${customerKey(name)}`;
  return row?.number ?? null;
}

async function addTags(tx: Transaction, customerId: string, tags: readonly string[]): Promise<void> {
  if (tags.length === 0) return;
  const data = tags.map((tag) => ({ customerId, tagKey: foldWord(tag), tag }));
  await tx.customerTag.createMany({ data, skipDuplicates: true });
}

async function keepPerson(tx: Transaction, customerId: string, { id, patch }: NewPerson, at: Date): Promise<void> {
  const { name, birthday, ...rest } = patch;
  const nameKey = foldWord(name);
  const born =
    birthday === undefined
      ? {}
      : {
          birthCalendar: birthday?.calendar ?? null,
          birthMonth: birthday?.month ?? null,
          birthDay: birthday?.day ?? null,
          birthYear: birthday?.year ?? null,
        };
  await tx.contactPerson.upsert({
    where: { customerId_nameKey: { customerId, nameKey } },
    create: { id, customerId, name, nameKey, ...rest, ...born, createdAt: at },
    // Who is spoken of again is there again.
    update: { ...rest, ...born, leftAt: null },
  });
}

function columnsOf(profile: ProfilePatch) {
  const { firstCooperation, contractFrom, contractUntil, ...rest } = profile;
  const day = (value: string | null) => (value === null ? null : new Date(value));
  return {
    ...rest,
    ...(firstCooperation === undefined ? {} : { firstCooperation: day(firstCooperation) }),
    ...(contractFrom === undefined ? {} : { contractFrom: day(contractFrom) }),
    ...(contractUntil === undefined ? {} : { contractUntil: day(contractUntil) }),
  };
}
