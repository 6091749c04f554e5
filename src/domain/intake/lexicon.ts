import type { Kind, Urgency } from '../vocabulary.ts';

/**
 * Words that tell the kind (T1), the urgency (T2) and the problem type (T5) of a ticket, zh and en. A cue's weight says
 * how sure it makes: 3 names the thing itself, 2 is what people say about it, 1 hints.
 */
export interface Cue<Value> {
  readonly value: Value;
  readonly weight: number;
  readonly words: RegExp;
}

/** Directly before a word it turns the word round. */
export const NEGATED_BEFORE =
  /(?:没有|没|不是|并非|并不|不会|不|无|未|勿|别|\b(?:no|not|never|without|isn't|wasn't|non)(?:\s+(?:an?|any|been))?[\s-]+)$/iu;

/**
 * In the order that breaks a tie. Faults are complaints (T1: service, quality) also when they are put as a question:
 * whoever asks why it jams again wants it mended; but an explicit "I would like to ask" outweighs them.
 */
export const KIND_CUES: readonly Cue<Kind>[] = [
  { value: 'complaint', weight: 3, words: /投诉|客诉|维权|举报|索赔|要求赔偿|\bcomplain(?:s|ed|ing|ts?)?\b/giu },
  {
    value: 'complaint',
    weight: 2,
    words:
      /不满(?!足)|质量(?:太|很|非常|真)?(?:差|不好|不行|不过关|有?问题)|(?:态度|服务)(?:太|很|极|非常|真)?(?:差|恶劣|不好|敷衍)|退货|退款|退换|换货|差评|失望|欺骗|虚假|[没无]人(?:管|理|处理|回复|接|跟进|联系)|(?:一直|迟迟|至今|总是|老是)(?:没|不|未)|拖延|延误|延迟|发错|错发|少发|漏发|破损|损坏|瑕疵|次品|丢件|[多乱]扣|重复扣/giu,
  },
  {
    value: 'complaint',
    weight: 2,
    words:
      /故障|卡纸|报错|崩溃|闪退|死机|宕机|瘫痪|[黑白蓝花]屏|卡顿|卡死|乱码|[断掉]线|断网|停机|停产|停电|中断|无法\p{sc=Han}|不能(?:用|使|登|打|连|启|访|下单|支付|付款|保存|提交|上传|下载|导|收|发|正常)|(?:用|登录|登陆|登|开|打|打开|连|连接|连接|收|发|上|下单|下|付|支付|存|保存|进|传|上传|导出|提交|打印|启动|显示|加载)不(?:了|上|开|出|进|到)|坏了|失灵|失效|失败|异常|错误|漏[水油电气]|异响|不工作|没反应|无响应|丢失|[很太变特超]慢|超时|偏差|不准|有毛病|不[亮动响转通]|不制冷|(?:颜色|尺码|数量|金额|数据|型号|规格|账目)不(?:对|符|一致)|对不上|[没未]收到|[没未]到[货账]|上不去|[挂崩]了|被锁|空白|开不了机|充不进/giu,
  },
  {
    value: 'complaint',
    weight: 2,
    words:
      /\b(?:refund|dissatisf\w+|unhappy|disappoint\w*|poor (?:quality|service)|terrible|awful|unacceptable|overcharged|damaged|defective|faulty|broken|broke|crash(?:es|ed|ing)?|errors?|fail(?:s|ed|ing|ures?)?|(?:paper )?jam(?:s|med|ming)?|(?:does|do|did|is|are|was)(?:n['’]t| not) (?:work|load|open|start|print|respond|arriv)\w*|not working|stop(?:s|ped) working|(?:can['’]?t|cannot|can not|unable to|could ?n['’]t) (?:log|sign|open|connect|use|print|access|order|pay|save|upload|download|send|receive|start|load|export|submit)\w*|outage|bugs?|freez\w+|frozen|time(?:s|d)? ?out|leak(?:s|ed|ing)?|wrong (?:item|order|product|amount|invoice)|(?<!\b(?:prices?|costs?|stocks?|sales|numbers?|rates?) )(?:is|are|was|were|went|goes|keeps going) down(?! (?:to|by|for))|charged (?:me |us )?twice|(?:has|have|had)(?:n['’]t| not) arrived|never arrived|blank|locked|stopped|dies|died|too slow|very slow|slow)\b/giu,
  },
  { value: 'complaint', weight: 1, words: /太差|不好用|有问题|\b(?:problems?|issues?|lost|missing)\b/giu },
  {
    value: 'request',
    weight: 3,
    words:
      /新需求|提(?:个|一个)?需求|需求[:：]|定制|二次开发|新功能|\bfeature requests?\b|\bcustom(?:i[sz]\w+| (?:work|reports?|build|development|version))\b/giu,
  },
  {
    value: 'request',
    weight: 2,
    words:
      /需求|(?:希望|想要?|需要|请|能否|可否|能不能|可不可以|是否可以|可以)(?:你们|贵司|咱们)?(?:能够?|可以)?(?:帮(?:我们|我|忙)?)?再?(?:增加|新增|添加|加一?个|加上|支持|开发|开通|对接|提供|做|实现|扩容|升级|接入|开放|安装|加装)|申请|增购|加购|加装|开通|对接|(?:要|想)再?(?:买|购买|增加|加|采购|订)|希望延长/giu,
  },
  {
    value: 'request',
    weight: 2,
    words:
      /\b(?:(?:could|can|would) you (?:please )?(?:add|support|build|implement|provide|enable|extend|integrate|install|set up)|please (?:add|support|enable|integrate|implement|build|provide|install|set up)|(?:we|i)(?:['’]d| would)? (?:like|need|want) (?:to (?:have|add|get|order|buy)|an? |you to )|(?:we|i)(?:['’]d| would) like to (?!know|ask|understand|complain|report)|please (?:send|change|update)|add(?:ing)? support for|requirements?|requests?|requested|requesting)/giu,
  },
  { value: 'suggestion', weight: 3, words: /建议|提议|\bsuggest(?:s|ed|ions?|ing)?\b|\bpropos(?:e|es|ed|als?)\b/giu },
  {
    value: 'suggestion',
    weight: 2,
    words:
      /最好(?:能|可以|是)|不如|希望(?:你们|贵司)?(?:能够?|可以)?(?:改进|改善|优化|完善|简化)|(?:可以|应该)(?:改进|改善|优化|完善|简化)|\b(?:it would be|would be) (?:nice|great|better|good|helpful)\b|\bwhy not\b|\bhow about\b|\bimprovements?\b|\bshould consider\b|\brecommend\w*\b/giu,
  },
  { value: 'inquiry', weight: 3.5, words: /想(?:要|先)?(?:了解|咨询)|了解一下/giu },
  { value: 'inquiry', weight: 3, words: /咨询|请教|询问|\b[ei]nquir(?:y|ies|es?|ed|ing)\b/giu },
  {
    value: 'inquiry',
    weight: 2.5,
    words:
      /(?:怎么|如何|怎样)(?:申请|办理)?(?:退|换)[货款换]?|(?:退|换)[货款换](?:的)?(?:政策|流程|规定|条件|规则)|\b(?:return|refund|exchange) (?:policy|process|procedure)\b|\bhow (?:do|can) (?:i|we) (?:return|get a refund)\b/giu,
  },
  {
    value: 'inquiry',
    weight: 1.5,
    words:
      /怎么|如何|怎样|多少|什么时候|何时|哪里|哪儿|哪个|是否|有没有|能不能|可不可以|请问|想(?:问|了解|知道)|问一?下|报价|价格|费用|政策|流程|\bhow (?:do|does|to|can|much|many|long|should)\b|\b(?:what|when|where|which|who)\b|\bis there\b|\bdoes (?:it|your)\b|\b(?:can|could|may) (?:i|we)\b|\b(?:price|pricing|quote|quotation|policy|wondering|interested|questions?)\b/giu,
  },
  { value: 'inquiry', weight: 1, words: /[?？吗]/giu },
];

