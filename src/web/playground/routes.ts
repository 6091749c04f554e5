import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { LOCALES, type Locale } from '../../domain/vocabulary.ts';
import { createAssets } from '../assets.ts';
import { createAnswers } from './answers.ts';
import { deedSchema } from './deed.ts';
import { CLOCK_STEPS, type PlaygroundPages } from './deps.ts';
import { guardHost, guardPages, guardPosts, limitBody } from './guard.ts';
import { homeQuery, sentHome } from './home-view.ts';
import { pageView } from './page.ts';
import { streamChanges } from './stream.ts';

const LOCALE_COOKIE = 'huiyin-playground-locale';
const clockSchema = z.strictObject({ step: z.enum(CLOCK_STEPS) });
const localeSchema = z.strictObject({ locale: z.enum(LOCALES) });

/** The playground's page, its stream and what can be posted to it; to be mounted at `/`. */
export function playgroundRoutes(pages: PlaygroundPages): Hono {
  const app = new Hono();
  const answers = createAnswers(pages);
  let moving = false;

  // On these paths alone: what else is mounted beside the playground keeps its own rules.
  app.use('/', guardPages, guardHost(pages));
  app.use('/playground/*', guardPages, guardHost(pages));
  app.post('/playground/*', guardPosts, limitBody);
  app.onError((error, context) => {
    const id = randomUUID();
    pages.onError(id, error);
    return context.json({ error: `Unexpected failure ${id}` }, 500);
  });

  app.get('/', async (context) => {
    const locale = localeOf(context, pages.locale);
    // An empty chat speaks its first visitor's language; afterwards only the switch changes what others read too.
    if (pages.playground.feed.entries().length === 0) await pages.setLocale?.(locale);
    await pages.opened?.();
    context.header('Cache-Control', 'no-store');
    return context.html(await pageView(pages, locale));
  });
  app.get('/playground/assets/:name', createAssets(new URL('./client/', import.meta.url)));
  app.get('/playground/home', async (context) => {
    const query = homeQuery.safeParse(context.req.query());
    const home = query.success ? await sentHome(pages, query.data) : null;
    context.header('Cache-Control', 'no-store');
    return home === null ? context.json({ error: 'no-such-person' }, 404) : context.json(home);
  });
  app.get('/playground/stream', (context) => streamChanges(context, pages, localeOf(context, pages.locale)));

  app.post('/playground/deeds', async (context) => {
    const deed = await bodyOf(context, deedSchema);
    if (!deed.ok) return context.json({ error: deed.fault }, 400);
    const answer = await answers.answer(deed.value);
    return typeof answer === 'string' ? context.json({ error: answer }, 400) : context.json(answer);
  });
  app.get('/playground/answers/:id', async (context) => {
    const later = answers.later(context.req.param('id'));
    return later === null ? context.json({ error: 'no-such-answer' }, 404) : context.json(await later);
  });

  app.post('/playground/clock', async (context) => {
    const move = await bodyOf(context, clockSchema);
    if (!move.ok) return context.json({ error: move.fault }, 400);
    // Two moves at once would each count from where the other has not yet arrived.
    if (moving) return context.json({ error: 'The clock is already moving.' }, 409);
    moving = true;
    const { feed } = pages.playground;
    const before = feed.entries().length;
    try {
      const moved = await pages.clock.forward(move.value.step);
      return context.json({ ...moved, posted: feed.entries().length - before });
    } finally {
      moving = false;
    }
  });

  app.post('/playground/locale', async (context) => {
    const wanted = await bodyOf(context, localeSchema);
    if (!wanted.ok) return context.json({ error: wanted.fault }, 400);
    await pages.setLocale?.(wanted.value.locale);
    setCookie(context, LOCALE_COOKIE, wanted.value.locale, { sameSite: 'Strict', path: '/', maxAge: 31_536_000 });
    return context.json({ locale: wanted.value.locale });
  });
  return app;
}

type Body<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: string };

async function bodyOf<T>(context: Context, schema: z.ZodType<T>): Promise<Body<T>> {
  let raw: unknown;
  try {
    raw = JSON.parse(await context.req.text());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, fault: 'The body is not valid JSON.' };
  }
  const parsed = schema.safeParse(raw);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, fault: z.prettifyError(parsed.error) };
}

/** The language asked for in the address, else the one chosen before, else the browser's, else the policy's. */
function localeOf(context: Context, fallback: Locale): Locale {
  const chosen = [context.req.query('lang'), getCookie(context, LOCALE_COOKIE)];
  for (const wanted of chosen) {
    const known = LOCALES.find((locale) => locale === wanted);
    if (known !== undefined) return known;
  }
  for (const part of (context.req.header('accept-language') ?? '').split(',')) {
    const tag = part.split(';')[0]?.trim().toLowerCase() ?? '';
    if (tag.startsWith('zh')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return fallback;
}
