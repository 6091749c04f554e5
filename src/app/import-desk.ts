import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Card } from '../chat/card.ts';
import { type CardContext, cardContext } from '../chat/cards/context.ts';
import { importedCard } from '../chat/cards/import-card.ts';
import type { ChatPort, MessageAddress } from '../chat/port.ts';
import { mayDoWithCustomer } from '../domain/customer/permission.ts';
import type { Actor } from '../domain/people.ts';
import { isServed } from '../domain/served.ts';
import type { Ms } from '../domain/time.ts';
import type { Locale } from '../domain/vocabulary.ts';
import type { Log } from '../observe/log.ts';
import { NotUtf8 } from '../tables/decode-lines.ts';
import { openTable, type Table } from '../tables/read-table.ts';
import type { RowReport } from '../usecases/customers/plan-import.ts';
import type {
  ChatFile,
  FileFault,
  FileOwner,
  ImportAnswer,
  ImportDesk,
  ImportReport,
} from '../usecases/files/ports.ts';
import { importFile } from './import-file.ts';
import type { Storage } from './open-storage.ts';

/** A file as it came, by a name whose ending tells what it is. */
export interface SentFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** The desk, and the same for files that came by a page. */
export interface Imports {
  readonly desk: ImportDesk;
  lookAt(actor: Actor, file: SentFile): Promise<ImportAnswer>;
  beginWith(actor: Actor, owner: FileOwner, file: SentFile, hash: string, locale: Locale): Promise<ImportAnswer>;
  /** Resolves when no import is under way any more. */
  drain(): Promise<void>;
}

/** Largest file that is taken in; a table of 100,000 rows has about ten. */
export const MOST_BYTES = 20 * 1024 * 1024;
const ENDINGS = new Set(['.csv', '.tsv', '.txt', '.xlsx']);
/** Rows at fault that are kept to be told. */
const TOLD = 50;
const FETCH_TIMEOUT_MS: Ms = 30_000;
const SEND_TIMEOUT_MS: Ms = 10_000;
/** A progress that changes more often is only read less. */
const PROGRESS_EVERY_MS: Ms = 3_000;

