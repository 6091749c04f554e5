import type { Purpose } from '../../domain/contact/contact.ts';
import type { Messages } from '../messages.ts';

const aim: Record<Purpose, string> = {
  lead: '了解需求，弄清谁拍板',
  discovery: '弄清需求、规模和时间',
  proposal: '听清方案还差什么，约好下次时间',
  complaint: '先安抚，弄清经过，商定办法和时间',
  delivery: '对齐交付进度和下一步',
  renewal: '商定下一期的内容、价格和期限',
  care: '了解使用感受，看看还缺什么',
  survey: '拿到评分和原因',
  invitation: '得到明确答复：参加、犹豫或婉拒',
  upsell: '了解增加用量是否真的有帮助',
};
const materials: Record<Purpose, string> = {
  lead: '公司简介、同行业案例',
  discovery: '问题清单、客户之前说过的情况',
  proposal: '方案、报价单、上次客户提的问题',
  complaint: '工单经过、已查到的原因、带时间的处理计划',
  delivery: '交付计划、验收清单',
  renewal: '合同、本年度服务小结、报价单',
  care: '之前的承诺、产品使用小贴士',
  survey: '满意度问卷',
  invitation: '活动安排（时间、地点）',
  upsell: '目前的使用情况、报价单',
};

export const talkAims: Messages['contact']['aims'] = {
  fact: {
    aim: '目的',
    aimReached: '目的达成',
    materials: '材料',
    readBack: '复述确认',
    shared: '已分享案例',
  },
  yes: '是',
  no: '否',
  sharedBy: (p) => `${p.by}，${p.at}`,
  readBackInList: '已复述确认',
  aimInList: (reached) => (reached ? '目的已达成' : '目的未达成'),
  badYesNo: (p) => `“${p.value}”不是“是”或“否”，未记录。`,
  notReadBack: '还没有复述确认：把约定向客户复述一遍，请对方确认。',

  confirmed: (p) => `这次沟通就是 ${p.number} 的第二个渠道：已通过${p.channels}确认。`,
  mayConfirm: (p) => `这次沟通是否也确认了 ${p.numbers} 的约定？是的话请点对应按钮。`,
  wantsWord: '回访还差客户的一句话：满意吗？客户的评分决定结单还是重开。',
  confirmButton: (number) => `确认${number.slice(-3)}`,

  prep: {
    title: (p) => `沟通准备：${p.customer}`,
    aim: (purpose) => aim[purpose],
    materials: (purpose) => materials[purpose],
    usualAim: '想清楚结束时要谈定什么',
    usualMaterials: '上次沟通和还没兑现的承诺，见下',
    afterwards: '沟通之后：',
    whom: '联系人',
    button: '沟通准备',
    track: '看话术',
    keys: { aim: '目标', materials: '材料', aimReached: '目的达成', readBack: '复述确认' },
    likely: (p) => `下次沟通：${p.purpose}。目的：${p.aim}。材料：${p.materials}。`,
  },
  form: {
    aim: '沟通目的',
    aimReached: '目的达成了吗？',
    materials: '带了哪些材料',
    readBack: '向客户复述并得到确认了吗？',
    notSaid: '未填',
  },
};
