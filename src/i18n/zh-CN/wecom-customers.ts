import type { Messages } from '../messages.ts';

export const wecomCustomers: Messages['wecomCustomers'] = {
  refused: (p) => `未能从企业微信读取客户（错误码 ${p.errcode}）`,
  cure: (p) => {
    switch (p.errcode) {
      case 84061:
        return '没有任何成员有应用可见的客户。管理后台：客户与上下游 → 客户联系 → 权限配置 → 使用范围，加入与客户沟通的同事。如果大家都还没有添加客户，则无需处理。';
      case 60011:
        return '有成员不在应用可见范围内。管理后台：应用管理 → 本应用 → 可见范围，加入所有与客户沟通的同事。';
      case 48002:
        return '应用没有读取客户的权限。管理后台：客户与上下游 → 客户联系 → API → 可调用接口的应用，加入本应用。';
      default:
        return '含义见 docs/wecom.md 的错误码表。';
    }
  },
  waits: '每小时会再试一次。如不需要：在策略文件中写 wecomCustomers: { on: false }。',
  resembling: (p) => `您在企业微信的 ${p.count} 位客户与已有客户名称相近`,
  pair: (p) => `${p.made}（新）· ${p.like}`,
  hint: '是同一家就合并：会先显示两边的名称再确认一次。不是则不用处理。',
  merge: '合并',
  more: (p) => `还有 ${p.count} 位：/客户 列表 我的`,
  estimated: (p) => `（其中 ${p.count} 次按企业微信统计估算）`,
};
