import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { createFakeSlack } from '../support/fake-slack/fake-slack.ts';
import { populate } from '../support/product.ts';
import { driveSlack, SLACK, slackSettings } from './surfaces/slack.ts';
import { openBoth, WECOM_BOTH } from './surfaces/wecom-both.ts';
import { createDesk, type Desk } from './telling/desk.ts';
import { createSharedProduct } from './telling/running-product.ts';
import type { SurfaceDriver } from './telling/surface.ts';
import { fact } from './told/fact.ts';

/*
 * One ticket, two platforms. The support team works in Slack and in WeCom at once, after-sales in WeCom alone, the team
 * overseas in Slack alone; some people have an account on both, some on one.
 */
const COMPANY = `
workingTime: { holidays: none }
strangers: refuse
teams:
  support:
    name: 客服部
    channels: { slack: C0SUPPORT, wecom: "bot:support" }
    handles: [inquiry, suggestion, request]
    lead: chen
    manager: wang
  after-sales: { name: 售后部, channels: { wecom: "bot:after-sales" }, handles: [complaint], lead: zhao, manager: wang }
  overseas: { name: Overseas support, locale: en, channels: { slack: C0OVERSEAS }, lead: mary, manager: mary }
people:
  agent1: { name: 小王, team: support, slack: U0AGENT1, wecom: agent1 }
  agent2: { name: 小李, team: support, slack: U0AGENT2 }
  chen: { name: 陈组长, team: support, role: lead, slack: U0LEAD, wecom: chen }
  wang: { name: 王经理, team: support, role: manager, wecom: wang }
  mender: { name: 小林, team: after-sales, wecom: mender }
  zhao: { name: 赵组长, team: after-sales, role: lead, wecom: zhao }
  mary: { name: Mary, team: overseas, role: lead, locale: en, slack: U0MARY }
  paul: { name: Paul, team: overseas, locale: en, slack: U0PAUL }
`;

