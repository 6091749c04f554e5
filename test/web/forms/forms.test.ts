import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/chat/inbound.ts';
import { createHousekeeping } from '../../../src/storage/housekeeping.ts';
import { useDatabase } from '../../support/database.ts';
import { DIRECT, DONE, FORM, REFUSED, useForms, ZHOU } from './harness.ts';

const db = useDatabase();

const TYPED = { description: '打印机频繁卡纸', customer: '云帆科技', urgency: 'urgent' };

describe('a form answered on a card', () => {
  const ANSWER = TYPED;
  const kept = async (forms: ReturnType<typeof useForms>) => {
    const { url, key } = await forms.links.linkFor(ZHOU, DIRECT, FORM, 'zh-CN');
    return { path: new URL(url).pathname, key };
  };
  const answered = async (forms: ReturnType<typeof useForms>, key: string, values: Record<string, string>) => {
    const found = await forms.links.answer(key, ZHOU, values);
    if (found.state !== 'open') return found.state;
    await found.conclude(found.answer.reply);
    return found.answer.reply;
  };

  it('is the same deed as on its page, once', async () => {
    const forms = useForms(db, () => DONE);
    const { path, key } = await kept(forms);
    expect(await answered(forms, key, ANSWER)).toEqual(DONE);
    expect(forms.inbounds[0]).toMatchObject({
      dedupeKey: `form:${key}:0`,
      who: ZHOU,
      where: DIRECT,
      what: { type: 'form', action: 'ticket.new', context: FORM.context, values: ANSWER },
    });
    expect(await answered(forms, key, ANSWER)).toBe('used');
    expect((await forms.post(path, TYPED)).status).toBe(410);
    expect(forms.inbounds).toHaveLength(1);
    // The card's surface tells what came of it.
    expect(forms.delivered).toEqual([]);
  });

  it('answered on both at once has one key: one deed', async () => {
    const forms = useForms(db, () => DONE);
    const { path, key } = await kept(forms);
    await Promise.all([answered(forms, key, ANSWER), forms.post(path, TYPED)]);
    expect(new Set(forms.inbounds.map(({ dedupeKey }) => dedupeKey)).size).toBe(1);
  });

  it('until it is concluded it is open: whoever takes it over gives the same answer', async () => {
    const forms = useForms(db, () => DONE);
    const { key } = await kept(forms);
    await forms.links.answer(key, ZHOU, ANSWER);
    expect(await answered(forms, key, ANSWER)).toEqual(DONE);
    expect(new Set(forms.inbounds.map(({ dedupeKey }) => dedupeKey)).size).toBe(1);
  });

  it('somebody else, another company and a key of nobody’s hear nothing of it', async () => {
    const forms = useForms(db, () => DONE);
    const { key } = await kept(forms);
    for (const who of [
      { ...ZHOU, id: 'zhouer' },
      { ...ZHOU, workspace: 'ww2' },
      { ...ZHOU, platform: 'slack' as const },
    ]) {
      expect(await forms.links.answer(key, who, ANSWER)).toEqual({ state: 'unknown' });
    }
    expect(await forms.links.answer('no-such-key', ZHOU, ANSWER)).toEqual({ state: 'unknown' });
    expect(forms.inbounds).toEqual([]);
  });

  it('what was never offered, and fields that are none, reach nobody', async () => {
    const forms = useForms(db, () => DONE);
    const { key } = await kept(forms);
    const refused = await answered(forms, key, { ...ANSWER, urgency: 'at-once' });
    expect(refused).toMatchObject({ kind: 'form-errors', errors: { urgency: expect.stringMatching(/选项/) } });
    expect(await answered(forms, key, {})).toMatchObject({ errors: { description: expect.any(String) } });
    expect(forms.inbounds).toEqual([]);
    expect(await answered(forms, key, { ...ANSWER, role: 'admin' })).toEqual(DONE);
    expect(forms.inbounds[0]?.what).toMatchObject({ values: ANSWER });
  });

  it('a refusal on record keeps it open, and the next attempt is a deed of its own', async () => {
    const replies: Reply[] = [REFUSED, DONE];
    const forms = useForms(db, () => replies.shift() ?? DONE);
    const { key } = await kept(forms);
    expect(await answered(forms, key, ANSWER)).toEqual(REFUSED);
    expect(await answered(forms, key, ANSWER)).toEqual(DONE);
    expect(forms.inbounds.map(({ dedupeKey }) => dedupeKey)).toEqual([`form:${key}:0`, `form:${key}:1`]);
  });
});

