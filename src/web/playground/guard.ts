import { isIP } from 'node:net';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';

/** Room for the longest text we take (50,000 characters of up to four bytes) and its wrapping. */
const BODY_LIMIT_BYTES = 512 * 1024;

// Scripts, styles and connections of our own origin only: text of people cannot become code even if an escape is missed.
const POLICY = [
  "default-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** Headers that every answer of the playground carries. */
export const guardPages: MiddlewareHandler = async (context, next) => {
  await next();
  context.header('Content-Security-Policy', POLICY);
  context.header('X-Content-Type-Options', 'nosniff');
  context.header('Referrer-Policy', 'no-referrer');
  context.header('Cross-Origin-Opener-Policy', 'same-origin');
};

/**
 * Answers only under names that are ours: an IP address, localhost, or the host of `baseUrl`. A foreign site that lets its
 * own name point to this machine would otherwise pass for our origin and read and write here.
 */
export function guardHost(pages: { readonly baseUrl: string }): MiddlewareHandler {
  return async (context, next) => {
    // Asked each time: the port, and so the address, is known only once the server listens.
    const ours = new URL(pages.baseUrl).hostname;
    const written = `http://${context.req.header('host') ?? 'localhost'}`;
    const name = URL.canParse(written) ? new URL(written).hostname : '';
    const known = name === 'localhost' || name === ours || isIP(name.replace(/^\[|\]$/g, '')) !== 0;
    if (!known)
      return context.text(`Not served under ${name.slice(0, 200)}: set BASE_URL to the address people use.`, 421);
    return await next();
  };
}

/**
 * Lets only our own page post: a foreign page can send neither this content type nor our origin, so no web site that
 * a visitor has open can act on the playground behind their back.
 */
export const guardPosts: MiddlewareHandler = async (context, next) => {
  const fault = postFault(context);
  if (fault !== null) return context.json({ error: fault.text }, fault.status);
  return await next();
};

/** Refuses bodies that are larger than any text we take. */
export const limitBody = bodyLimit({
  maxSize: BODY_LIMIT_BYTES,
  onError: (context) => context.json({ error: `The request is larger than ${BODY_LIMIT_BYTES} bytes.` }, 413),
});

function postFault(context: Context): { readonly status: 403 | 415; readonly text: string } | null {
  const origin = context.req.header('origin');
  const host = context.req.header('host');
  if (origin === undefined) return { status: 403, text: 'The Origin header is missing.' };
  if (!URL.canParse(origin) || new URL(origin).host !== host) {
    return { status: 403, text: `Requests from ${origin.slice(0, 200)} are not accepted here.` };
  }
  const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return { status: 415, text: 'Expected the content type application/json.' };
  return null;
}
