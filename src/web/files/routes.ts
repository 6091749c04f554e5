import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Card } from '../../chat/card.ts';
import type { Locale } from '../../domain/vocabulary.ts';
import { messagesOf } from '../../i18n/messages.ts';
import type { FileLinkStore, FoundFile, LinkedFile } from '../../usecases/files/ports.ts';
import { hashOf } from '../forms/links.ts';
import { type Markup, notePage } from '../forms/page.ts';
import { guard, guardPosts, localeOf } from '../forms/routes.ts';
import { downloadPage, uploadPage } from './page.ts';

/** A table to be fetched, or why not. */
export type Fetched =
  | { readonly state: 'ready'; readonly name: string; readonly content: Readable }
  | { readonly state: 'refused'; readonly card: Card };

/** What came of a table that was sent. `isOver`: the link has served. */
export interface Received {
  readonly card: Card;
  /** Hash of the table that may be imported now. */
  readonly checked: string | null;
  readonly isOver: boolean;
}

export interface FileRoutesDeps {
  readonly store: FileLinkStore;
  /** Address of our pages, as it is known outside. */
  readonly baseUrl: () => string;
  readonly locale: () => Locale;
  readonly mostBytes: number;
  /** Asks once more whether the person may; what leaves is recorded before it does. */
  readonly fetch: (linked: LinkedFile) => Promise<Fetched>;
  readonly receive: (
    linked: LinkedFile,
    file: { readonly name: string; readonly content: Uint8Array },
    isToBeImported: boolean,
  ) => Promise<Received>;
  /** An unexpected failure, under an id that the person is told. Must not throw. */
  readonly onError: (id: string, error: unknown) => void;
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** What wraps a file on its way. */
const ENVELOPE_BYTES = 64 * 1024;

/** `GET|POST /t/<link>`: a table to fetch or to send, for one person. Looking at a link fetches nothing: previews may. */
export function fileRoutes(deps: FileRoutesDeps): Hono {
  const app = new Hono();
  const { store } = deps;

  async function found(context: Context): Promise<FoundFile> {
    const token = context.req.param('token') ?? '';
    return TOKEN.test(token) ? store.find(hashOf(token)) : { state: 'unknown' };
  }

  async function post(context: Context): Promise<Response> {
    const linked = await found(context);
    if (linked.state !== 'open') return closed(context, linked, deps.locale());
    const hash = hashOf(context.req.param('token') ?? '');
    return linked.purpose.kind === 'export' ? hand(context, linked, hash) : take(context, linked, hash);
  }

  async function hand(context: Context, linked: LinkedFile, hash: string): Promise<Response> {
    // Used up first: two at one time get one table.
    if (!(await store.use(hash))) return closed(context, { state: 'used', locale: linked.locale }, linked.locale);
    const fetched = await deps.fetch(linked);
    if (fetched.state === 'refused') return page(context, saidPage(linked.locale, fetched.card), 403);
    return context.body(Readable.toWeb(fetched.content) as ReadableStream, 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fetched.name}"`,
    });
  }

  async function take(context: Context, linked: LinkedFile, hash: string): Promise<Response> {
    const sent = await context.req.parseBody();
    const file = sent['table'];
    if (!(file instanceof File) || file.size === 0) return page(context, uploadPage(linked, null), 422);
    const content = new Uint8Array(await file.arrayBuffer());
    const received = await deps.receive(linked, { name: file.name, content }, sent['do'] === 'import');
    if (received.isOver) await store.use(hash);
    else await store.repurpose(hash, { kind: 'import', checked: received.checked });
    if (received.isOver) return page(context, saidPage(linked.locale, received.card), 200);
    const next = { ...linked, purpose: { kind: 'import', checked: received.checked } } as const;
    return page(context, uploadPage(next, received.card), 200);
  }

  app.use('/t/*', guard);
  app.get('/t/:token', async (context) => {
    const linked = await found(context);
    if (linked.state !== 'open') return closed(context, linked, localeOf(context, deps.locale()));
    return page(
      context,
      linked.purpose.kind === 'export' ? downloadPage(linked.locale) : uploadPage(linked, null),
      200,
    );
  });
  app.post(
    '/t/:token',
    guardPosts(deps, ['application/x-www-form-urlencoded', 'multipart/form-data']),
    bodyLimit({
      maxSize: deps.mostBytes + ENVELOPE_BYTES,
      onError: (context) => {
        const locale = localeOf(context, deps.locale());
        const { files } = messagesOf(locale);
        return context.html(notePage(locale, files.fault['too-large'], files.importByTerminal), 413);
      },
    }),
    post,
  );
  app.onError((error, context) => {
    const id = randomUUID().slice(0, 8);
    deps.onError(id, error);
    const locale = localeOf(context, deps.locale());
    const { failed } = messagesOf(locale).webForm;
    return context.html(notePage(locale, failed, id), 500);
  });
  return app;
}

function page(context: Context, markup: Markup, status: 200 | 403 | 422): Response | Promise<Response> {
  return context.html(markup, status);
}

function saidPage(locale: Locale, { title, tone, lines = [] }: Card): Markup {
  return notePage(locale, title, lines.join('\n'), { tone: tone === 'good' || tone === 'info' ? 'good' : 'warn' });
}

function closed(
  context: Context,
  found: Exclude<FoundFile, { readonly state: 'open' }>,
  unknownLocale: Locale,
): Response | Promise<Response> {
  if (found.state === 'unknown') {
    const { unknown, unknownHint } = messagesOf(unknownLocale).webForm;
    return context.html(notePage(unknownLocale, unknown, unknownHint), 404);
  }
  const { webForm, files } = messagesOf(found.locale);
  const title = found.state === 'used' ? files.used : webForm.expired;
  return context.html(notePage(found.locale, title, files.again), 410);
}
