import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { SMALL_COMPANY } from '../../support/small-company.ts';
import type { OpenForm, Sight, Surface, SurfaceDriver, Who } from '../telling/surface.ts';
import { attributesOf, fieldsOf, pageText, typeIntoFields, unescapeMarkup } from './page-text.ts';

/** The chat in the browser, over the routes that its page uses; every look reads the stream until it has caught up. */
export const PLAYGROUND: Surface = {
  name: 'playground',
  abilities: {
    threads: true,
    messageShortcuts: true,
    placesFollow: true,
    directFollows: true,
    clicksAnswered: true,
  },
  async open(start) {
    const { app } = await start({ environment: { slack: null, wecom: null }, policy: SMALL_COMPANY });
    return drivePlayground(app.url);
  },
};

/** A message of the stream, as far as a story looks. */
interface StreamedMessage {
  readonly id: string;
  readonly conversation: string;
  readonly thread: string | null;
  readonly author: string | null;
  readonly order: number;
  readonly html: string;
}

interface ShownForm {
  readonly id: string;
  readonly who: Who;
  readonly html: string;
  /** What was typed last. */
  values: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
  isOpen: boolean;
}

type SentReply =
  | { readonly kind: 'card' | 'form'; readonly html: string; readonly later: boolean }
  | { readonly kind: 'form-errors'; readonly errors: Readonly<Record<string, string>>; readonly later: boolean }
  | { readonly kind: 'nothing' | 'said'; readonly later: boolean };

/** The page speaks each person's language, as their browser would. */
const ENGLISH: readonly Who[] = ['mary', 'paul'];