describe('a form', () => {
  it('is shown with its words, what is filled in, and whose it is', async () => {
    const forms = useForms(db, () => DONE);
    const { status, html } = await forms.get(await forms.path());
    expect(status).toBe(200);
    expect(html).toContain('<html lang="zh-CN">');
    for (const words of [
      '新建工单',
      '客户说了什么？',
      '写下客户的原话',
      '例如：打印机频繁卡纸',
      '以 周敏 的身份提交',
    ]) {
      expect(html).toContain(words);
    }
    expect(html).toMatch(/<textarea[^>]*name="description"[^>]*>\n打印机<\/textarea>/);
    expect(html).toMatch(/<option value="guess" selected>自动判断<\/option>/);
    expect(html.match(/必填/g)).toHaveLength(2);
    expect(html).not.toMatch(/role="alert"|<script/);
  });

  it('is one deed of the person it was made for, done once, and its answer is in the chat', async () => {
    const forms = useForms(db, () => DONE);
    const path = await forms.path();
    const done = await forms.post(path, TYPED);
    expect(done.status).toBe(200);
    expect(done.html).toContain('已建工单 C202611001');
    expect(done.html).toContain('客服部会处理');
    expect(forms.inbounds).toEqual([
      {
        dedupeKey: expect.stringMatching(/^form:[0-9a-f]{64}:0$/),
        who: ZHOU,
        where: DIRECT,
        what: { type: 'form', action: 'ticket.new', context: '{"asked":false}', values: TYPED },
      },
    ]);
    await forms.links.drain();
    expect(forms.delivered).toEqual([{ account: ZHOU, reply: DONE, where: DIRECT }]);
    const again = await forms.post(path, TYPED);
    expect(again.status).toBe(410);
    expect(again.html).toContain('已经提交过了');
    expect((await forms.get(path)).status).toBe(410);
    expect(forms.inbounds).toHaveLength(1);
  });

  it('sent twice at once is one deed: one key, one answer in the chat', async () => {
    const { promise: both, resolve: release } = Promise.withResolvers<void>();
    const forms = useForms(db, async () => {
      if (forms.inbounds.length === 2) release();
      await both;
      return DONE;
    });
    const path = await forms.path();
    const pages = await Promise.all([forms.post(path, TYPED), forms.post(path, TYPED)]);
    expect(pages.map(({ status }) => status)).toEqual([200, 200]);
    expect(new Set(forms.inbounds.map(({ dedupeKey }) => dedupeKey)).size).toBe(1);
    await forms.links.drain();
    expect(forms.delivered).toHaveLength(1);
  });

  it('leaves no words behind when it was sent', async () => {
    const forms = useForms(db, () => DONE);
    const path = await forms.path();
    const token = path.slice('/f/'.length);
    const rows = async () => JSON.stringify((await db.pool.query('SELECT * FROM form_link')).rows);
    expect(await rows()).toContain('打印机');
    expect(await rows()).not.toContain(token);
    await forms.post(path, TYPED);
    expect(await rows()).not.toMatch(/打印机|周敏/);
  });

  it('leaves empty fields out, and takes line breaks as they were typed', async () => {
    const forms = useForms(db, () => DONE);
    await forms.post(await forms.path(), {
      description: '第一行\r\n第二行',
      customer: ' ',
      urgency: 'guess',
      evil: 'x',
    });
    expect(forms.inbounds[0]?.what).toMatchObject({ values: { description: '第一行\n第二行', urgency: 'guess' } });
    expect(forms.inbounds[0]?.what).not.toHaveProperty('values.customer');
    expect(forms.inbounds[0]?.what).not.toHaveProperty('values.evil');
  });
});

