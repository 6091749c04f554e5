import { expect, it, vi } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { type Product, startProduct } from '../support/product.ts';

const database = useDatabase();
// Long stories: on a busy machine they take their time.
vi.setConfig({ testTimeout: 90_000 });

const text = (csv: string): Uint8Array => new TextEncoder().encode(csv);
const TABLE = [
  '客户名称,联系人,电话,标签',
  '云帆科技有限公司,张伟,13800138000,重视性价比',
  '蓝海物流有限公司,李娜,no phone,预算敏感型',
].join('\n');

const customers = () => database.prisma.customer.count();
const audited = (what: string) => database.prisma.audit.findMany({ where: { what } });

/** A message with a file in a channel. */
function upload({ slack }: Product, content: Uint8Array, name = 'customers.csv') {
  return slack.channel('support').hears('新客户名单', { as: 'manager', file: { name, content } });
}

/** The link on a card, as our own server has it. */
function linkOn(shown: string): string {
  return /https?:\/\/\S+\/t\/[A-Za-z0-9_-]{43}/.exec(shown)?.[0] ?? expect.unreachable(`no link in: ${shown}`);
}

it('a table on a Slack message: looked at, then imported as it was looked at, told with how far it is', async () => {
  const product = await startProduct(database);
  const manager = product.slack.user('manager');
  const message = upload(product, text(TABLE));
  await manager.shortcutOnMessage('import-customers', message);
  const looked = await manager.expectEphemeral(/尚未写入：将新增客户 2 个/u);
  expect(looked.text).toContain('no phone');
  expect(await customers()).toBe(0);
  expect(await audited('imported')).toEqual([]);

  await looked.click('导入');
  await manager.expectEphemeral(/已开始导入/u);
  await manager.expectDirectMessage(/已导入：新增客户 2 个/u);
  expect(await customers()).toBe(2);
  expect((await audited('imported')).map(({ by }) => by)).toEqual(['wang']);

  // Once more: nothing is left to do, and a double press of the first card does nothing new.
  await manager.shortcutOnMessage('import-customers', message);
  await manager.expectEphemeral(/都已登记/u);
  await looked.click('导入');
  await manager.expectDirectMessage(/已导入：新增客户 0 个/u);
  expect(await customers()).toBe(2);
});

it('refuses in words: no right, no file, no table, too large, gone, swapped', async () => {
  const product = await startProduct(database);
  const { slack } = product;
  const manager = slack.user('manager');
  const message = upload(product, text(TABLE));
  const agent = slack.user('agent1');
  await agent.shortcutOnMessage('import-customers', message);
  await agent.expectEphemeral(/导入需要.*权限/u);
  expect((await agent.runs('/customer 导入')).text).toMatch(/导入需要/u);

  await manager.shortcutOnMessage('import-customers', slack.channel('support').hears('没有附件', { as: 'manager' }));
  await manager.expectEphemeral(/没有文件/u);
  for (const [content, name, said] of [
    [text(TABLE), 'photo.png', /不是能读取的表格/u],
    [text('a,b\n1,2\n'), 'x.csv', /没有找到表头/u],
    [new Uint8Array(0), 'x.csv', /文件是空的/u],
    [new Uint8Array(21 * 1024 * 1024), 'x.csv', /超过 20 MB/u],
    [Uint8Array.from([0x80, 0xff, 0xfe, 0x00, 0x80]), 'x.xlsx', /没有|不是|空|失败|出错|编号/u],
  ] as const) {
    await manager.shortcutOnMessage('import-customers', upload(product, content, name));
    await manager.expectEphemeral(said);
  }
  const [first] = [...slack.world.filesById.values()];
  if (first !== undefined) first.isHidden = true;
  await manager.shortcutOnMessage('import-customers', message);
  await manager.expectEphemeral(/无法读取该文件/u);
  slack.failNext('files.info', { error: 'missing_scope' });
  await manager.shortcutOnMessage('import-customers', upload(product, text(TABLE)));
  await product.slack.world.until(
    () => product.logs.find((line) => /files:read/u.test(line.text)) ?? null,
    () => 'a line that names the scope',
  );
  product.expectErrorLine(/files:read/u);
  // A file that was not looked at is not imported, whatever its name; nor is one that became another.
  const other = upload(product, text(TABLE));
  await manager.shortcutOnMessage('import-customers', other);
  const looked = await manager.expectEphemeral(/尚未写入/u);
  const id = [...slack.world.filesById.keys()].at(-1) ?? '';
  expect((await manager.runs(`/customer import ${id}`)).text).toMatch(/导入客户/u);
  slack.world.filesById.set(id, { name: 'customers.csv', content: text(`${TABLE}\n绿洲,王五,,`), isHidden: false });
  await looked.click('导入');
  await manager.expectEphemeral(/不是刚才检查过的文件/u);
  expect(await customers()).toBe(0);
  product.tolerateErrorLine(/failed unexpectedly/u);
});

