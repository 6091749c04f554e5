/** Whole phrases: 未接 alone would also begin 未接受. Folded text, so small letters and narrow marks. */
export const NOT_REACHED = new RegExp(
  [
    '(?:未能|未|没能|没有|没|无法)(?:接通|打通|拨通|联系上|联系到)',
    '(?:打|接|拨)不通',
    '(?:联系|联络)不(?:上|到)',
    '(?:没有人|没人|无人)(?:接听|接|应答|应)',
    '(?:未|没有|没|不|拒)接(?:听|(?:我们的?|我的?)?电话)',
    '电话(?:一直|均|都|也)?(?:未接|没接|不接|拒接)(?![受收到纳])',
    '(?:电话|手机|对方)(?:已经|已|又|一直)?(?:关机|停机|占线|忙线)',
    '\\bno[ -]answer\\b',
    '\\b(?:nobody|no[ -]?one)(?: has| was)? (?:answer(?:ed|s)?|pick(?:ed|s) up|reached|there)\\b',
    "\\b(?:not|never|unable to|(?:could|did|does|do|was|is|can)n['’]?t)(?: be| get)? " +
      '(?:reach(?:ed|able)?|answer(?:ed|ing)?|pick(?:ed|ing)? up|through|get hold of|got hold of)\\b',
    '\\bunreachable\\b',
    '\\b(?:left|got|hit|reached|went to|straight to)(?: an?| the| his| her| their)? (?:voice ?mail|answering machine)\\b',
    '\\b(?:line|phone)(?: was| is)? (?:busy|engaged|off)\\b',
  ].join('|'),
  'gu',
);

/** That they were spoken to, before or after an attempt in vain; not what is meant for later, nor words to a colleague. */
export const REACHED = new RegExp(
  [
    '(?:打通|接通|拨通|联系上|联系到)了(?!再|后再|以后|之后)',
    '已(?:经)?(?:打通|接通|联系上|回电|接听)',
    '已(?:经)?(?:向(?:客户|用户|对方))?(?:说明|解释|沟通|告知|通知)(?!组长|主管|经理|领导|同事)',
    '接了电话|通上话|回了电话|回电了',
    '(?:客户|用户|对方)(?:说|表示|反馈|称|同意|答应)',
    '\\b(?:got through|spoke|talked|explained|picked up|answered|reached)\\b',
    '\\b(?:customer|client|they|he|she) (?:said|says|agreed|agrees|called back)\\b',
    '\\btold (?:him|her|them|the customer|customer)\\b',
  ].join('|'),
  'u',
);