describe('what is wrong', () => {
  it('is said at its field, with everything that was typed kept', async () => {
    const errors = { description: '请写下具体情况', customer: '没有这个客户', '': '今天不能建单', gone: '另有错误' };
    const replies: Reply[] = [{ kind: 'form-errors', errors }, DONE];
    const forms = useForms(db, () => replies.shift() ?? DONE);
    const path = await forms.path();
    const wrong = await forms.post(path, { ...TYPED, description: '坏了</textarea><script>' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toMatch(/id="field-description-error">请写下具体情况</);
    expect(wrong.html).toMatch(/id="field-customer-error">没有这个客户</);
    expect(wrong.html).toMatch(/role="alert"[^]*今天不能建单[^]*另有错误/);
    expect(wrong.html).toContain('坏了&lt;/textarea&gt;&lt;script&gt;');
    expect(wrong.html).toContain('value="云帆科技"');
    expect(wrong.html).toMatch(/<option value="urgent" selected>/);
    expect(forms.delivered).toEqual([]);
    expect((await forms.post(path, TYPED)).status).toBe(200);
    // Nothing of the first attempt is on record, so it was the same deed.
    expect(new Set(forms.inbounds.map(({ dedupeKey }) => dedupeKey)).size).toBe(1);
  });

  it('is found before anybody is asked: empty, too long, no such choice', async () => {
    const forms = useForms(db, () => DONE);
    const path = await forms.path();
    const wrong = await forms.post(path, { description: '  ', customer: '长'.repeat(301), urgency: 'now' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toMatch(/id="field-description-error">请填写这一项/);
    expect(wrong.html).toMatch(/id="field-customer-error">太长了：共 301 字，最多 300 字/);
    expect(wrong.html).toMatch(/id="field-urgency-error">这个选项已经没有了/);
    expect(wrong.html).toContain('长'.repeat(301));
    expect(forms.inbounds).toEqual([]);
  });

  it('a refusal keeps the form open, and the next attempt is a deed of its own', async () => {
    const replies: Reply[] = [REFUSED, DONE];
    const forms = useForms(db, () => replies.shift() ?? DONE);
    const path = await forms.path();
    const refused = await forms.post(path, TYPED);
    expect(refused.status).toBe(422);
    expect(refused.html).toMatch(/role="alert"[^]*这张工单已关闭[^]*没有任何改动/);
    expect((await forms.post(path, TYPED)).status).toBe(200);
    expect(forms.inbounds.map(({ dedupeKey }) => dedupeKey.split(':')[2])).toEqual(['0', '1']);
  });

  it('a warning about something done is an end; one that nothing was saved is none', async () => {
    const attempt: Reply = {
      kind: 'card',
      card: { tone: 'warn', title: '已登记：没有联系上', summary: '' },
      outcome: { code: 'contacted', reached: false },
    };
    const nothing: Reply = { kind: 'card', card: { tone: 'warn', title: '没有保存任何内容，请重试', summary: '' } };
    const forms = useForms(db, ({ what }) => (what.type === 'form' && what.values['customer'] ? attempt : nothing));
    const path = await forms.path();
    expect((await forms.post(path, { description: 'a', urgency: 'guess' })).status).toBe(422);
    expect((await forms.post(path, TYPED)).status).toBe(200);
    expect((await forms.get(path)).status).toBe(410);
  });

  it('an unexpected failure names an id, keeps the form open and shows nothing of itself', async () => {
    const forms = useForms(db, () => {
      throw new Error('secret of the house');
    });
    const path = await forms.path();
    const failed = await forms.post(path, TYPED);
    expect(failed.status).toBe(500);
    expect(failed.html).toMatch(/编号：[0-9a-f]{8}/);
    expect(failed.html).toContain('<input type="hidden" name="description" value="打印机频繁卡纸">');
    expect(failed.html).toContain('再试一次');
    expect(failed.html).not.toContain('secret');
    expect(failed.headers.get('cache-control')).toBe('no-store');
    expect(forms.faults).toHaveLength(1);
    expect((await forms.get(path)).status).toBe(200);
  });
});

describe('a form that leads to another', () => {
  it('goes on with the next page, behind a link of its own', async () => {
    const next: Reply = {
      kind: 'form',
      form: { ...FORM, title: '还有两个问题', context: '{"asked":true}', intro: '什么时候开始的？' },
    };
    const replies: Reply[] = [next, DONE];
    const forms = useForms(db, () => replies.shift() ?? DONE);
    const path = await forms.path();
    const moved = await forms.post(path, TYPED);
    expect(moved.status).toBe(303);
    const second = moved.headers.get('location') ?? '';
    expect(second).toMatch(/^\/f\/[\w-]{43}$/);
    expect(second).not.toBe(path);
    expect((await forms.get(path)).status).toBe(410);
    const page = await forms.get(second);
    expect(page.html).toContain('还有两个问题');
    expect(page.html).toContain('以 周敏 的身份提交');
    expect((await forms.post(second, TYPED)).status).toBe(200);
    expect(forms.inbounds[1]).toMatchObject({ who: ZHOU, where: DIRECT, what: { context: '{"asked":true}' } });
    await forms.links.drain();
    expect(forms.delivered).toHaveLength(1);
  });
});

describe('work that takes longer', () => {
  const STILL: Reply = { kind: 'card', card: { tone: 'warn', title: '仍在处理', summary: '' } };

  it('is waited for a little, and is then an answer like any other', async () => {
    const forms = useForms(db, () => ({ reply: STILL, later: Promise.resolve(DONE) }));
    const page = await forms.post(await forms.path(), TYPED);
    expect(page.html).toContain('已建工单 C202611001');
  });

  it('is told in the chat when it ends, once', async () => {
    const { promise: later, resolve: end } = Promise.withResolvers<Reply>();
    const forms = useForms(db, () => ({ reply: STILL, later }));
    const path = await forms.path();
    const page = await forms.post(path, TYPED);
    expect(page.status).toBe(202);
    expect(page.html).toContain('仍在处理');
    expect(forms.delivered).toEqual([]);
    end(DONE);
    await setImmediate();
    await forms.links.drain();
    expect(forms.delivered).toHaveLength(1);
    expect((await forms.get(path)).status).toBe(410);
  });

  it('that comes to nothing is told too, and the form is open again', async () => {
    const nothing: Reply = { kind: 'card', card: { tone: 'warn', title: '没有保存任何内容', summary: '' } };
    const { promise: later, resolve: end } = Promise.withResolvers<Reply>();
    const forms = useForms(db, () => ({ reply: STILL, later }));
    const path = await forms.path();
    await forms.post(path, TYPED);
    end(nothing);
    await forms.links.drain();
    expect(forms.delivered.map(({ reply }) => reply)).toEqual([nothing]);
    expect((await forms.get(path)).status).toBe(200);
  });
});

describe('a link that does not work', () => {
  it('says that it has expired, after 15 minutes, and how to go on', async () => {
    const forms = useForms(db, () => DONE);
    const path = await forms.path(FORM, 'en');
    await db.pool.query("UPDATE form_link SET expires_at = expires_at - interval '14 min 50 s'");
    expect((await forms.get(path)).status).toBe(200);
    await db.pool.query("UPDATE form_link SET expires_at = expires_at - interval '10 s'");
    for (const page of [await forms.get(path), await forms.post(path, TYPED)]) {
      expect(page.status).toBe(410);
      expect(page.html).toContain('This link has expired');
      expect(page.html).toContain('Nothing was saved');
    }
    expect((await forms.get(path)).html).not.toContain('打印机');
    // What took ten minutes to write is given back.
    expect((await forms.post(path, TYPED)).html).toContain('打印机频繁卡纸\n云帆科技');
    expect(forms.inbounds).toEqual([]);
  });

  it.each([
    ['/f/x', 'zh-CN,zh;q=0.9', '链接无效'],
    [`/f/${'A'.repeat(43)}`, 'zh-CN', '链接无效'],
    [`/f/${'A'.repeat(43)}`, 'en-US,en', 'This link does not work'],
    ['/f/%2e%2e%2f%2e%2e%2fetc', 'fr', '链接无效'],
    [`/f/${'a'.repeat(5_000)}`, '', '链接无效'],
  ])('forged: %s for %s', async (path, language, words) => {
    const forms = useForms(db, () => DONE);
    await forms.path();
    for (const page of [
      await forms.get(path, { 'accept-language': language }),
      await forms.post(path, TYPED, { 'accept-language': language }),
    ]) {
      expect(page.status).toBe(404);
      expect(page.html).toContain(words);
    }
    expect(forms.inbounds).toEqual([]);
  });

  it('one letter changed is no link', async () => {
    const forms = useForms(db, () => DONE);
    const path = await forms.path();
    const other = path.at(-10) === 'a' ? 'b' : 'a';
    expect((await forms.get(`${path.slice(0, -10)}${other}${path.slice(-9)}`)).status).toBe(404);
    expect((await forms.get(path)).status).toBe(200);
  });

  it('its words are erased when its time is over, and the row a day later', async () => {
    const forms = useForms(db, () => DONE);
    const path = await forms.path();
    const { prune } = createHousekeeping({ prisma: db.prisma });
    const rows = async () => (await db.pool.query('SELECT * FROM form_link')).rows;
    await prune();
    expect(JSON.stringify(await rows())).toContain('打印机');
    await db.pool.query("UPDATE form_link SET expires_at = expires_at - interval '16 min'");
    await prune();
    expect(JSON.stringify(await rows())).not.toMatch(/打印机|周敏/);
    expect((await forms.get(path)).html).toContain('链接已过期');
    await db.pool.query("UPDATE form_link SET expires_at = expires_at - interval '1 day'");
    await prune();
    expect(await rows()).toEqual([]);
    expect((await forms.get(path)).status).toBe(404);
  });
});

describe('who may send', () => {
  it.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'https://huiyin.example.evil' }, 403],
    [{ 'content-type': 'text/plain' }, 415],
    [{ 'content-type': 'multipart/form-data; boundary=x' }, 415],
    [{ origin: 'https://huiyin.example' }, 200],
    [{ origin: 'https://huiyin.example', host: 'internal:3000' }, 200],
    [{ 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }, 200],
  ])('%j: %i', async (headers: Record<string, string>, status) => {
    const forms = useForms(db, () => DONE);
    const path = await forms.path();
    expect((await forms.post(path, TYPED, headers)).status).toBe(status);
    expect(forms.inbounds).toHaveLength(status === 200 ? 1 : 0);
    if (status !== 200) expect((await forms.get(path)).status).toBe(200);
  });

  it('refuses what is far too large without reading it, and the form stays open', async () => {
    const forms = useForms(db, () => DONE);
    const path = await forms.path();
    const large = await forms.post(path, { ...TYPED, description: 'x'.repeat(600_000) });
    expect(large.status).toBe(413);
    expect(large.html).toContain('内容太长');
    expect((await forms.get(path)).status).toBe(200);
  });

  it('says nothing of itself to others, and is kept by nobody', async () => {
    const forms = useForms(db, () => DONE);
    const path = await forms.path();
    for (const page of [await forms.get(path), await forms.get('/f/x'), await forms.post(path, TYPED)]) {
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(page.headers.get('x-content-type-options')).toBe('nosniff');
      expect(page.html).not.toMatch(/ on[a-z]+=|style="|https?:\/\//);
    }
  });
});

it('the words of people are text on every page', async () => {
  const evil = '<img src=x onerror=alert(1)>"\'';
  const card: Reply = { kind: 'card', card: { tone: 'good', title: evil, summary: '', lines: [evil] }, outcome: {} };
  const forms = useForms(db, () => card);
  const [description, ...others] = FORM.fields;
  if (description === undefined) throw new Error('no field');
  const fields = [{ ...description, label: evil, hint: evil, placeholder: evil, initial: evil }, ...others];
  const path = await forms.path({ ...FORM, title: evil, intro: evil, fields });
  for (const page of [await forms.get(path), await forms.post(path, TYPED)]) {
    expect(page.html).not.toContain('<img');
    expect(page.html).toContain('&lt;img');
  }
});
