import type { LoadedTicket } from '../usecases/ports.ts';
import type { Transaction } from './change-subject.ts';
import { eventsFromJson, TICKET_COLUMNS, TICKET_TABLES, type TicketRecord, ticketFromRecord } from './ticket-rows.ts';

/** A ticket with its whole history, in one look. */
export const LOAD_TICKET = `
  SELECT ${TICKET_COLUMNS}, (SELECT json_agg(e.* ORDER BY e.seq) FROM event e WHERE e.subject_id = t.id) AS events
  FROM ${TICKET_TABLES}`;

/** One ticket with its history; `null` when there is none. */
export async function loadTicket(tx: Transaction, id: string): Promise<LoadedTicket | null> {
  const [row] = await tx.$queryRawUnsafe<(TicketRecord & { events: unknown })[]>(
    `${LOAD_TICKET} WHERE t.id = $1::uuid`,
    id,
  );
  return row === undefined ? null : loadedFromRecord(row);
}

/** A row of LOAD_TICKET. */
export function loadedFromRecord(row: TicketRecord & { readonly events: unknown }): LoadedTicket {
  return { view: ticketFromRecord(row), events: eventsFromJson(row.events) };
}
