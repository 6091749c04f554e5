import type { Hono } from 'hono';
import type { Form } from '../../../src/chat/form.ts';
import type { Account, Answer, Inbound, Reply } from '../../../src/chat/inbound.ts';
import type { Address } from '../../../src/domain/vocabulary.ts';
import { createFormLinkStore } from '../../../src/storage/form-link-store.ts';
import { createFormLinks, type FormLinks } from '../../../src/web/forms/links.ts';
import { formRoutes } from '../../../src/web/forms/routes.ts';
import type { TestDatabase } from '../../support/database.ts';

export const ZHOU: Account = { platform: 'wecom', workspace: 'ww1', id: 'zhou', name: '周敏', locale: 'zh-CN' };
export const DIRECT: Address = { platform: 'wecom', workspace: 'ww1', id: '@zhou' };

export const FORM: Form = {
  action: 'ticket.new',
  context: '{"asked":false}',
  title: '新建工单',
  intro: '客户说了什么？',
  submit: '提交',
  cancel: '取消',
  fields: [
    {
      kind: 'text',
      name: 'description',
      label: '问题描述',
      hint: '写下客户的原话',
      placeholder: '例如：打印机频繁卡纸',
      multiline: true,
      maxLength: 3_000,
      initial: '打印机',
    },
    { kind: 'text', name: 'customer', label: '客户', optional: true, maxLength: 300 },
    {
      kind: 'choice',
      name: 'urgency',
      label: '紧急程度',
      choices: [
        { value: 'guess', label: '自动判断' },
        { value: 'urgent', label: '紧急' },
      ],
      initial: 'guess',
    },
  ],
};

export const DONE: Reply = {
  kind: 'card',
  card: { tone: 'good', title: '已建工单 C202611001', summary: '', lines: ['客服部会处理'] },
  outcome: { code: 'created', number: 'C202611001' },
};

export const REFUSED: Reply = {
  kind: 'card',
  card: { tone: 'warn', title: '这张工单已关闭', summary: '', lines: ['没有任何改动'] },
  outcome: { code: 'refused', reason: 'wrong-status', number: 'C1' },
};

/** The pages over a real database and a dispatcher that the test writes. */
export interface Forms {
  readonly app: Hono;
  readonly links: FormLinks;
  readonly inbounds: Inbound[];
  readonly delivered: { readonly account: Account; readonly reply: Reply; readonly where: Address }[];
  readonly faults: unknown[];
  /** A link to the form; only its path. */
  path(form?: Form, locale?: 'zh-CN' | 'en'): Promise<string>;
  get(path: string, headers?: Record<string, string>): Promise<Page>;
  post(path: string, values: Record<string, string>, headers?: Record<string, string>): Promise<Page>;
}

export interface Page {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

export function useForms(
  db: TestDatabase,
  answer: (inbound: Inbound) => Answer | Promise<Answer> | Reply | Promise<Reply>,
): Forms {
  const inbounds: Inbound[] = [];
  const delivered: Forms['delivered'] = [];
  const faults: unknown[] = [];
  const baseUrl = () => 'https://huiyin.example';
  const links = createFormLinks({
    store: createFormLinkStore({ prisma: db.prisma }),
    dispatch: async (inbound) => {
      inbounds.push(inbound);
      const given = await answer(inbound);
      return 'kind' in given ? { reply: given, later: null } : given;
    },
    baseUrl,
    deliverPrivately: async (account, reply, where) => {
      delivered.push({ account, reply, where });
    },
    onError: (error) => faults.push(error),
    patienceMs: 50,
  });
  const app = formRoutes({ links, baseUrl, locale: () => 'zh-CN', onError: (_, error) => faults.push(error) });
  const read = async (response: Response): Promise<Page> => ({
    status: response.status,
    html: await response.text(),
    headers: response.headers,
  });
  return {
    app,
    links,
    inbounds,
    delivered,
    faults,
    async path(form = FORM, locale = 'zh-CN') {
      const { url } = await links.linkFor(ZHOU, DIRECT, form, locale);
      return new URL(url).pathname;
    },
    get: async (path, headers = {}) => read(await app.request(path, { headers })),
    post: async (path, values, headers = {}) =>
      read(
        await app.request(path, {
          method: 'POST',
          headers: {
            host: 'huiyin.example',
            origin: 'null',
            'sec-fetch-site': 'same-origin',
            'content-type': 'application/x-www-form-urlencoded',
            ...headers,
          },
          body: new URLSearchParams(values).toString(),
        }),
      ),
  };
}
