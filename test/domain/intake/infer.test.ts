import { describe, expect, it } from 'vitest';
import { inferTicket } from '../../../src/domain/intake/infer.ts';

describe('kind', () => {
  it.each([
    // complaint, with faults
    ['打印机频繁卡纸，影响二楼所有人', 'complaint'],
    ['系统打不开', 'complaint'],
    ['登录不了后台', 'complaint'],
    ['软件一直报错怎么办', 'complaint'],
    ['质量太差，要求退货', 'complaint'],
    ['投诉你们的售后，建议换人', 'complaint'],
    ['客户不满，没人回复', 'complaint'],
    ['希望尽快修复崩溃的问题', 'complaint'],
    ['能不能快点修，机器坏了', 'complaint'],
    ['the printer jams again and again', 'complaint'],
    ["The app doesn't open any more", 'complaint'],
    ['how can I fix error 500?', 'complaint'],
    ['our server is down', 'complaint'],
    ['I want to complain about the delivery', 'complaint'],
    // request
    ['希望增加导出Excel功能', 'request'],
    ['能不能做一个定制报表', 'request'],
    ['需要开通两个账号', 'request'],
    ['想申请增加坐席', 'request'],
    ['Could you add dark mode?', 'request'],
    ['feature request: bulk export', 'request'],
    ['We need a custom report', 'request'],
    // suggestion
    ['建议增加夜间模式', 'suggestion'],
    ['最好能把按钮放大一点', 'suggestion'],
    ['希望优化审批流程', 'suggestion'],
    ['It would be nice if the list were sorted', 'suggestion'],
    ['I suggest a bigger font', 'suggestion'],
    // inquiry
    ['咨询退货政策', 'inquiry'],
    ['怎么退货', 'inquiry'],
    ['发票怎么开', 'inquiry'],
    ['一年多少钱？', 'inquiry'],
    ['请问你们周末上班吗', 'inquiry'],
    ['没有报错，只是想问如何导出', 'inquiry'],
    ['How much is the yearly plan?', 'inquiry'],
    ['What are your opening hours', 'inquiry'],
    ['No error, just wondering where to find the export', 'inquiry'],
    ['合同快到期', 'inquiry'],
    ['想了解定制服务价格', 'inquiry'],
    ['屏幕不亮', 'complaint'],
    ['收到的商品颜色不对', 'complaint'],
    ['my order has not arrived', 'complaint'],
    ['you charged me twice', 'complaint'],
    ['要买20个账号', 'request'],
    ["I'd like to change the address", 'request'],
    ["I'd like to know your opening hours", 'inquiry'],
    ['prices went down', 'inquiry'],
  ])('%j is %j', (text, kind) => expect(inferTicket(text).kind).toBe(kind));
});

describe('urgency', () => {
  it.each([
    ['产线停产了', 'urgent'],
    ['系统全部瘫痪', 'urgent'],
    ['业务中断，请立刻处理', 'urgent'],
    ['门店无法下单', 'urgent'],
    ['数据丢失', 'urgent'],
    ['马上派人来', 'urgent'],
    ['打印机急用', 'urgent'],
    ['the system is down', 'urgent'],
    ['total outage in Berlin', 'urgent'],
    ['please call asap', 'urgent'],
    ["We can't take orders", 'urgent'],
    ['打印机频繁卡纸，影响二楼所有人', 'important'],
    ['很多客户打不开页面', 'important'],
    ['affects several users', 'important'],
    ['打印机卡纸', 'normal'],
    ['How much is it?', 'normal'],
    ['服务器挂了', 'urgent'],
    ['客户都下不了单', 'urgent'],
    ['our checkout is down since 9am', 'urgent'],
    ['prices are down', 'normal'],
    ['stock is down to 5', 'normal'],
    ['scroll down to see the logo', 'normal'],
    ['please download the file', 'normal'],
    ['the invoice was passed down to me', 'normal'],
    // negations
    ['打印机卡纸，不急', 'normal'],
    ['不着急，影响两个人', 'normal'],
    ['不是很急', 'normal'],
    ['没那么紧急', 'normal'],
    ['不影响使用', 'normal'],
    ['没有停产', 'normal'],
    ['it is not urgent', 'normal'],
    ["It isn't very important", 'normal'],
    ['no rush, affects everyone', 'normal'],
    ['昨天说不急，今天停产了', 'urgent'],
    ['会员马上到期', 'normal'],
    ['不急，有空立刻看一下就行', 'normal'],
    ['no rush, it need not be immediately', 'normal'],
  ])('%j is %j', (text, urgency) => expect(inferTicket(text).urgency).toBe(urgency));
});

describe('problem type', () => {
  it.each([
    ['打印机频繁卡纸', '打印机卡纸'],
    ['系统一直报错', '系统故障'],
    ['登录不了', '登录问题'],
    ['快递三天没到', '物流问题'],
    ['发票金额不对', '账单问题'],
    ['没人回复', '服务延迟'],
    ['数据丢失', '数据问题'],
    ['the app crashes on start', 'system fault'],
    ['printer keeps jamming: paper jam', 'paper jam'],
    ["can't log in", 'login problem'],
    ['一年多少钱', null],
    ['数据没有丢失', null],
  ])('%j is %j', (text, type) => expect(inferTicket(text).problemType).toBe(type));
});

describe('inferTicket', () => {
  it('says what it assumed and why', () => {
    expect(inferTicket('云帆科技的打印机卡纸，影响所有人', { knownCustomers: ['云帆科技'] })).toEqual({
      kind: 'complaint',
      urgency: 'important',
      problemType: '打印机卡纸',
      customer: '云帆科技',
      complex: false,
      assumed: ['kind', 'urgency', 'problem-type', 'customer'],
      because: [
        { about: 'kind', word: '卡纸' },
        { about: 'urgency', word: '影响' },
        { about: 'urgency', word: '所有人' },
        { about: 'problem-type', word: '卡纸' },
        { about: 'customer', word: '云帆科技' },
      ],
    });
  });

  it('says what made it unhurried, once', () => {
    const urgency = inferTicket('打印机坏了，不急，真的不急').because.filter(({ about }) => about === 'urgency');
    expect(urgency).toEqual([{ about: 'urgency', word: '不急' }]);
  });

  it('names three words for one assumption at most', () => {
    const kinds = inferTicket('卡纸，报错，死机，闪退，乱码').because.filter(({ about }) => about === 'kind');
    expect(kinds.map(({ word }) => word)).toEqual(['卡纸', '报错', '死机']);
  });

  it('never overrules what was given', () => {
    const given = { kind: 'request', urgency: 'normal', problemType: 'x', customer: 'y', complex: true } as const;
    expect(inferTicket('云帆科技停产，卡纸，投诉', { ...given, knownCustomers: ['云帆科技'] })).toEqual({
      kind: 'request',
      urgency: 'normal',
      problemType: 'x',
      customer: 'y',
      complex: true,
      assumed: [],
      because: [],
    });
  });

  it('assumes an inquiry of normal urgency from nothing, and says so', () => {
    expect(inferTicket('')).toMatchObject({
      kind: 'inquiry',
      urgency: 'normal',
      assumed: ['kind', 'urgency'],
      because: [],
    });
  });

  it.each([
    ['接口对接，比较复杂', true],
    ['需要跨部门协作', true],
    ['this is complex', true],
    ['问题不复杂', false],
    ['not complex', false],
    ['打印机卡纸', false],
  ])('complex: %j is %j', (text, complex) => expect(inferTicket(text).complex).toBe(complex));
});
