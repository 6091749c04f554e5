import type { LoadedContact } from '../usecases/contact-ports.ts';
import type { Transaction } from './change-subject.ts';
import {
  CONTACT_COLUMNS,
  CONTACT_TABLES,
  type ContactRecord,
  contactEventsFromJson,
  contactFromRecord,
} from './contact-rows.ts';

/** A contact with its whole history, in one look. */
export const LOAD_CONTACT = `
  SELECT ${CONTACT_COLUMNS}, (SELECT json_agg(e.* ORDER BY e.seq) FROM event e WHERE e.subject_id = k.id) AS events
  FROM ${CONTACT_TABLES}`;
/** One contact with its history; `null` when there is none. */
export async function loadContact(tx: Transaction, id: string): Promise<LoadedContact | null> {
  const [row] = await tx.$queryRawUnsafe<(ContactRecord & { events: unknown })[]>(
    `${LOAD_CONTACT} WHERE k.id = $1::uuid`,
    id,
  );
  return row === undefined ? null : { view: contactFromRecord(row), events: contactEventsFromJson(row.events) };
}
