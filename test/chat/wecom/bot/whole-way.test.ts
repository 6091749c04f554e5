import { describe, expect, it } from 'vitest';
import { useDatabase } from '../../../support/database.ts';
import { startDesk } from './desk.ts';

const database = useDatabase();

describe('the whole way of the AI bot', () => {
  it('answers in the group, puts a card there, and the click changes the card at once', async () => {
    const desk = await startDesk(database);
    const group = desk.fake.group('CHAT1');
    const request = group.says('Agent1', '/ticket new 打印机怎么换墨盒，二楼都想知道 类型:咨询 客户:云帆科技 !紧急');
    const answer = await group.answerTo(request);
    expect(answer.text).toMatch(/C\d{9}/);
    const card = await group.expectMessage(/云帆科技/, { after: answer });
    expect(card.buttons).toContain('认领');

    card.click('007', '认领');
    await card.expectUpdate(/小李/);
    expect(card.buttons).not.toContain('认领');
    expect(card.updates).toBe(1);
    // What happened is told below it, with its number; nobody is told a second time.
    const line = await group.expectMessage(/C\d{9}.*小李.*认领/, { after: card });
    await desk.settle();
    expect(line.buttons).toEqual([]);
    expect(group.messages().map((one) => one.id)).toEqual([answer.id, card.id, line.id]);
  });

  it('what a group may not read names the direct chat, on the card and on the card that a click shows anew', async () => {
    const desk = await startDesk(database);
    const group = desk.fake.group('CHAT1');
    group.says(
      'agent1',
      `/ticket new 客户来电 13800138000，${'打印机卡纸，'.repeat(12)}请尽快 类型:咨询 客户:云帆科技 !紧急`,
    );
    const card = await group.expectMessage(/单聊我发送[^]*客户：云帆科技/);
    const [number = ''] = /C\d{9}/.exec(card.text) ?? [];
    for (const shown of ['认领', null]) {
      expect(card.text).not.toContain('13800138000');
      expect(card.text).toContain(`单聊我发送：/ticket show ${number}`);
      if (shown === null) break;
      card.click('agent1', shown);
      await card.expectUpdate(/小王/);
    }
    // The way that it names works.
    const talk = desk.fake.single('agent1');
    expect((await talk.answerTo(talk.says('agent1', `/ticket show ${number}`))).text).toContain('13800138000');
  });

  it('help in a group is short and says where the whole of it is; there it is whole', async () => {
    const desk = await startDesk(database);
    const group = desk.fake.group('CHAT1');
    const { text } = await group.answerTo(group.says('agent1', '/工单 帮助'));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2_048);
    expect(text).toMatch(/还有 \d+ 项[^]*单聊我发送 `\/ticket 帮助`/);
    const talk = desk.fake.single('agent1');
    const whole = await talk.answerTo(talk.says('agent1', '/ticket 帮助'));
    expect(whole.text).not.toMatch(/还有 \d+ 项|有删减/);
    expect(whole.text).toMatch(/\n\d+\. 帮助/);
  });

  it('shows a card that others worked on as it is now, and says why the click did nothing', async () => {
    const desk = await startDesk(database);
    const group = desk.fake.group('CHAT1');
    group.says('agent1', '/ticket new 打印机怎么换墨盒，二楼都想知道 类型:咨询 客户:云帆科技');
    const card = await group.expectMessage(/🔵.*C\d{9} |云帆科技/);
    const shown = await group.expectMessage(/云帆科技/);
    const [number = ''] = /C\d{9}/.exec(card.text) ?? [];
    const taken = group.says('agent1', `/ticket take ${number}`);
    await group.answerTo(taken);
    expect(shown.updates).toBe(0);
    expect(shown.buttons).toContain('认领');
    shown.click('agent1', '认领');
    await shown.expectUpdate(/小王/);
    await group.expectMessage(/<@agent1>/i, { after: shown });
    expect(shown.buttons).not.toContain('认领');
  });

  it('refuses whoever is not entitled, and the card stays as it was', async () => {
    const desk = await startDesk(database);
    const group = desk.fake.group('CHAT1');
    group.says('agent1', '/ticket new 打印机怎么换墨盒，二楼都想知道 类型:咨询 客户:云帆科技');
    const card = await group.expectMessage(/云帆科技/);
    card.click('stranger', '认领');
    const refusal = await group.expectMessage(/<@stranger>/, { after: card });
    expect(refusal.text).toContain('🟡');
    expect(card.buttons).toContain('认领');
  });
});
