import { describe, expect, it } from 'vitest';
import { useDatabase } from '../../../support/database.ts';
import { startDesk } from './desk.ts';

const database = useDatabase();

describe('the whole way through the app', () => {
  it('a typed ticket is answered, its card stands in the chat, and a click updates it', async () => {
    const { wecom, settle } = await startDesk(database);
    const agent = wecom.member('zhangsan');
    const answer = await agent.says('／工单 新建 打印机怎么换墨盒，二楼都想知道 类型:咨询 客户:云帆科技 !紧急');
    expect(answer).toMatchObject({ status: 200, body: '' });
    await agent.expectCard(/C\d{9} 已创建，由客服部处理/);
    await settle();
    const card = await agent.expectCard(/云帆科技/);
    expect(card.buttons).toContain('认领');
    await card.click('认领');
    await agent.expectCard(/已认领|认领/, { after: card });
    await settle();
    await card.expectUpdate(/小王/);
    expect(card.buttons).not.toContain('认领');
  });
});
