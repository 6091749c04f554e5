import type { Card } from '../chat/card.ts';
import { type CardContext, cardContext } from '../chat/cards/context.ts';
import { customerTable } from '../chat/cards/customer-table.ts';
import { importedLook, importRefusal } from '../chat/cards/import-card.ts';
import type { ChatPort } from '../chat/port.ts';
import { refOf } from '../commands/read-person.ts';
import { mayDoWithCustomer } from '../domain/customer/permission.ts';
import { type Actor, actorOf } from '../domain/people.ts';
import type { Locale } from '../domain/vocabulary.ts';
import { messagesOf } from '../i18n/messages.ts';
import type { Log } from '../observe/log.ts';
import { streamTable } from '../tables/stream-table.ts';
import { localToday } from '../usecases/customers/desk.ts';
import type { CustomerFilter } from '../usecases/customers/ports.ts';
import type { FileOwner, FilePages, ImportDesk, LinkedFile } from '../usecases/files/ports.ts';
import { createFileLinks } from '../web/files/links.ts';
import { type Fetched, fileRoutes, type Received } from '../web/files/routes.ts';
import { createImports, MOST_BYTES } from './import-desk.ts';
import type { Storage } from './open-storage.ts';

/** Rows read at once. */
const AT_ONCE = 1_000;

/** Tables that come and go: by pages of our own, and by files in a chat. */
export function wireFiles(options: {
  readonly storage: Storage;
  readonly ports: () => readonly ChatPort[];
  /** Where customers stand follows what was imported. */
  readonly assess: (isStopping: () => boolean) => Promise<unknown>;
  readonly isStopping: () => boolean;
  /** Address of our pages; `isReached`: people reach it too. */
  readonly baseUrl: () => string;
  readonly isReached: boolean;
  readonly log: Log;
}): {
  readonly services: { readonly files: FilePages; readonly imports: ImportDesk };
  readonly routes: ReturnType<typeof fileRoutes>;
  drain(): Promise<void>;
} {
  const { storage, baseUrl, log } = options;
  const imports = createImports(options);
  const policy = () => storage.policies.active().policy;
  const actorFor = (owner: FileOwner): Actor | null => actorOf(policy(), refOf(policy(), owner));

  const contextIn = (locale: Locale): CardContext =>
    cardContext({ locale, now: storage.clock.now(), policy: policy(), nameOf: (ref) => storage.nameOf(ref) });
  const saying = (title: string, lines: readonly string[] = []): Card => ({
    tone: 'warn',
    title,
    summary: title,
    lines,
  });

  async function* table(filter: CustomerFilter, locale: Locale): AsyncGenerator<readonly string[]> {
    const reader = { m: messagesOf(locale), nameOf: (ref: string) => storage.nameOf(ref) };
    let after = 0;
    for (;;) {
      const rows = await storage.customers.exportRows(filter, after, AT_ONCE);
      const [header = [], ...cells] = customerTable(rows, reader);
      yield* after === 0 ? [header, ...cells] : cells;
      after = rows.at(-1)?.number ?? after;
      if (rows.length < AT_ONCE) return;
    }
  }

  async function fetch({ owner, locale, purpose }: LinkedFile): Promise<Fetched> {
    const actor = actorFor(owner);
    const permission = actor === null ? null : mayDoWithCustomer(actor, 'export');
    const { m } = contextIn(locale);
    if (actor === null || permission === null) return { state: 'refused', card: saying(m.reply.stranger) };
    if (!permission.ok) {
      return { state: 'refused', card: saying(m.customer.reply.needsRole(m.ticket.role(permission.role))) };
    }
    const filter = purpose.kind === 'export' ? purpose.filter : {};
    // Recorded first: what could not be recorded does not leave.
    const data = {
      ...{ file: true, mine: filter.of !== undefined, vip: filter.isVip === true, tagged: filter.tag !== undefined },
      ...{ tier: filter.tier ?? null, stage: filter.stage ?? null },
    };
    const at = storage.clock.now();
    await storage.customers.audit({ at, by: actor.ref, what: 'exported', subjectId: null, data });
    const name = `customers-${localToday(policy(), at)}.csv`;
    return { state: 'ready', name, content: streamTable(table(filter, locale)) };
  }

  async function receive(
    { owner, locale, purpose }: LinkedFile,
    file: { readonly name: string; readonly content: Uint8Array },
    isToBeImported: boolean,
  ): Promise<Received> {
    const context = contextIn(locale);
    const actor = actorFor(owner);
    if (actor === null) return { card: saying(context.m.reply.stranger), checked: null, isOver: true };
    const checked = purpose.kind === 'import' ? purpose.checked : null;
    const again = async (fault: Card | null): Promise<Received> => {
      const looked = await imports.lookAt(actor, file);
      if (looked.code !== 'looked') return { card: importRefusal(looked, context), checked: null, isOver: false };
      const card = importedLook(looked.report, null, context);
      const lines = [...(fault === null ? [] : [fault.title]), ...(card.lines ?? [])];
      return { card: { ...card, lines }, checked: looked.report.hash, isOver: false };
    };
    if (!isToBeImported || checked === null) return again(null);
    const begun = await imports.beginWith(actor, owner, file, checked, locale);
    if (begun.code === 'begun') {
      const { begun: title } = context.m.files;
      return { card: { tone: 'good', title, summary: title }, checked: null, isOver: true };
    }
    const refusal = importRefusal(begun, context);
    return begun.code === 'refused' && begun.reason === 'changed'
      ? again(refusal)
      : { card: refusal, checked, isOver: false };
  }

  const links = createFileLinks({
    store: storage.fileLinks,
    baseUrl: () => (options.isReached ? baseUrl() : null),
  });
  return {
    services: {
      files: {
        ...links,
        fetches: ({ platform, workspace }) =>
          options
            .ports()
            .some((one) => one.platform === platform && one.workspace === workspace && one.fetchFile !== undefined),
      },
      imports: imports.desk,
    },
    routes: fileRoutes({
      store: storage.fileLinks,
      baseUrl,
      locale: () => policy().locale,
      mostBytes: MOST_BYTES,
      fetch,
      receive,
      onError: (id, error) => log.error({ err: error, reference: id }, 'a page with a file failed'),
    }),
    drain: () => imports.drain(),
  };
}