/** Phrases that say there is no hurry; taken out before urgency is looked for. */
export const NO_HURRY =
  /(?:不是?(?:很|太|那么|特别)?|没那么|并不|不用|无需|不必|非|不算)(?:着急|紧急|急|赶)|不急|(?:不用|不必|无需)(?:马上|立刻|立即)|\b(?:not|isn['’]t|nothing|non)[ -](?:at all |very |that |so |really |an? )?(?:urgent|emergency|critical|important)\b|\bno (?:rush|hurry|urgency)\b|\blow priority\b|\bwhenever you (?:can|have time)\b|\b(?:not|no need) (?:to )?asap\b/giu;

/** `fact`: what happened is urgent whatever the speaker says; `wish`: only the speaker says so. */
export type UrgencyCue = Cue<Urgency> & { readonly sign: 'fact' | 'wish' };

export const URGENCY_CUES: readonly UrgencyCue[] = [
  {
    value: 'urgent',
    weight: 3,
    sign: 'fact',
    words:
      /停产|停工|停线|停业|停摆|瘫痪|宕机|(?:业务|生产|服务|交易|系统|网络)(?:全部?|已经?|完全)?中断|(?:无法|不能|没法)(?:正常)?(?:下单|收款|支付|付款|营业|生产|发货|结算|开业|交易|开工)|(?:下单|付款|支付|收款)不了|下不了单|付不了款|(?:支付|下单|交易|收款|订单)全部失败|工厂停机|(?:整个|全部|所有)系统(?:都)?[崩挂]了?|系统(?:全部?|整个)?[崩挂]了|服务器[崩挂]了|数据(?:全部?|大量|部分)?(?:丢失|泄[露漏]|没了|被删)|(?:所有人|全公司|全员|全厂|全部|全都|整个公司|都)(?:都)?(?:无法|不能|没法|用不了|打不开|登不上|上不去)|触电|着火|冒烟|起火|漏电/giu,
  },
  {
    value: 'urgent',
    weight: 3,
    sign: 'fact',
    words:
      /\b(?:outages?|data (?:loss|leak|breach)|(?:lost|losing) (?:all )?(?:our |the |my )?data|production (?:is |has |was |line )?(?:down|stopped|halted|stop)|(?<!\b(?:prices?|costs?|stocks?|sales|numbers?|rates?) )(?:is|are|was|has been|went|keeps going) (?:completely |totally |all )?down(?! (?:to|for|by))|(?:system|server|website|site|network|platform|everything|production|line|internet) down|everything is broken|(?:can['’]?t|cannot|unable to) (?:take|place|process|accept) (?:any )?(?:orders?|payments?)|nobody can|no one can|business (?:is )?(?:stopped|interrupted)|on fire|smoking)\b/giu,
  },
  {
    value: 'urgent',
    weight: 2,
    sign: 'wish',
    words:
      /紧急|緊急|加急|特急|[十万]?火急|急急|很急|非常急|急用|急需|急!|急！|立刻|立即|马上(?!要?到期|就?好|就要)|刻不容缓|\b(?:asap|urgent(?:ly)?|emergency|immediately|right away|right now|critical|at once)\b/giu,
  },
  {
    value: 'important',
    weight: 2,
    sign: 'fact',
    words:
      /影响|停电|断电|多人|多个?(?:客户|用户|部门|门店|同事)|(?:很多|好多|许多|大量|不少|大批|几十|上百|数十)(?:个|位|名)?(?:客户|用户|人|门店|同事|订单)|所有人|全公司|全员|整个(?:部门|楼层|公司|团队)|重要|严重|尽快|着急|频繁|反复|多次|屡次|\b(?:affect(?:s|ed|ing)?|impact(?:s|ed|ing)?|blocking|blocked|important|serious(?:ly)?|severe(?:ly)?|everyone|everybody|(?:many|several|multiple|all) (?:of )?(?:our |the )?(?:users?|customers?|people|colleagues|departments?|stores?|staff)|as soon as possible|repeatedly|constantly|again and again|keeps? (?:crash|fail|jam|disconnect|stop)\w*)\b/giu,
  },
];

/** Says that the work is complex (S3). */
export const COMPLEX =
  /(?<!不)(?<!不是很)(?<!不算)复杂|(?:跨|多个?)部门(?:协作|配合|协调|处理)|\b(?<!not )(?<!n't )(?<!not very )complex\b|\bmulti-?department\b/iu;

export interface ProblemType {
  readonly zh: string;
  readonly en: string;
  readonly words: RegExp;
}

/** Problem types that a text may suggest; the first that fits. A tag is free text, so it is kept as people write it. */
export const PROBLEM_TYPES: readonly ProblemType[] = [
  {
    zh: '数据问题',
    en: 'data problem',
    words:
      /数据(?:全部?|大量|部分)?(?:丢失|泄[露漏]|错误|异常|不准|不一致|没了)|\bdata (?:loss|leak|breach|corrupt\w*)\b/giu,
  },
  { zh: '打印机卡纸', en: 'paper jam', words: /卡纸|\bpaper jams?\b|\bprinter\b[^.]{0,20}\bjam(?:s|med|ming)?\b/giu },
  {
    zh: '登录问题',
    en: 'login problem',
    words:
      /(?:登录|登陆)(?:不了|不上|失败|异常|报错|问题)|(?:无法|不能)(?:登录|登陆)|登不(?:上|进)|\b(?:can['’]?t|cannot|unable to) (?:log|sign) ?in\b|\blog ?in (?:fails?|failed|error|problem)\b/giu,
  },
  {
    zh: '网络故障',
    en: 'network fault',
    words:
      /断网|断线|掉线|连不上|网络(?:故障|异常|中断|问题)|\bnetwork (?:is |was )?(?:down|outage|fault|failure|problem)\b/giu,
  },
  {
    zh: '系统故障',
    en: 'system fault',
    words:
      /(?:系统|软件|平台|程序|网站|服务器|APP|小程序|后台)[^，。；！？\n]{0,12}?(?:故障|报错|崩溃|闪退|死机|宕机|瘫痪|打不开|卡死|异常|中断|用不了)|宕机|闪退|\b(?:system|software|server|website|site|platform|app)\b[^.\n]{0,30}?\b(?:down|crash\w*|error|fail\w*|outage)\b/giu,
  },
  {
    zh: '服务延迟',
    en: 'service delay',
    words:
      /(?:响应|回复|处理|服务|进度)[^，。；！？\n]{0,6}?(?:太|很|特别)?(?:慢|延迟|拖延|不及时)|[没无]人(?:回复|跟进|处理|联系)|\b(?:no (?:reply|response|answer)|slow (?:response|service)|nobody (?:replied|answered|called))\b/giu,
  },
  {
    zh: '物流问题',
    en: 'delivery problem',
    words:
      /(?:物流|快递|发货|配送|到货|送货)[^，。；！？\n]{0,8}?(?:慢|延迟|延误|丢|错|破损|没到|未到|异常|晚)|丢件|发错货?|少发|漏发|\b(?:late|delayed|lost|wrong) (?:delivery|shipment|parcel|package)\b|\b(?:delivery|shipment|parcel|package)\b[^.\n]{0,20}?\b(?:late|delayed|lost|missing|damaged)\b/giu,
  },
  {
    zh: '账单问题',
    en: 'billing problem',
    words:
      /(?:账单|扣费|收费|发票|计费)[^，。；！？\n]{0,8}?(?:错|多|不对|问题|异常|重复)|[多乱]扣|重复扣|\b(?:billing|invoice)\b[^.\n]{0,20}?\b(?:wrong|error|problem|issue|mistake)\b|\b(?:overcharged|charged twice)\b/giu,
  },
  {
    zh: '服务态度',
    en: 'service attitude',
    words:
      /态度(?:太|很|极|非常|真)?(?:差|恶劣|不好|敷衍|冷淡)|\b(?:rude|impolite) (?:staff|agent|service|support)\b|\b(?:staff|agent|support)\b[^.\n]{0,12}?\brude\b/giu,
  },
  {
    zh: '质量问题',
    en: 'quality problem',
    words:
      /质量(?:太|很|非常|真)?(?:差|不好|不行|不过关|有?问题)|次品|瑕疵|\bpoor quality\b|\bdefective\b|\bquality (?:problem|issue)s?\b/giu,
  },
  {
    zh: '设备故障',
    en: 'equipment fault',
    words:
      /(?:打印机|设备|机器|电脑|空调|扫码枪|收银机|一体机|传感器|电机|仪器)[^，。；！？\n]{0,10}?(?:故障|坏|失灵|异响|不工作|没反应|无法启动|开不了机)|\b(?:printer|device|machine|scanner|terminal|monitor|sensor)\b[^.\n]{0,20}?\b(?:broken|broke|fault\w*|fail\w*|dead|not working|stopped working)\b/giu,
  },
];

/** The legal form at the end of a company's folded name. */
export const COMPANY_SUFFIX =
  /(?:\(中国\))?(?:股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司|集团|公司|,? ?(?:co\.?,? ?ltd\.?|inc\.?|ltd\.?|llc|corp\.?|corporation|company|gmbh|limited|plc))$/u;
