import type {
  BesideContact,
  ContactStore,
  DecidedLog,
  LogRequest,
  WrittenContactRow,
} from '../usecases/contact-ports.ts';
import type { ContactResult } from '../usecases/contact-result.ts';
import { lockWhatIsShown, type Transaction, type Written } from './change-subject.ts';
import type { PrismaClient } from './generated/client.ts';
import { loadContact } from './load-contact.ts';
import { loadTicket } from './load-ticket.ts';
import { tellingWhatWasSaved } from './saved-or-not.ts';
import { createContact, writeContactChanges } from './write-contact.ts';
import { keepAnswer } from './write-subject-changes.ts';
import { writeTicketChanges } from './write-ticket-changes.ts';

/** Talks of one customer that begin so close to each other may be one talk that two people logged. */
const SAME_TALK_MINUTES = 30;
/** Agreements of one customer that are looked at; more than these are not open at once. */
const AWAITING_MAX = 20;

/** See `ContactStore.log`. */
export async function logContact(
  prisma: PrismaClient,
  request: LogRequest,
  decide: Parameters<ContactStore['log']>[1],
): Promise<Written<ContactResult>> {
  const budgetMs = Math.max(Math.round(request.budgetMs), 50);
  return tellingWhatWasSaved('on-commit', (committing) =>
    prisma.$transaction(
      async (tx) => {
        const earlier = await claimKeys(tx, request, `${budgetMs}ms`);
        if (earlier !== null) return { outcome: earlier, hasWritten: false };
        const outcome = await writeAll(tx, request, decide(await lockBeside(tx, request)));
        committing();
        return { outcome, hasWritten: true };
      },
      { timeout: budgetMs + 1_000, maxWait: budgetMs },
    ),
  );
}

/** The keys of a new contact, or the answer that one of them has already. */
async function claimKeys(
  tx: Transaction,
  { dedupeKey, sameKey, id }: LogRequest,
  limit: string,
): Promise<ContactResult | null> {
  const sameWords = async (key: string): Promise<ContactResult> => {
    const [row] = await tx.$queryRaw<{ number: string }[]>`
      SELECT k.number FROM dedupe d JOIN contact k ON k.id = d.subject_id WHERE d.key = ${key}`;
    if (row === undefined) throw new Error(`the dedupe key ${key} was used by another kind of deed`);
    return { about: 'contact', number: row.number, code: 'same-words' };
  };
  // The limits of the whole transaction come with its first statement.
  const claimed = await tx.$executeRaw`
    INSERT INTO dedupe (key) SELECT ${dedupeKey}
    WHERE set_config('statement_timeout', ${limit}, true) <> '' AND set_config('lock_timeout', ${limit}, true) <> ''
    ON CONFLICT (key) DO NOTHING`;
  if (claimed === 0) {
    const { outcome = null } = (await tx.dedupe.findUnique({ where: { key: dedupeKey } })) ?? {};
    // Without an answer of its own: it led to somebody's same words.
    return outcome === null ? sameWords(dedupeKey) : (outcome as unknown as ContactResult);
  }
  const spoken = await tx.$executeRaw`
    INSERT INTO dedupe (key, subject_id) VALUES (${sameKey}, ${id}::uuid)
    ON CONFLICT (key) DO UPDATE SET subject_id = excluded.subject_id, at = clock_timestamp()
    WHERE dedupe.at < clock_timestamp() - interval '30 s'`;
  if (spoken === 1) return null;
  // This request made nothing: its key leads to what the first one made.
  await tx.$executeRaw`
    UPDATE dedupe SET subject_id = (SELECT subject_id FROM dedupe WHERE key = ${sameKey}) WHERE key = ${dedupeKey}`;
  return sameWords(sameKey);
}

/** The ticket and the agreements that the talk may be about, locked in the one order, then read by later statements. */
async function lockBeside(tx: Transaction, { ticket, confirmsFor }: LogRequest): Promise<BesideContact> {
  if (ticket === null && confirmsFor === null) return { ticket: null, awaiting: [] };
  const locked = await tx.$queryRaw<{ id: string; type: string }[]>`
    SELECT s.id, s.type FROM subject s WHERE s.id IN (
      SELECT t.id FROM ticket t WHERE t.number = ${ticket}
      UNION ALL (
        SELECT k.id FROM contact k JOIN commitment c ON c.subject_id = k.id AND c.rule = 'double-confirm' AND c.state = 'open'
        WHERE k.customer_id = ${confirmsFor}::uuid AND k.same_as IS NULL ORDER BY k.spoken_at DESC LIMIT ${AWAITING_MAX}))
    ORDER BY s.id FOR UPDATE OF s`;
  const [ticketId] = locked.filter((one) => one.type === 'ticket').map((one) => one.id);
  const awaiting = [];
  for (const { id, type } of locked) {
    const contact = type === 'contact' ? await loadContact(tx, id) : null;
    if (contact !== null) awaiting.push(contact);
  }
  return { ticket: ticketId === undefined ? null : await loadTicket(tx, ticketId), awaiting };
}

async function writeAll(tx: Transaction, { dedupeKey }: LogRequest, decided: DecidedLog): Promise<ContactResult> {
  const { contact, confirmed, tell } = decided;
  const shown = [
    ...(decided.ticket === null ? [] : [decided.ticket.loaded.view.id]),
    ...(confirmed === null ? [] : [confirmed.loaded.view.id]),
  ];
  // Deliveries lock cards, then rows, each in order, whatever they are about; two statements in turn would not.
  if (shown.length > 1) await lockWhatIsShown(tx, shown);
  const unanswered = { dedupeKey: null, outcome: null };
  if (decided.ticket !== null) await writeTicketChanges(tx, { ...unanswered, ...decided.ticket });
  if (confirmed !== null) await writeContactChanges(tx, { ...unanswered, ...confirmed });
  const { number, customerId } = await createContact(tx, contact);
  const outcome = tell({ number, customerId, sameTalk: await findSameTalk(tx, contact, customerId) });
  await keepAnswer(tx, dedupeKey, outcome);
  return outcome;
}

async function findSameTalk(
  tx: Transaction,
  { id, author, outcome, channel, spokenAt }: DecidedLog['contact'],
  customerId: string,
): Promise<WrittenContactRow['sameTalk']> {
  if (outcome !== 'reached') return null;
  const [row] = await tx.$queryRaw<{ number: string; author: string; spoken_at: Date }[]>`
    SELECT number, author, spoken_at FROM contact
    WHERE customer_id = ${customerId}::uuid AND id <> ${id}::uuid AND author <> ${author} AND outcome = 'reached'
      AND same_as IS NULL AND (channel IS NULL OR ${channel}::text IS NULL OR channel = ${channel})
      AND abs(extract(epoch FROM spoken_at - ${new Date(spokenAt)}::timestamptz)) <= ${SAME_TALK_MINUTES * 60}
    ORDER BY abs(extract(epoch FROM spoken_at - ${new Date(spokenAt)}::timestamptz)) LIMIT 1`;
  return row === undefined ? null : { number: row.number, author: row.author, spokenAt: row.spoken_at.getTime() };
}