describe('one ticket, two platforms', () => {
  const database = useDatabase({ freshEachTest: false });
  const product = createSharedProduct(database);
  let drivers: { slack: SurfaceDriver; wecom: SurfaceDriver } | undefined;
  const seated = () => drivers ?? expect.unreachable('nobody is seated');

  beforeAll(async () => {
    const slack = await createFakeSlack();
    populate(slack);
    const { environment, connect } = await openBoth();
    const { app, clock } = await product.start({
      environment: { slack: slackSettings(slack), wecom: environment },
      policy: COMPANY,
    });
    slack.connect(`${app.url}/slack/events`);
    drivers = { slack: driveSlack(slack, clock), wecom: await connect(app.url) };
  });
  afterAll(async () => {
    await product.stop();
    await seated().slack.close();
    await seated().wecom.close();
  });
  beforeEach(async () => {
    await product.beginStory();
    await seated().slack.clear();
    await seated().wecom.clear();
  });
  afterEach(() => product.endStory());

  function desks(): { slack: Desk; wecom: Desk } {
    const { app, clock } = product.running();
    const settle = () => app.drain();
    return {
      slack: createDesk(seated().slack, SLACK.abilities, clock, settle),
      wecom: createDesk(seated().wecom, WECOM_BOTH.abilities, clock, settle),
    };
  }

  it('opened in Slack for a team in WeCom: its card is there, its work is done there, and Slack knows who does it', async () => {
    const { slack, wecom } = desks();
    const wang = slack.person('agent1');
    const told = await wang
      .types('/ticket 空调修好又漏水 客户:云帆科技 类型:投诉 部门:售后部 #漏水')
      .reads(/已创建，由售后部处理/);
    const card = await wecom.place('after-sales').card(new RegExp(`${told.number} · 漏水`));
    const mender = wecom.person('mender');
    await mender.presses('认领', card).changes(card, fact('负责人', '小林'), /已由您认领/);
    await slack.settle();
    expect(await slack.place('support').messages()).toEqual([]);
    const details = await wang.looksUp(told.number, fact('负责人', '小林'));
    expect(details).toMatch(/小林 认领了工单/);

    // Whoever opened it may tell it more from where they are, and the team reads it where it is.
    await wang.types(`/ticket 备注 ${told.number} 客户又打来了，很着急`).reads(/备注已添加/);
    await card.tells(/小王 的备注[^]*客户又打来了/, mender);
  });

  it('a team on both has a card in each: what is done in one place stands in the other', async () => {
    const { slack, wecom } = desks();
    const li = slack.person('agent2');
    const told = await li.types('/ticket 扫码枪连不上收银台 客户:云帆科技 部门:客服部 #扫码枪').reads(/已创建/);
    const inSlack = await slack.place('support').card(new RegExp(`${told.number} · 扫码枪`));
    const inWecom = await wecom.place('support').card(new RegExp(`${told.number} · 扫码枪`));

    const wang = wecom.person('agent1');
    await wang.presses('认领', inWecom).changes(inWecom, fact('负责人', '小王'), /已由您认领/);
    await inSlack.shows(fact('负责人', '小王'));
    await inSlack.tells(/小王 认领了工单/, li);

    // The same person goes on in Slack: it is theirs there too.
    const again = slack.person('agent1');
    await again.types(`/ticket 认领 ${told.number}`).reads(/已经由您认领/);
    const solving = await again.presses('已解决', inSlack).opens();
    await again.fills(solving, { words: '升级驱动后恢复' }).reads(/已解决/);
    await inSlack.shows(fact('处理进度', '已完成'));
    await inWecom.tells(/小王 已解决[^]*升级驱动后恢复/, wang);
    // The card in WeCom cannot follow; pressed now, it shows how things stand and does nothing a second time.
    await wang.presses('已解决', inWecom).changes(inWecom, fact('处理进度', '已完成'), /./);
    expect(await slack.place('support').messages()).toHaveLength(1);
    expect(await wecom.place('support').messages(/· 扫码枪/)).toHaveLength(1);
  });

  it('reminders reach people on each platform they are on, and seen on one is seen on the other', async () => {
    const { slack, wecom } = desks();
    await slack
      .person('agent2')
      .types('/ticket 打印机频繁卡纸 客户:云帆科技 部门:客服部 !紧急 #卡纸 @agent2')
      .reads(/已创建/);
    await slack.clock.until('Mon', '10:31');
    const [leadInSlack, leadInWecom] = [slack.person('chen'), wecom.person('chen')];
    const inSlack = await leadInSlack.reads(/C\d+ · 首次响应已超时/);
    const inWecom = await leadInWecom.reads(/C\d+ · 首次响应已超时/);

    // The owner has no account in WeCom: there the team reads the name, in Slack the person is called.
    expect((await slack.place('support').card(/C\d+ · 首次响应/)).text).toContain('@小李');
    expect((await wecom.place('support').card(/C\d+ · 首次响应/)).text).toMatch(fact('负责人', '小李'));

    await leadInWecom.presses('知道了', inWecom).changes(inWecom, /陈组长 已知悉/, /已知悉/);
    await inSlack.shows(/陈组长 已知悉/);
    await slack.clock.until('Mon', '11:02');
    // Held for half an hour, then the manager, who is in WeCom alone.
    expect(await leadInSlack.shown(/C\d+ · 首次响应/)).toHaveLength(1);
    expect((await wecom.person('wang').reads(/C\d+ · 首次响应/)).text).toMatch(/通知主管/);
  });

  it('people are named across: assigned in Slack to somebody of WeCom, by name, and taken there', async () => {
    const { slack, wecom } = desks();
    const told = await slack
      .person('agent2')
      .types('/ticket 门禁卡刷不开三楼的门 客户:云帆科技 部门:客服部 #门禁卡')
      .reads(/已创建/);
    await slack
      .person('chen')
      .types(`/ticket 分派 ${told.number} @小林`)
      .reads(/已分派给 小林/);
    const mender = wecom.person('mender');
    await mender.types(`/ticket 认领 ${told.number}`).reads(/已由您认领/);
    const card = await slack.place('support').card(new RegExp(`${told.number} · 门禁卡`));
    await card.shows(fact('负责人', '小林'));
    await wecom
      .person('chen')
      .types(`/ticket 分派 ${told.number} @小李`)
      .reads(/已分派给 小李/);
    await card.shows(fact('负责人', '小李'));
  });

  it('a team in Slack alone is reached from WeCom, each in their own language', async () => {
    const { slack, wecom } = desks();
    const told = await wecom
      .person('agent1')
      .types('/ticket 海外仓扫码枪坏了 客户:云帆科技 部门:overseas !紧急 #扫码枪')
      .reads(/已创建，由Overseas support处理/);
    const card = await slack.place('overseas').card(new RegExp(`${told.number} · 扫码枪`));
    expect(card.text).toMatch(fact('Urgency', 'Urgent'));
    await slack
      .person('paul')
      .presses('Take', card)
      .changes(card, fact('Owner', 'Paul'), /is yours/);
    await wecom.person('agent1').looksUp(told.number, /Paul 认领了工单/);
  });
});