export function createImports(options: {
  readonly storage: Storage;
  readonly ports: () => readonly ChatPort[];
  /** Where customers stand follows what was imported. */
  readonly assess: (isStopping: () => boolean) => Promise<unknown>;
  readonly isStopping: () => boolean;
  readonly log: Log;
}): Imports {
  const { storage, log } = options;
  let underway: Promise<void> | null = null;

  const refusalOf = (actor: Actor): ImportAnswer | null => {
    const permission = mayDoWithCustomer(actor, 'import');
    return permission.ok ? null : { code: 'refused', reason: 'needs-role', role: permission.role };
  };
  const refused = (reason: FileFault): ImportAnswer => ({ code: 'refused', reason });

  /** The file in a folder of its own, which is gone when the work is done: it holds people's data. */
  async function withTable<T>(file: SentFile, work: (table: Table) => Promise<T>): Promise<T | FileFault> {
    const ending = path.extname(file.name).toLowerCase();
    if (!ENDINGS.has(ending)) return 'no-kind';
    if (file.content.byteLength > MOST_BYTES) return 'too-large';
    const folder = await mkdtemp(path.join(tmpdir(), 'huiyin-table-'));
    try {
      const stored = path.join(folder, `table${ending}`);
      await writeFile(stored, file.content, { mode: 0o600 });
      return await work(await openTable(stored));
    } catch (error) {
      if (error instanceof NotUtf8) return 'not-utf8';
      throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async function read(
    table: Table,
    isDryRun: boolean,
    progress: (share: number) => void,
  ): Promise<ImportReport | 'empty' | 'no-header'> {
    const told: RowReport[] = [];
    let untold = 0;
    const result = await importFile(storage.database, storage.policies.active().policy, table, {
      isDryRun,
      now: () => storage.clock.now(),
      progress: (at) => progress(table.size === 0 ? 1 : at / table.size),
      isStopping: options.isStopping,
      report: (row) => {
        if (row.faults.length === 0 && row.resembles === null && row.result !== 'lost') return;
        if (told.length < TOLD) told.push(row);
        else untold += 1;
      },
    });
    if (!result.ok) return result.reason;
    const { header, counts, resumedAt } = result;
    return {
      kind: header.kind,
      headerLine: header.line,
      columns: header.columns.flatMap((field) => field ?? []),
      ignored: [...header.unknown, ...header.twice],
      ...{ counts, told, untold, resumedAt, hash: table.hash },
    };
  }

  async function lookAt(actor: Actor, file: SentFile): Promise<ImportAnswer> {
    const refusal = refusalOf(actor);
    if (refusal !== null) return refusal;
    const report = await withTable(file, (table) => read(table, true, () => undefined));
    return typeof report === 'string' ? refused(report) : { code: 'looked', report };
  }

  async function beginWith(
    actor: Actor,
    owner: FileOwner,
    file: SentFile,
    hash: string,
    locale: Locale,
  ): Promise<ImportAnswer> {
    const refusal = refusalOf(actor);
    if (refusal !== null) return refusal;
    if (underway !== null) return refused('busy');
    const found = await withTable(file, async (table) => ({ hash: table.hash }));
    if (typeof found === 'string') return refused(found);
    if (found.hash !== hash) return refused('changed');
    underway = run(actor, owner, file, locale).finally(() => {
      underway = null;
    });
    return { code: 'begun' };
  }

  async function run(actor: Actor, owner: FileOwner, file: SentFile, locale: Locale): Promise<void> {
    const teller = createTeller(owner, locale);
    try {
      const report = await withTable(file, (table) => read(table, false, (share) => teller.progress(share)));
      if (typeof report === 'string') return await teller.end((context) => notice(context.m.files.fault[report]));
      const { kind, counts } = report;
      const data = { what: kind, rows: counts.rows, new: counts.new, changed: counts.changed };
      await storage.customers.audit({
        ...{ at: storage.clock.now(), by: actor.ref, what: 'imported', subjectId: null, data },
      });
      await options.assess(options.isStopping);
      await teller.end((context) => importedCard(report, options.isStopping(), context));
    } catch (error) {
      const id = randomUUID().slice(0, 8);
      log.error({ err: error, reference: id }, 'an import from a chat failed');
      await teller.end((context) => notice(context.m.files.failed({ id })));
    }
  }

  /** One message in the person's direct talk that changes as far as messages can be changed there, then tells the end. */
  function createTeller(owner: FileOwner, locale: Locale) {
    const to = { platform: owner.platform, workspace: owner.workspace, id: `@${owner.id}` };
    const port = options
      .ports()
      .find((one) => one.platform === to.platform && one.workspace === to.workspace && isServed(one, to.id));
    // Where a card can be changed a few times only, the end is all that is told.
    const canFollow = port !== undefined && port.capabilities.updates && port.capabilities.threads;
    const id = randomUUID();
    let address: MessageAddress | null = null;
    let toldAt = Number.NEGATIVE_INFINITY;
    let telling: Promise<void> = Promise.resolve();

    const context = (): CardContext =>
      cardContext({
        locale,
        now: storage.clock.now(),
        policy: storage.policies.active().policy,
        nameOf: (ref) => storage.nameOf(ref),
      });

    async function show(card: Card): Promise<void> {
      if (port === undefined) return;
      const message = { id, to, thread: null, card, locale };
      const signal = AbortSignal.timeout(SEND_TIMEOUT_MS);
      const shown = address === null ? await port.post(message, signal) : await port.update(address, message, signal);
      if (shown.outcome === 'sent') address = shown.address;
      else log.warn({ outcome: shown }, 'how an import stands could not be told');
    }

    return {
      progress(share: number): void {
        if (!canFollow || performance.now() - toldAt < PROGRESS_EVERY_MS) return;
        toldAt = performance.now();
        const percent = Math.min(99, Math.floor(share * 100));
        const title = context().m.files.running({ percent });
        telling = telling.then(() => show({ tone: 'info', title, summary: title }));
      },
      async end(card: (context: CardContext) => Card): Promise<void> {
        await telling;
        await show(card(context()));
      },
    };
  }

  async function fetchFile({ owner, id }: ChatFile): Promise<SentFile | 'gone' | 'too-large'> {
    const port = options
      .ports()
      .find(
        (one) => one.platform === owner.platform && one.workspace === owner.workspace && one.fetchFile !== undefined,
      );
    if (port?.fetchFile === undefined) return 'gone';
    return port.fetchFile(id, MOST_BYTES, AbortSignal.timeout(FETCH_TIMEOUT_MS));
  }

  return {
    desk: {
      async look(actor, file) {
        const refusal = refusalOf(actor);
        if (refusal !== null) return refusal;
        const sent = await fetchFile(file);
        return typeof sent === 'string' ? refused(sent) : lookAt(actor, sent);
      },
      async begin(actor, file, hash, locale) {
        const refusal = refusalOf(actor);
        if (refusal !== null) return refusal;
        const sent = await fetchFile(file);
        return typeof sent === 'string' ? refused(sent) : beginWith(actor, file.owner, sent, hash, locale);
      },
    },
    lookAt,
    beginWith,
    async drain() {
      await underway;
    },
  };
}

function notice(sentence: string): Card {
  return { tone: 'warn', title: sentence, summary: sentence };
}
