import { randomUUID } from 'node:crypto';
import { createDispatch } from '../chat/dispatch.ts';
import type { Dispatch } from '../chat/inbound.ts';
import type { Duty } from '../domain/duty/duty.ts';
import type { Ms } from '../domain/time.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import { withRequest } from '../observe/request.ts';
import type { CareDesk } from '../usecases/care/desk.ts';
import { type ChangeTicketDeps, changeTicket } from '../usecases/change-ticket.ts';
import type { CustomerDesk } from '../usecases/customers/desk.ts';
import type { DutyDesk } from '../usecases/duty/desk.ts';
import type { ErasureDesk } from '../usecases/erasure/desk.ts';
import type { FilePages, ImportDesk } from '../usecases/files/ports.ts';
import type { HomeDesk } from '../usecases/home/desk.ts';
import { mergeTickets } from '../usecases/merge-tickets.ts';
import type { NoiseDesk } from '../usecases/noise/desk.ts';
import { openTicket } from '../usecases/open-ticket.ts';
import type { Operations } from '../usecases/operations.ts';
import type { Policies } from '../usecases/ports.ts';
import type { SearchDesk } from '../usecases/search/desk.ts';
import { createSimilarTickets } from '../usecases/similar-tickets.ts';
import type { Storage } from './open-storage.ts';
import type { Contacts } from './wire-contacts.ts';

/** A platform's listener waits this long for the commit; Slack gives up after 3 s. */
const ANSWER_WAIT_MS: Ms = 2_000;
/** A form must open within 3 s, whatever the database does: without an answer by then it opens. */
const MESSAGE_LOOK_MS: Ms = 500;

/** What people ask for, joined to what does it. */
export function wireDispatch(
  storage: Omit<Storage, 'policies' | 'operations'> & {
    readonly policies: Policies;
    readonly operations: Operations;
    readonly duty: () => Duty;
  },
  useCases: ChangeTicketDeps,
  desks: Contacts['services'] & {
    readonly care: CareDesk;
    readonly customers: CustomerDesk;
    readonly erasures: ErasureDesk;
    readonly duty: DutyDesk;
    readonly noise: NoiseDesk;
    readonly home: HomeDesk;
    readonly search: SearchDesk;
    readonly files: FilePages;
    readonly imports: ImportDesk;
  },
  metrics: Metrics,
  log: Log,
): Dispatch {
  const similar = createSimilarTickets(storage.tickets);
  return createDispatch({
    services: {
      openTicket: async (request) => {
        const outcome = await openTicket({ ...useCases, duty: storage.duty }, request);
        if (outcome.code === 'created') similar.opened(request);
        return outcome;
      },
      similar,
      changeTicket: (request, verb, input) => changeTicket(useCases, request, verb, input),
      mergeTickets: (request) => mergeTickets(useCases, request),
      findTicket: (number) => storage.tickets.find(number),
      findTickets: (numbers) => storage.tickets.findAll(numbers),
      findTicketOfMessage: (key) => inTime(storage.tickets.findBySource(key), MESSAGE_LOOK_MS),
      ticketHistory: (id) => storage.tickets.history(id),
      listTickets: (filter, page) => storage.tickets.list(filter, page),
      operations: storage.operations,
      ...desks,
    },
    policies: storage.policies,
    clock: storage.clock,
    nameOf: storage.nameOf,
    duty: storage.duty,
    seen: (account) => storage.accounts.seen(account),
    record: (deed) => {
      metrics.countRequest(deed);
      metrics.observeAnswer(deed, deed.elapsedMs);
    },
    report: (error, { what, who }) => {
      const reference = randomUUID().slice(0, 8);
      log.error({ err: error, reference, deed: what.type, platform: who.platform }, 'a deed failed unexpectedly');
      return reference;
    },
    within: (inbound, work) => withRequest(inbound.dedupeKey, work),
    waitMs: ANSWER_WAIT_MS,
    elapsed: () => performance.now(),
  });
}

async function inTime<T>(work: Promise<T>, waitMs: Ms): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, waitMs, null);
  });
  const found = await Promise.race([work.catch(() => null), late]);
  clearTimeout(timer);
  return found;
}
