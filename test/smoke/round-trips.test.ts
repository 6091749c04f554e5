import { expect, onTestFinished, test } from 'vitest';
import { createDispatch } from '../../src/chat/dispatch.ts';
import type { Dispatch, Inbound } from '../../src/chat/inbound.ts';
import type { Services } from '../../src/commands/command.ts';
import { createDuty } from '../../src/domain/duty/duty.ts';
import { openTicket } from '../../src/usecases/open-ticket.ts';
import { useDatabase } from '../support/database.ts';
import { MONDAY, POLICIES, type Replica, SURFACES, startReplica } from '../support/desk.ts';

/* What a command costs in round trips to the database: the wait that nobody can shorten afterwards. */

const db = useDatabase();

test('a created ticket costs one statement, from what was typed to the answer', async () => {
  const { replica, dispatch } = await startDesk();
  await dispatch(typed('打印机卡纸，影响二楼所有人 客户:云帆科技 !紧急', 'first'));
  replica.statements.length = 0;
  const { reply } = await dispatch(typed('开票系统白屏，财务等着用 客户:蓝海物流 类型:投诉', 'second'));
  expect(reply).toMatchObject({ kind: 'card', card: { title: expect.stringContaining('C202611002') } });
  expect(replica.statements).toEqual([expect.stringContaining('INSERT INTO ticket')]);
});

test('32 commands at once share one statement', async () => {
  const { replica, dispatch } = await startDesk();
  await dispatch(typed('打印机卡纸，影响二楼所有人', 'first'));
  replica.statements.length = 0;
  const answers = await Promise.all(
    Array.from({ length: 32 }, (_, i) => dispatch(typed(`第 ${i + 1} 台打印机卡纸，影响二楼所有人`, `one of ${i}`))),
  );
  expect(answers.filter(({ reply }) => reply.kind === 'card' && reply.card.tone !== 'warn')).toHaveLength(32);
  expect(replica.statements).toEqual([expect.stringContaining('INSERT INTO ticket')]);
});

test('the same command again costs one statement more: what was there is read after the wait', async () => {
  const { replica, dispatch } = await startDesk();
  const first = await dispatch(typed('打印机卡纸，影响二楼所有人', 'same'));
  replica.statements.length = 0;
  const again = await dispatch(typed('打印机卡纸，影响二楼所有人', 'same'));
  expect(again).toEqual(first);
  expect(replica.statements).toHaveLength(2);
});

test('help and forms need no database at all', async () => {
  const { replica, dispatch } = await startDesk();
  replica.statements.length = 0;
  expect((await dispatch(typed('help', 'help'))).reply.kind).toBe('card');
  expect((await dispatch(typed('', 'form'))).reply.kind).toBe('form');
  expect(replica.statements).toEqual([]);
});

function typed(text: string, dedupeKey: string): Inbound {
  return {
    dedupeKey,
    who: { platform: 'playground', workspace: 'demo', id: 'zhou', name: '小周', locale: 'zh-CN' },
    where: { platform: 'playground', workspace: 'demo', id: 'support' },
    what: { type: 'command', name: 'ticket', text },
  };
}

/** Customers are not asked for on the way to a ticket. */
const noCustomers = new Proxy({} as Services['customers'], {
  get: (_, name) => () => Promise.reject(new Error(`${String(name)} is not asked for here`)),
});

const noOperations = new Proxy({} as Services['operations'], {
  get: (_, name) => () => Promise.reject(new Error(`${String(name)} is not asked for here`)),
});

const noSearch = new Proxy({} as Services['search'], {
  get: (_, name) => () => Promise.reject(new Error(`${String(name)} is not asked for here`)),
});

const noContacts = new Proxy({} as Services['contacts'], {
  get: (_, name) => () => Promise.reject(new Error(`${String(name)} is not asked for here`)),
});

const noCare = new Proxy({} as Services['care'], {
  get: (_, name) => () => Promise.reject(new Error(`${String(name)} is not asked for here`)),
});

async function startDesk(): Promise<{ replica: Replica; dispatch: Dispatch }> {
  const replica = await startReplica(db);
  const failures: unknown[] = [];
  onTestFinished(() => expect(failures).toEqual([]));
  const clock = { now: () => MONDAY };
  const { tickets: store } = replica;
  const unused = () => Promise.reject(new Error('not asked for here'));
  const services: Services = {
    openTicket: (request) => openTicket({ store, policies: POLICIES, clock, surfaces: () => SURFACES }, request),
    changeTicket: unused,
    mergeTickets: unused,
    similar: { opened: () => {}, find: async () => [] },
    findTicket: unused,
    findTickets: unused,
    findTicketOfMessage: unused,
    ticketHistory: unused,
    listTickets: unused,
    customers: noCustomers,
    care: noCare,
    erasures: { look: unused, erase: unused, check: unused },
    home: { owed: unused },
    search: noSearch,
    noise: { report: unused },
    files: { link: unused, fetches: () => false },
    imports: { look: unused, begin: unused },
    duty: {
      current: () => createDuty(POLICIES.active()),
      absences: () => [],
      isReachable: () => true,
      openOf: unused,
      declare: unused,
      comeBack: unused,
      callOff: unused,
      setDays: unused,
    },
    operations: noOperations,
    contacts: noContacts,
    talkTracks: unused,
  };
  const dispatch = createDispatch({
    services,
    policies: POLICIES,
    clock,
    nameOf: (ref) => ref,
    seen: () => {},
    record: () => {},
    report: (error) => {
      failures.push(error);
      return 'id';
    },
    within: (_, work) => work(),
    waitMs: 10_000,
    elapsed: () => performance.now(),
  });
  return { replica, dispatch };
}
