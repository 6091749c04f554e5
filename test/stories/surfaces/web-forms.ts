import { expect } from 'vitest';
import type { Filled, OpenForm, Who } from '../telling/surface.ts';
import { attributesOf, fieldsOf, pageText, typeIntoFields, unescapeMarkup } from './page-text.ts';

/** Forms as pages behind links, in the browser of somebody's telephone. */
export interface WebForms {
  /** Somebody follows a link that they were sent. The same link again is the same page. */
  follow(who: Who, link: string): Promise<void>;
  /** The forms that lie open before somebody, the newest last. */
  openTo(who: Who): readonly OpenForm[];
  fill(form: OpenForm, typed: Filled): Promise<void>;
  clear(): void;
}

interface Page {
  readonly who: Who;
  html: string;
  isOpen: boolean;
}

export function createWebForms(): WebForms {
  const pagesByLink = new Map<string, Page>();
  const fetching = new Map<string, Promise<void>>();

  async function visit(who: Who, link: string): Promise<void> {
    const response = await fetch(link);
    const html = await response.text();
    expect(response.status, html).toBe(200);
    pagesByLink.set(link, { who, html, isOpen: true });
  }

  return {
    follow(who, link) {
      const under = fetching.get(link) ?? visit(who, link);
      fetching.set(link, under);
      return under;
    },
    openTo: (who) =>
      [...pagesByLink]
        .filter(([, page]) => page.who === who && page.isOpen)
        .map(([id, { html }]) => {
          const values = typeIntoFields(fieldsOf(html), {});
          return { id, text: pageText(html), values, errors: errorsOf(html) };
        }),
    async fill({ id }, typed) {
      const page = pagesByLink.get(id) ?? expect.unreachable(`no form at ${id}`);
      expect(page.isOpen, 'the form is open').toBe(true);
      const { origin } = new URL(id);
      const response = await fetch(id, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin, 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams(typeIntoFields(fieldsOf(page.html), typed)),
        redirect: 'manual',
      });
      if (response.status === 422) {
        page.html = await response.text();
        return;
      }
      page.isOpen = false;
      const next = response.headers.get('location');
      if (response.status === 303 && next !== null) {
        await this.follow(page.who, new URL(next, id).href);
        return;
      }
      expect(response.status, await response.text()).toBe(200);
    },
    clear() {
      pagesByLink.clear();
      fetching.clear();
    },
  };
}

/** What is said to be wrong, by field; what concerns the whole form under an empty name. */
function errorsOf(html: string): Readonly<Record<string, string>> {
  const atFields = [...html.matchAll(/<p class="field-error"([^>]*)>([^<]*)<\/p>/g)].map(([, tag = '', text = '']) => [
    (attributesOf(` ${tag}`)['id'] ?? '').replace(/^field-(.*)-error$/, '$1'),
    unescapeMarkup(text),
  ]);
  const [, alert = ''] = /<div class="alert"[^>]*>([^]*?)<\/div>/.exec(html) ?? [];
  const ofAll = [...alert.matchAll(/<p class="said">([^<]*)<\/p>/g)].map(([, text = '']) => unescapeMarkup(text));
  return Object.fromEntries([...atFields, ...(ofAll.length === 0 ? [] : [['', ofAll.join('\n')]])]);
}
