/**
 * What says nothing by itself. Taken out of a description, what is left over is its substance; the lists are therefore
 * allowed to be greedy with fillers and must be careful with things and symptoms.
 */

/** Says since when; also a clock time or a date. */
export const WHEN =
  /(?:从|自)?(?:今天|今早|今晚|昨天|昨晚|昨日|前天|大前天|刚才|刚刚|上午|下午|早上|中午|晚上|凌晨|上周|这周|本周|上个?月|这个?月|本月|最近|近期|这几天|这两天|[一二两三四五六七八九十几\d]+(?:个)?(?:分钟|小时|天|周|星期|月|年)(?:前|以前|之前|了)?|周[一二三四五六日天]|星期[一二三四五六日天]|\d{1,2}月(?:\d{1,2}[日号])?|\d{1,2}[日号]|\d{1,2}[:：]\d{2}|\d{1,2}点(?:半)?|更新(?:以?后)|升级(?:以?后))(?:开始|起|以来)?|\b(?:since|yesterday|today|this (?:morning|afternoon|week|month)|last (?:night|week|month)|(?:\d+|one|two|three|a few|several) (?:minutes?|hours?|days?|weeks?|months?)(?: ago)?|ago|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d{1,2}:\d{2}|\d{1,2} ?[ap]m|recently)\b/giu;

/** Says how many or what is affected. */
export const SCOPE =
  /(?:影响(?:了|到)?)?(?:所有人|所有用户|所有客户|全公司|全员|全部人?|大家|整个(?:公司|部门|楼层|团队)|(?:\d+|[一二两三四五六七八九十百几]+)(?:个|位|名|台|家|人)(?:人|用户|客户|同事|部门|门店|员工)?|(?:很多|好多|许多|大量|不少|部分|个别|多个?)(?:人|用户|客户|同事|门店|部门)|只有我|我一个人|都(?=不|无|没|坏|有))|\b(?:every(?:one|body)|all (?:of us|users?|customers?|staff)|\d+ (?:people|users?|customers?|machines?|devices?|of us)|(?:many|several|some|a few) (?:people|users?|customers?)|only me|just me|whole (?:company|office|team|floor)|for (?:me|us)(?: only)?|affect(?:s|ing|ed)?)\b/giu;

/** Things without a name, symptoms without a content, courtesy and grammar. Longer phrases stand before their parts. */
export const GENERIC =
  /你好|您好|在吗|请问|谢谢|感谢|不满意|满意|有意见|有人|产品质量|质量|产品|系统|软件|东西|设备|机器|服务|平台|程序|网站|功能|它们?|这个|那个|这|那|你们的?|我们的?|咱们|我|你|您|贵司|客户|用户|顾客|公司|有(?:一)?(?:个|些|点)?(?:小|大)?问题|出(?:了|现)?(?:了|个|点|些)?问题|问题|出(?:了)?(?:故障|毛病|错|状况)|有(?:故障|毛病|异常|错误|bug)|故障|毛病|异常|错误|不太行|不太?好使?用?|不好|好用|难用|不对劲?|不行|不正常|不工作|不能(?:正常)?使?用|用不了|无法(?:正常)?使?用|没法用|使用|坏掉?了?|挂了|崩了|太差|很差|差|垃圾|糟糕|反馈|反映|说|表示|觉得|投诉|咨询|建议|需求|想|问|一下|帮忙|帮我|帮|请|麻烦|尽快|赶紧|快点?|处理|解决|看看|看|弄|修复|修一?下|怎么(?:办|回事|样)?|为什么|什么|原因|情况|急|紧急|马上|立刻|又|再|还|也|就|都|总是|老是|一直|经常|突然|现在|目前|已经|真的?|太|很|非常|特别|有点|十分|的|了|吗|呢|啊|吧|呀|是|有|在|和|跟|给|对|把|被|让|个|些|点|出|能|会|要|没|不|无|到|来|去|着|过|测试|需要|支持|联系|回复|完全|根本|全|一|开始|起|影响/gu;

/** Symptoms without a content and everything else an English text may be emptied of, one word each. */
export const GENERIC_EN: ReadonlySet<string> = new Set(
  (
    'a an the this that these those it its i me my we us our you your they their he she is are was were be been am ' +
    'do does did doesn don isn wasn aren didn t s m ve re ll d has have had got get gets there here and or but so to of ' +
    'for in on at with by from as if than then very really just only still again now soon always often sometimes ' +
    'suddenly too totally completely at all hi hello hey dear sir madam please pls plz thanks thank help need needs ' +
    'want wants asap urgent urgently fix fixed check look see can could cannot not no nothing anything something ' +
    'everything any some product products system systems software app application program thing things stuff machine ' +
    'device service website site platform tool issue issues problem problems trouble troubles error errors bug bugs fault ' +
    'broken broke break breaks bad wrong fail fails failed failing work works working worked use used using usable ' +
    'unusable useless terrible awful poor quality strange weird customer customers client user users says said say ' +
    'having what why how when where who go going went happening happened happen unsatisfied support test testing ' +
    'stop stops stopped big anyone someone somebody know ok okay happy unhappy complain complains complained complaining about complaint inquiry request suggestion question will would should may might must anymore properly correctly well good'
  ).split(' '),
);

/** One character is enough to call something a symptom. */
export const SYMPTOM =
  /[坏卡断停掉死黑闪乱漏缺少错丢慢崩失败没无不未差破裂烧热烫响吵臭脏贵堵渗松歪超满空假冒晃抖]|[到过逾]期|[蓝白花绿]屏|\b(?:crash\w*|error|fail\w*|broken?|broke|jam\w*|slow\w*|down|stuck|leak\w*|lost|missing|late|delay\w*|freez\w*|frozen|not?|without|n['’]t|cannot|can['’]t|wrong|dead|noisy?|hot|damaged|expired|outage|bug)\b/iu;

/** What people ask for: short, but clear. */
export const ACTION =
  /[开改退换查加催补修装报续取订买送寄充付还验删撤停调配签办领培]|[?？吗]|\b(?:refund|return|cancel\w*|upgrade|downgrade|renew\w*|invoice|pric(?:e|es|ing)|quote|demo|discount|training|how much)\b/iu;
