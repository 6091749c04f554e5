import type { CooperationType } from '../domain/customer/customer.ts';
import type { Locale } from '../domain/vocabulary.ts';

/** A made-up customer of the playground, as somebody would have typed it; `{-400}` is the day so many days ago. */
export interface DemoCustomer {
  readonly line: string;
  readonly events: readonly { readonly type: CooperationType; readonly daysAgo: number; readonly amount: number }[];
}

const zh: readonly DemoCustomer[] = [
  {
    line: '云帆科技有限公司 简称:云帆 行业:制造业 规模:200人 产品:云平台 年额:60万 合作:{-1100} 合同:{-340}~{25} 客户经理:@zhou 联系人:张伟 职务:采购经理 渠道:电话 电话:13800138000 邮箱:zhang.wei@yunfan.example 生日:农历八月十五 特殊要求:投诉需在24小时内书面答复 #重视性价比 #关注售后响应 !vip',
    events: [
      { type: 'order', daysAgo: 20, amount: 120_000 },
      { type: 'payment', daysAgo: 12, amount: 120_000 },
    ],
  },
  {
    line: '蓝海物流集团 简称:蓝海 行业:物流 规模:1200人 年额:18万 合作:{-420} 合同:{-60}~{305} 客户经理:@lin 联系人:李娜 职务:运营总监 渠道:微信 电话:13900139000 #决策周期长',
    events: [{ type: 'renewal', daysAgo: 60, amount: 180_000 }],
  },
  {
    line: '星河餐饮 行业:餐饮 规模:30人 年额:2万 合作:{-15} 客户经理:@zhou 联系人:王芳 职务:店长 渠道:电话 电话:13700137000 生日:3-8 #预算敏感型',
    events: [{ type: 'payment', daysAgo: 15, amount: 20_000 }],
  },
  {
    line: '晨光实验学校 行业:教育 规模:800人 联系人:赵敏 职务:信息中心主任 渠道:邮件 邮箱:zhao.min@chenguang.example',
    events: [],
  },
];

const en: readonly DemoCustomer[] = [
  {
    line: '"Yunfan Technology Ltd" short:Yunfan industry:manufacturing size:200 product:"cloud platform" amount:600000 since:{-1100} contract:{-340}~{25} manager:@zhou person:"Wei Zhang" post:buyer channel:phone phone:"+86 13800138000" mail:wei.zhang@yunfan.example birthday:"lunar 8-15" demands:"Complaints are answered in writing within 24 hours" #price-aware #quick-service !vip',
    events: [
      { type: 'order', daysAgo: 20, amount: 120_000 },
      { type: 'payment', daysAgo: 12, amount: 120_000 },
    ],
  },
  {
    line: '"Acme Trading Ltd" short:Acme industry:retail size:1200 amount:180000 since:{-420} contract:{-60}~{305} manager:@lin person:"Mary Jones" post:operations channel:wechat phone:"+44 20 7946 0018" #slow-decisions',
    events: [{ type: 'renewal', daysAgo: 60, amount: 180_000 }],
  },
  {
    line: '"Star Bistro" industry:restaurant size:30 amount:20000 since:{-15} manager:@zhou person:"Ann Wood" post:manager channel:phone phone:"+44 20 7946 0021" birthday:3-8 #tight-budget',
    events: [{ type: 'payment', daysAgo: 15, amount: 20_000 }],
  },
  {
    line: '"Morning Light School" industry:school size:800 person:"Min Zhao" post:"head of IT" channel:email mail:min.zhao@school.example',
    events: [],
  },
];

/** The customers that a newcomer finds in the playground. */
export function demoCustomers(locale: Locale): readonly DemoCustomer[] {
  return locale === 'zh-CN' ? zh : en;
}
