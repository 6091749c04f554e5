import { createHash, randomBytes } from 'node:crypto';
import type { FormValues } from '../../chat/form.ts';
import type { AnswerForm, FormLinkStore, FoundForm, LinkedForm, LinkForm } from '../../chat/form-link.ts';
import type { Account, Answer, Dispatch, Reply } from '../../chat/inbound.ts';
import { isRefusal, whatKeepsOpen } from '../../chat/kept-form.ts';
import { MINUTE_MS, type Ms } from '../../domain/time.ts';
import type { Address, Locale } from '../../domain/vocabulary.ts';
import { type FieldErrors, readSubmission, type Typed } from './read-submission.ts';

/** A link works once, and for so long. */
export const LINK_LIFE_MS: Ms = 15 * MINUTE_MS;
/** A page may wait longer than a platform's callback does: so long for work that is still under way. */
const PATIENCE_MS: Ms = 8_000;

export interface FormLinksDeps {
  readonly store: FormLinkStore;
  readonly dispatch: Dispatch;
  /** Address of our pages as people's telephones reach it, without a slash at the end. */
  readonly baseUrl: () => string;
  /** Tells the person in the chat what came of it; `where` is where the form was opened. */
  readonly deliverPrivately: (
    account: Account,
    reply: Reply & { readonly kind: 'card' },
    where: Address,
  ) => Promise<void>;
  /** Something that nobody waits for went wrong. Must not throw. */
  readonly onError: (error: unknown, what: string) => void;
  readonly patienceMs?: Ms;
}

/** What a page shows. */
export type FormPage =
  | {
      readonly page: 'form';
      readonly linked: LinkedForm;
      readonly typed: Typed | null;
      readonly errors: FieldErrors;
    }
  | { readonly page: 'done'; readonly reply: Reply; readonly locale: Locale }
  | { readonly page: 'working'; readonly locale: Locale }
  | { readonly page: 'next'; readonly path: string }
  | { readonly page: 'used' | 'expired'; readonly locale: Locale }
  | { readonly page: 'unknown' };

export interface FormLinks {
  readonly linkFor: LinkForm;
  /** An answer beside the page, from a card with the same fields. */
  readonly answer: AnswerForm;
  open(token: string): Promise<FormPage>;
  /** Does what the form is for: once, however often it arrives. */
  submit(token: string, sent: URLSearchParams): Promise<FormPage>;
  /** Resolves when nothing is under way any more. */
  drain(): Promise<void>;
}

/**
 * Forms behind links. What a link says is 256 bits of chance and stands nowhere but in the link; the database knows its
 * hash. Whoever holds it acts as the person it was made for, so it lives for a quarter of an hour and works once.
 */
export function createFormLinks(deps: FormLinksDeps): FormLinks {
  const { store } = deps;
  const underway = new Set<Promise<void>>();

  async function pathFor(linked: LinkedForm): Promise<{ path: string; key: string }> {
    const token = randomBytes(32).toString('base64url');
    const key = hashOf(token);
    await store.keep(key, linked, LINK_LIFE_MS);
    return { path: `/f/${token}`, key };
  }

  async function submit(token: string, sent: URLSearchParams): Promise<FormPage> {
    const hash = hashOf(token);
    const found = await store.find(hash);
    if (found.state !== 'open') return closedPage(found);
    const { values, typed, errors } = readSubmission(found.form, sent, found.locale);
    if (Object.keys(errors).length > 0) return { page: 'form', linked: found, typed, errors };
    const answer = await send(hash, found, values);
    const reply = answer.later === null ? answer.reply : await within(answer.later, deps.patienceMs ?? PATIENCE_MS);
    if (reply !== null) return conclude(hash, found, typed, reply);
    if (answer.later !== null) finishLater(answer.later, hash, found);
    return { page: 'working', locale: found.locale };
  }

  /** Of the form and the attempt: sent twice, it is one deed with one answer. */
  function send(hash: string, found: FoundForm & { readonly state: 'open' }, values: FormValues): Promise<Answer> {
    const { form, account: who, where, refusals } = found;
    const { action, context } = form;
    const dedupeKey = `form:${hash}:${refusals}`;
    return deps.dispatch({ dedupeKey, who, where, what: { type: 'form', action, context, values } });
  }

  const answer: AnswerForm = async (key, who, chosen) => {
    const found = await store.find(key);
    if (found.state !== 'open') return found;
    const { platform, workspace, id } = found.account;
    if (platform !== who.platform || workspace !== who.workspace || id !== who.id) return { state: 'unknown' };
    // Whatever came back is checked against the form that was kept: a card shows choices, and does not guard them.
    const { values, errors } = readSubmission(found.form, new URLSearchParams(chosen), found.locale);
    const isFaulty = Object.keys(errors).length > 0;
    return {
      state: 'open',
      linked: found,
      answer: isFaulty ? { reply: { kind: 'form-errors', errors }, later: null } : await send(key, found, values),
      async conclude(reply) {
        if (whatKeepsOpen(reply) === null) await store.use(key);
        else if (isRefusal(reply)) await store.refuse(key, found.refusals);
      },
    };
  };

  async function conclude(
    hash: string,
    found: FoundForm & { readonly state: 'open' },
    typed: Typed,
    reply: Reply,
  ): Promise<FormPage> {
    const { locale } = found;
    const errors = whatKeepsOpen(reply);
    if (errors !== null) {
      if (isRefusal(reply)) await store.refuse(hash, found.refusals);
      return { page: 'form', linked: found, typed, errors };
    }
    if (reply.kind === 'form') {
      // The next page first: a form that was used up without one would lose what was typed.
      const { path } = await pathFor({ ...found, form: reply.form });
      await store.use(hash);
      return { page: 'next', path };
    }
    const isFirst = await store.use(hash);
    if (isFirst && reply.kind === 'card') track(deps.deliverPrivately(found.account, reply, found.where));
    return { page: 'done', reply, locale };
  }

  /** The page is gone by then: whatever it comes to is told in the chat, and a form that is still open stays open. */
  function finishLater(later: Promise<Reply>, hash: string, found: FoundForm & { readonly state: 'open' }): void {
    track(
      later.then(async (reply) => {
        const page = await conclude(hash, found, new Map(), reply);
        if (page.page === 'form' && reply.kind === 'card')
          await deps.deliverPrivately(found.account, reply, found.where);
      }),
    );
  }

  function track(work: Promise<void>): void {
    const settled = work
      .catch((error: unknown) => deps.onError(error, 'the answer to a form could not be told'))
      .finally(() => underway.delete(settled));
    underway.add(settled);
  }

  return {
    async linkFor(account, where, form, locale) {
      const { path, key } = await pathFor({ account, where, form, locale });
      return { url: `${deps.baseUrl()}${path}`, key };
    },
    answer,
    async open(token) {
      const found = await store.find(hashOf(token));
      return found.state === 'open' ? { page: 'form', linked: found, typed: null, errors: {} } : closedPage(found);
    },
    submit,
    async drain() {
      while (underway.size > 0) await Promise.all(underway);
    },
  };
}

/** What is kept of a link: enough to know it again, too little to make it. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function closedPage(found: Exclude<FoundForm, { readonly state: 'open' }>): FormPage {
  return found.state === 'unknown' ? { page: 'unknown' } : { page: found.state, locale: found.locale };
}

async function within(later: Promise<Reply>, waitMs: Ms): Promise<Reply | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, waitMs, null);
  });
  const reply = await Promise.race([later, late]);
  clearTimeout(timer);
  return reply;
}
