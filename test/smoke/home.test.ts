import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../src/domain/time.ts';
import { useDatabase } from '../support/database.ts';
import { numberOf, startProduct } from '../support/product.ts';

const database = useDatabase();
const PRINTER = '/ticket 打印机频繁卡纸，影响二楼所有人 客户:云帆科技 部门:客服部 !紧急 #打印机卡纸';

describe('the page of what one owes', () => {
  it('is shown when it is opened, follows what happens, and is answered where it is pressed', async () => {
    const { slack, settle } = await startProduct(database);
    const [wang, li] = [slack.user('agent1'), slack.user('agent2')];
    await wang.opensHome();
    await wang.home().expectUpdate(/您现在没有待办/);

    // Somebody else's deed: the page follows by itself.
    const number = numberOf((await li.runs(`${PRINTER} @agent1`)).text);
    await slack.user('lead').runs(`/ticket 分派 ${number} @agent1`);
    await settle();
    const page = await wang.home().expectUpdate(new RegExp(`我的待办：1 件[^]*${number} · 云帆科技 · 打印机频繁卡纸`));
    expect(page.text).toMatch(/首次响应：\d+月\d+日（周一）10:15 前/);

    const answer = await page.click('已联系');
    expect(answer.modal?.text).toMatch(/联系上客户了吗/);
    await wang.submits(answer.modal ?? expect.unreachable('no form'), { words: '已致电' });
    await settle();
    await page.expectUpdate(/启动处理/);
    const taken = await page.click('认领');
    await slack.until(() => (slack.callsOf('views.open').length > 1 ? true : null), 'an answer in a window');
    expect(taken.status).toBe(200);
    const shown = [...slack.world.modalsById.values()].at(-1) ?? expect.unreachable('no window');
    expect(slack.modal(shown.id).text).toMatch(new RegExp(`${number} 已由您负责|${number}`));
    await settle();
    await page.expectUpdate(/进度同步/);
    expect(page.buttons.map(({ label }) => label)).toContain('新建工单');
  });

  it('marks what is late and shows it first', async () => {
    const { slack, settle, clock } = await startProduct(database);
    const wang = slack.user('agent1');
    const calm = numberOf((await wang.runs('/ticket 想了解续费价格 客户:云帆科技 部门:客服部 @agent1')).text);
    const hurried = numberOf((await wang.runs(`${PRINTER} @agent1`)).text);
    await wang.opensHome();
    const page = await wang.home().expectUpdate(/我的待办：2 件/);
    await clock.until('Mon', '10:16');
    await settle();
    await page.expectUpdate(/我的待办：2 件，1 件已超时/);
    expect(page.text).toMatch(new RegExp(`‼ ${hurried}[^]*${calm}`));
    await wang.runs(`/ticket 取消 ${hurried} 录入重复`);
    await settle();
    // The result is still owed to the customer.
    await page.expectUpdate(new RegExp(`我的待办：2 件\\n`));
    expect(page.text).toMatch(/告知结果/);
  });

  it('shows a lead what the team owes, and an agent what nobody has taken', async () => {
    const { slack, settle } = await startProduct(database);
    const [wang, lead] = [slack.user('agent1'), slack.user('lead')];
    const open = numberOf((await wang.runs(PRINTER)).text);
    const owned = numberOf((await wang.runs('/ticket 想了解续费价格 客户:云帆科技 部门:客服部 @agent1')).text);
    await slack.user('mender').runs('/ticket 保修卡丢了怎么办 客户:海蓝 部门:after-sales');
    await wang.opensHome();
    await lead.opensHome();
    await settle();
    const mine = await wang.home().expectUpdate(new RegExp(`还没人认领：1 件[^]*${open}`));
    expect(mine.text).toMatch(new RegExp(`我的待办：1 件[^]*${owned}`));
    const team = await lead.home().expectUpdate(new RegExp(`部门待办：2 件[^]*${open}`));
    expect(team.text).toContain(owned);
    expect(team.text).not.toContain('海蓝');
    expect(team.text).toContain('小王');
  });

  it('goes on after a restart, and two replicas show a change once', async () => {
    const product = await startProduct(database);
    const { slack } = product;
    const wang = slack.user('agent1');
    await wang.opensHome();
    await wang.home().expectUpdate(/您现在没有待办/);
    await product.restartAfter(HOUR_MS, 2);
    const before = wang.home().published;
    await wang.runs(`${PRINTER} @agent1`);
    await Promise.all(product.apps.map((app) => app.drain()));
    await wang.home().expectUpdate(/我的待办：1 件/);
    await Promise.all(product.apps.map((app) => app.drain()));
    expect(wang.home().published).toBe(before + 1);
  });

  it('is shown later when Slack has no time for it, and never for the direct talk beside it', async () => {
    const { slack, settle } = await startProduct(database);
    const wang = slack.user('agent1');
    await wang.opensHome('messages');
    await settle();
    expect(slack.callsOf('views.publish')).toHaveLength(0);
    slack.failNext('views.publish', { status: 429, retryAfter: 1 });
    await wang.opensHome();
    await wang.home().expectUpdate(/您现在没有待办/);
    expect(slack.callsOf('views.publish').length).toBe(2);
  });

  it('counts what finds no room, and leads to it', async () => {
    const { slack, settle } = await startProduct(database);
    const wang = slack.user('agent1');
    for (let i = 0; i < 10; i += 1) {
      await wang.runs(`/ticket 第 ${i} 件：想了解续费价格 客户:云帆科技 部门:客服部 @agent1`);
    }
    await wang.opensHome();
    await settle();
    const page = await wang.home().expectUpdate(/我的待办：10 件[^]*还有 2 件：\/todo 2/);
    await page.click('下一页');
    await slack.until(() => [...slack.world.modalsById.values()].at(-1) ?? null, 'a window with the rest');
    const shown = [...slack.world.modalsById.values()].at(-1) ?? expect.unreachable('no window');
    expect(slack.modal(shown.id).text).toMatch(/第 8 件[^]*第 9 件/);
  });

  it('tells people of another language in theirs, and whoever is not listed that they are none of ours', async () => {
    const { slack } = await startProduct(database);
    await slack.user('mary').opensHome();
    await slack
      .user('mary')
      .home()
      .expectUpdate(/You owe nothing just now/);
  });
});
