import { randomUUID } from 'node:crypto';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Locale } from '../../domain/vocabulary.ts';
import { messagesOf } from '../../i18n/messages.ts';
import { createAssets } from '../assets.ts';
import type { FormLinks, FormPage } from './links.ts';
import { cardPage, formPage, type Markup, notePage, sendAgain, wordsToCopy } from './page.ts';

/** Room for several long texts, each character written as up to twelve. */
const BODY_LIMIT_BYTES = 512 * 1024;

/** What a link says; anything else is none of ours and never reaches the database. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface FormRoutesDeps {
  readonly links: FormLinks;
  /** Address of our pages, as it is known outside. */
  readonly baseUrl: () => string;
  /** The language of somebody of whom nothing is known. */
  readonly locale: () => Locale;
  /** An unexpected failure, under an id that the person is told. Must not throw. */
  readonly onError: (id: string, error: unknown) => void;
}

/** `GET|POST /f/<link>`: a form as a page of its own, without a line of script. */
export function formRoutes(deps: FormRoutesDeps): Hono {
  const app = new Hono();
  const show = (context: Context, page: FormPage, sent = new URLSearchParams()) =>
    shownPage(context, page, sent, localeOf(context, deps.locale()));

  async function submit(context: Context, token: string): Promise<Response> {
    const sent = new URLSearchParams(await context.req.text());
    try {
      return await show(context, TOKEN.test(token) ? await deps.links.submit(token, sent) : { page: 'unknown' }, sent);
    } catch (error) {
      return failedPage(context, error, sent);
    }
  }

  function failedPage(context: Context, error: unknown, sent: URLSearchParams | null): Response | Promise<Response> {
    const id = randomUUID().slice(0, 8);
    deps.onError(id, error);
    const locale = localeOf(context, deps.locale());
    const { failed, failedHint } = messagesOf(locale).webForm;
    const below = sent === null ? {} : { below: sendAgain(sent, locale) };
    return context.html(notePage(locale, failed, failedHint({ id }), below), 500);
  }

  app.use('/f/*', guard);
  app.get('/f/assets/:name', createAssets(new URL('./client/', import.meta.url)));
  app.get('/f/:token', async (context) => {
    const token = context.req.param('token');
    return show(context, TOKEN.test(token) ? await deps.links.open(token) : { page: 'unknown' });
  });
  app.post('/f/:token', guardPosts(deps), limitBody(deps), (context) => submit(context, context.req.param('token')));
  app.onError((error, context) => failedPage(context, error, null));
  return app;
}

/** The pages hold what people wrote, and their address is a key: neither may be kept, framed or passed on. */
export const guard: MiddlewareHandler = async (context, next) => {
  await next();
  context.header('Content-Security-Policy', POLICY);
  context.header('X-Content-Type-Options', 'nosniff');
  context.header('X-Frame-Options', 'DENY');
  context.header('Referrer-Policy', 'no-referrer');
  context.header('Cross-Origin-Opener-Policy', 'same-origin');
  context.header('Cross-Origin-Resource-Policy', 'same-origin');
  context.header('X-Robots-Tag', 'noindex, nofollow');
  if (!context.res.headers.has('etag')) context.header('Cache-Control', 'no-store');
};

/**
 * Only our own page posts here. Whoever could make a foreign one would need the link itself; this is the second lock.
 * Under `no-referrer` a browser names its origin as "null", so `Sec-Fetch-Site` decides where there is one.
 */
export function guardPosts(
  { baseUrl }: Pick<FormRoutesDeps, 'baseUrl'>,
  types: readonly string[] = ['application/x-www-form-urlencoded'],
): MiddlewareHandler {
  return async (context, next) => {
    const site = context.req.header('sec-fetch-site');
    const origin = context.req.header('origin') ?? 'null';
    // A proxy in front of us may have written another host over the one that people see.
    const ours = [context.req.header('host'), new URL(baseUrl()).host];
    const isForeign =
      (site !== undefined && site !== 'same-origin' && site !== 'none') ||
      (origin !== 'null' && !(URL.canParse(origin) && ours.includes(new URL(origin).host)));
    if (isForeign) return context.text('Only the page itself may send this form.', 403);
    const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (!types.includes(type ?? '')) return context.text('Expected a sent form.', 415);
    return await next();
  };
}

function limitBody(deps: FormRoutesDeps): MiddlewareHandler {
  return bodyLimit({
    maxSize: BODY_LIMIT_BYTES,
    onError: (context) => {
      const locale = localeOf(context, deps.locale());
      const { tooLarge, tooLargeHint } = messagesOf(locale).webForm;
      return context.html(notePage(locale, tooLarge, tooLargeHint), 413);
    },
  });
}

function shownPage(
  context: Context,
  page: FormPage,
  sent: URLSearchParams,
  unknownLocale: Locale,
): Response | Promise<Response> {
  switch (page.page) {
    case 'form':
      return answer(
        context,
        formPage(page.linked, page.typed, page.errors),
        Object.keys(page.errors).length > 0 ? 422 : 200,
      );
    case 'next':
      return context.redirect(page.path, 303);
    case 'done': {
      const { done, doneHint } = messagesOf(page.locale).webForm;
      const { reply, locale } = page;
      if (reply.kind === 'card') return answer(context, cardPage(reply.card, locale), 200);
      return answer(context, notePage(locale, done, doneHint, { tone: 'good' }), 200);
    }
    case 'working': {
      const { working, workingHint } = messagesOf(page.locale).webForm;
      return answer(context, notePage(page.locale, working, workingHint, { tone: 'wait' }), 202);
    }
    case 'used': {
      const { used, usedHint } = messagesOf(page.locale).webForm;
      return answer(context, notePage(page.locale, used, usedHint, { tone: 'good' }), 410);
    }
    case 'expired': {
      const { expired, expiredHint } = messagesOf(page.locale).webForm;
      const below = wordsToCopy(sent, page.locale);
      return answer(context, notePage(page.locale, expired, expiredHint, { below }), 410);
    }
    case 'unknown': {
      const { unknown, unknownHint } = messagesOf(unknownLocale).webForm;
      const below = wordsToCopy(sent, unknownLocale);
      return answer(context, notePage(unknownLocale, unknown, unknownHint, { below }), 404);
    }
  }
}

function answer(context: Context, markup: Markup, status: 200 | 202 | 404 | 410 | 422): Response | Promise<Response> {
  return context.html(markup, status);
}

/** What the browser asks for, of the languages we speak. */
export function localeOf(context: Context, fallback: Locale): Locale {
  for (const part of (context.req.header('accept-language') ?? '').split(',')) {
    const tag = part.split(';')[0]?.trim().toLowerCase() ?? '';
    if (tag.startsWith('zh')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return fallback;
}
