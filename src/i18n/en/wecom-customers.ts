/** What is said about the customer list of WeCom. */
export const wecomCustomers = {
  refused: (p: { errcode: number }) => `Customers are not read from WeCom (${p.errcode})`,
  cure: (p: { errcode: number }): string => {
    switch (p.errcode) {
      case 84061:
        return 'None of the members has a customer that the app can see. Console of WeCom: 客户与上下游 → 客户联系 → 权限配置 → 使用范围: add those who talk with customers. If nobody has added a customer yet, there is nothing to do.';
      case 60011:
        return 'A member is outside what the app may see. Console of WeCom: 应用管理 → the app → 可见范围: add everybody who talks with customers.';
      case 48002:
        return 'The app may not read customers. Console of WeCom: 客户与上下游 → 客户联系 → API → 可调用接口的应用: add the app.';
      default:
        return 'See the table of codes in docs/wecom.md.';
    }
  },
  waits: 'It is tried again every hour. To switch it off: wecomCustomers: { on: false } in the policy file.',
  /** Of one who was read from WeCom and is called like somebody else. */
  resembling: (p: { count: number }) =>
    p.count === 1
      ? 'A customer of yours in WeCom is called like one that is here already'
      : `${p.count} customers of yours in WeCom are called like some that are here already`,
  pair: (p: { made: string; like: string }) => `${p.made} (new) · ${p.like}`,
  hint: 'The same? Merge them: you see both names and are asked once more. Otherwise there is nothing to do.',
  merge: 'Merge',
  more: (p: { count: number }) => `${p.count} more: /customer list mine`,
  /** Behind the number of interactions. */
  estimated: (p: { count: number }) => `, ${p.count} of them estimated from WeCom`,
};