it('more than twenty rows are behind a link that works once, for whoever may, and is recorded', async () => {
  const product = await startProduct(database, { isReached: true });
  const { slack, app } = product;
  await database.prisma.$executeRaw`
    INSERT INTO customer (id, name, name_key, created_at, keys_version)
    SELECT gen_random_uuid(), CASE n WHEN 1 THEN '=HYPERLINK("x")' ELSE '客户' || n END, 'k' || n, now(), 1 FROM generate_series(1, 25) n`;
  const manager = slack.user('manager');
  expect((await slack.user('agent1').runs('/customer 导出')).text).toMatch(/权限|主管/u);
  const offered = await manager.runs('/customer 导出');
  expect(offered.text).toMatch(/25 个客户的完整表格/u);
  expect(await audited('exported')).toEqual([]);
  const link = linkOn(offered.text);

  // Whoever only looks, such as a chat that shows previews, takes nothing.
  const page = await fetch(link);
  expect(await page.text()).toMatch(/下载/u);
  expect(page.headers.get('cache-control')).toBe('no-store');
  const post = () =>
    fetch(link, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '' });
  const got = await post();
  expect(got.status).toBe(200);
  expect(got.headers.get('content-disposition')).toMatch(/^attachment; filename="customers-2026-11-23\.csv"$/u);
  const bytes = new Uint8Array(await got.arrayBuffer());
  const csv = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  expect(csv.startsWith('\uFEFF')).toBe(true);
  expect(csv.trim().split('\n')).toHaveLength(26);
  expect(csv).toContain(`'=HYPERLINK`);
  expect((await audited('exported')).map(({ by, data }) => [by, data])).toEqual([
    ['wang', { file: true, mine: false, vip: false, tagged: false, tier: null, stage: null }],
  ]);
  expect((await post()).status).toBe(410);
  expect((await fetch(link)).status).toBe(410);
  expect((await fetch(`${app.url}/t/${'x'.repeat(43)}`)).status).toBe(404);

  // Whose right is gone by the time gets nothing; foreign pages may not post.
  const second = linkOn((await manager.runs('/customer 导出')).text).replace('https://huiyin.example.com', app.url);
  expect(
    (
      await fetch(second, {
        method: 'POST',
        headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
      })
    ).status,
  ).toBe(403);
  await database.prisma.$executeRaw`UPDATE file_link SET account = 'U0AGENT1' WHERE used_at IS NULL`;
  const denied = await fetch(second, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(denied.status).toBe(403);
  expect(await audited('exported')).toHaveLength(1);
});

it('without an address of our own a message holds twenty rows and names the command line', async () => {
  const product = await startProduct(database);
  await database.prisma.$executeRaw`
    INSERT INTO customer (id, name, name_key, created_at, keys_version)
    SELECT gen_random_uuid(), '客户' || n, 'k' || n, now(), 1 FROM generate_series(1, 25) n`;
  const shown = await product.slack.user('manager').runs('/customer 导出');
  expect(shown.text).toMatch(/20 个客户/u);
  expect(shown.text).toContain('npm run export');
});

it('a page takes a table too: looked at, chosen again, imported', async () => {
  const product = await startProduct(database, { isReached: true });
  const { slack } = product;
  const manager = slack.user('manager');
  const asked = await manager.runs('/customer 导入');
  expect(asked.text).toMatch(/消息菜单.*导入客户/u);
  const link = linkOn(asked.text);
  expect(await (await fetch(link)).text()).toMatch(/multipart\/form-data/u);
  const send = async (csv: string, what: 'look' | 'import') => {
    const body = new FormData();
    body.set('table', new File([csv], 'customers.csv'));
    body.set('do', what);
    const response = await fetch(link, { method: 'POST', body });
    return { status: response.status, html: await response.text() };
  };
  // Nothing is imported that was not looked at.
  expect((await send(TABLE, 'import')).html).toMatch(/尚未写入/u);
  expect(await customers()).toBe(0);
  expect((await send(`${TABLE}\n绿洲,王五,,`, 'import')).html).toMatch(/不是刚才检查过的文件/u);
  expect(await customers()).toBe(0);
  expect((await send(`${TABLE}\n绿洲,王五,,`, 'import')).html).toMatch(/已开始导入/u);
  await manager.expectDirectMessage(/已导入：新增客户 3 个/u);
  expect(await customers()).toBe(3);
  expect((await send(TABLE, 'look')).status).toBe(410);
});