function drivePlayground(url: string): SurfaceDriver {
  const messagesById = new Map<string, StreamedMessage>();
  const answers: { readonly id: string; readonly who: Who; readonly html: string }[] = [];
  const forms: ShownForm[] = [];
  let place = '';
  /** Messages up to here belong to earlier stories. */
  let clearedAt = 0;

  async function look(): Promise<readonly StreamedMessage[]> {
    const leaving = new AbortController();
    const response = await fetch(`${url}/playground/stream?lang=zh-CN&after=${place}`, { signal: leaving.signal });
    expect(response.status).toBe(200);
    let rest = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      rest += chunk;
      for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
        const event = readEvent(rest.slice(0, end));
        rest = rest.slice(end + 2);
        place = event.id;
        if (event.name === 'message') take(event.data as StreamedMessage);
        if (event.name === 'synced') {
          leaving.abort();
          return standing();
        }
      }
    }
    return expect.unreachable('the stream ended before it had caught up');
  }
  const take = (message: StreamedMessage) => messagesById.set(message.id, message);
  const standing = () =>
    [...messagesById.values()].filter(({ order }) => order > clearedAt).sort((a, b) => a.order - b.order);

  async function post(who: Who, what: object): Promise<void> {
    const deed = { id: randomUUID(), as: who, where: `@${who}`, locale: ENGLISH.includes(who) ? 'en' : 'zh-CN', what };
    const reply = await send('/playground/deeds', deed);
    keep(who, reply.later ? await send(`/playground/answers/${deed.id}`) : reply);
  }

  async function send(path: string, body?: object): Promise<SentReply> {
    const headers = { origin: url, 'content-type': 'application/json' };
    const response = await fetch(
      url + path,
      body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) },
    );
    expect(response.status, await response.clone().text()).toBe(200);
    return (await response.json()) as SentReply;
  }

  function keep(who: Who, reply: SentReply): void {
    if (reply.kind === 'card') answers.push({ id: randomUUID(), who, html: reply.html });
    if (reply.kind === 'form') {
      const values = typeIntoFields(fieldsOf(reply.html), {});
      forms.push({ id: randomUUID(), who, html: reply.html, values, errors: {}, isOpen: true });
    }
    const open = forms.findLast((form) => form.who === who && form.isOpen);
    if (reply.kind === 'form-errors' && open !== undefined) open.errors = reply.errors;
  }

  const sightOf = ({ id, html }: { readonly id: string; readonly html: string }): Sight => ({
    id,
    text: pageText(html),
    buttons: buttonsOf(html).map(({ label }) => label),
  });
  const htmlOf = ({ id }: Sight): string =>
    messagesById.get(id)?.html ?? answers.find((one) => one.id === id)?.html ?? expect.unreachable(`no message ${id}`);

  return {
    async clear() {
      clearedAt = (await look()).at(-1)?.order ?? clearedAt;
      answers.length = 0;
      forms.length = 0;
    },
    type: (who, line) => post(who, { type: 'text', text: line }),
    async press(who, sight, label) {
      const button = buttonsOf(htmlOf(sight)).find((one) => one.label === label);
      if (button === undefined) throw new Error(`no button ${label} among ${sight.buttons.join(', ') || 'none'}`);
      await post(who, { type: 'click', action: button.action, value: button.value });
    },
    async fill(who, { id }, typed) {
      const form = forms.find((one) => one.id === id && one.isOpen) ?? expect.unreachable('the form is not open');
      const known = fieldsOf(form.html).map((field) => ({ ...field, value: form.values[field.name] ?? '' }));
      form.values = typeIntoFields(known, typed);
      form.errors = {};
      const [head = ''] = /<form\b[^>]*>/.exec(form.html) ?? [];
      const attributes = attributesOf(head);
      const { 'data-action': action, 'data-context': context } = attributes;
      await post(who, { type: 'form', action, context, values: form.values });
      // A form whose sending was refused stays open; after anything else it goes.
      form.isOpen = Object.keys(form.errors).length > 0;
    },
    async say(who, team, text) {
      const before = new Set((await look()).map(({ id }) => id));
      const what = { type: 'text', text };
      await send('/playground/deeds', { id: randomUUID(), as: who, where: team, locale: 'zh-CN', what });
      const said = (await look()).find(({ id, author }) => author === who && !before.has(id));
      return sightOf(said ?? expect.unreachable('what was said is not there'));
    },
    makeTicketOf: (who, { id }) => post(who, { type: 'shortcut', name: 'ticket-from-message', message: id }),
    async privateTo(who) {
      const direct = (await look()).filter(({ conversation }) => conversation === `@${who}`);
      return [...direct, ...answers.filter((one) => one.who === who)].map(sightOf);
    },
    formsOf: async (who) =>
      forms
        .filter((form) => form.who === who && form.isOpen)
        .map(
          ({ id, html, values, errors }): OpenForm => ({
            id,
            text: [pageText(html), ...Object.values(errors)].join('\n'),
            values,
            errors,
          }),
        ),
    inPlace: async (team) =>
      (await look())
        .filter(({ conversation, thread, author }) => conversation === team && thread === null && author === null)
        .map(sightOf),
    below: async ({ id }) => (await look()).filter(({ thread }) => thread === id).map(sightOf),
    async close() {},
  };
}

function readEvent(block: string): { readonly name: string; readonly id: string; readonly data: unknown } {
  const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]));
  return {
    name: fields.get('event') ?? '',
    id: fields.get('id') ?? '',
    data: JSON.parse(fields.get('data') ?? 'null'),
  };
}

function buttonsOf(
  html: string,
): readonly { readonly label: string; readonly action: string; readonly value: string }[] {
  const buttons = [...html.matchAll(/<button\b([^>]*\bdata-action=[^>]*)>([^<]*)<\/button>/g)].map(
    ([, tag = '', label = '']) => {
      const { 'data-action': action = '', 'data-value': value = '' } = attributesOf(` ${tag}`);
      return { label: unescapeMarkup(label), action, value };
    },
  );
  // What a menu offers is a press away too.
  const options = [...html.matchAll(/<select\b([^>]*\bdata-action=[^>]*)>([^]*?)<\/select>/g)].flatMap(
    ([, tag = '', inner = '']) => {
      const { 'data-action': action = '', 'data-value': value = '' } = attributesOf(tag);
      return [...inner.matchAll(/<option value="([^"]+)">([^<]*)<\/option>/g)].map(([, option = '', label = '']) => ({
        label: unescapeMarkup(label),
        action,
        value: `${value}|${option}`,
      }));
    },
  );
  return [...buttons, ...options];
}
