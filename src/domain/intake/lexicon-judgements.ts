/** Judgements about the customer (T6). Only about the customer: "the staff were rude" is a complaint, and a fact. */

/** Names the customer as the one spoken about. */
const ZH_SUBJECT = '(?:客户|客人|顾客|用户|对方|甲方|来电人|该客)(?:本人|这边|那边|今天|昨天|一直|又|的)?';
const ZH_ADVERB =
  '(?:今天|正在|在|非常|特别|十分|相当|比较|极其|极度|有点|有些|太|很|超|又|一直|总是|突然|脾气|已经|当场|开始|变得|显得|的){0,3}';
const EN_SUBJECT = '(?:customers?|clients?|callers?|buyers?)';
const EN_VERB =
  "(?:'s|\\s+(?:is|was|are|were|seems|seemed|sounds|sounded|got|gets|became|becomes|has been|looks|looked))(?:\\s+(?:very|really|so|extremely|quite|being|too|completely|totally|a bit|rather|getting|just)){0,2}";

export interface JudgementWords {
  readonly key: 'emotion' | 'unreasonable' | 'character';
  readonly words: RegExp;
}

const ZH_EMOTION =
  '情绪(?:很|非常|比较|十分|有点|特别)?(?:激动|失控|暴躁|崩溃|不稳定|低落)|激动|生气|愤怒|发火|发脾气|暴怒|暴躁|抓狂|气急败坏|火大|恼火|歇斯底里';
const ZH_UNREASONABLE =
  '无理取闹|胡搅蛮缠|蛮不讲理|不讲(?:道)?理|无理(?:要求)?|蛮横|得理不饶人|难缠|刁钻|刁难|挑刺|找茬|挑剔|不可理喻|难伺候|事多|咄咄逼人';
const ZH_CHARACTER =
  '态度(?:很|非常|十分|极其|特别)?(?:恶劣|差|不好|强硬|嚣张|蛮横)|没有?素质|素质(?:很|太)?(?:差|低)|神经病|有病(?![假历])|脾气(?:很|太|非常)?(?:大|差|坏|暴躁)|不懂装懂|太?傻|愚蠢|奇葩';
const EN_EMOTION =
  '(?:angry|furious|mad|emotional|hysterical|upset|enraged|agitated|irate|livid|crazy|hot-tempered|fuming)';
const EN_UNREASONABLE =
  '(?:unreasonable|irrational|difficult|impossible|demanding|picky|fussy|aggressive|pushy|a pain|nitpicking)';
const EN_CHARACTER = '(?:rude|stupid|an? idiot|ignorant|clueless|annoying|nasty|arrogant|lying|a liar|dishonest)';

const about = (zh: string, en: string, alone: string) =>
  new RegExp(
    `${ZH_SUBJECT}${ZH_ADVERB}(?<zh>${zh})|(?<alone>${alone})|(?<zhBefore>(?:${zh})的(?=客户|客人|顾客|用户))|\\b${EN_SUBJECT}${EN_VERB}\\s+(?<en>${en})\\b|\\b(?<enBefore>${en})\\s+(?=${EN_SUBJECT}\\b)`,
    'dgiu',
  );

/** The last alternative of each needs no subject: such words are said of people only. */
export const JUDGEMENTS: readonly JudgementWords[] = [
  {
    key: 'emotion',
    words: about(ZH_EMOTION, EN_EMOTION, '情绪(?:很|非常|比较|十分|有点|特别)?(?:激动|失控|暴躁)|歇斯底里|气急败坏'),
  },
  { key: 'unreasonable', words: about(ZH_UNREASONABLE, EN_UNREASONABLE, '无理取闹|胡搅蛮缠|蛮不讲理|不可理喻') },
  { key: 'character', words: about(ZH_CHARACTER, EN_CHARACTER, '没有?素质') },
];

/** Before a judgement in the same clause it makes the words the customer's own, or denies them. */
export const REPORTED_OR_DENIED =
  /(?:说(?!话)|表示|自称|原话|告诉|反映|反馈|称|没有?|并不|并非|不是|不再|未|不|\b(?:says?|said|told|states?|stated|claims?|feels?|not|no longer|n['’]t|never|isn['’]t|wasn['’]t))[^，。；！？,.;!?\n]{0,8}$/iu;

/** Someone of ours: whatever stands behind them in the clause is about us. */
export const ABOUT_US =
  /(?:客服|员工|工作人员|店员|师傅|快递员|业务员|销售|技术员|工程师|\b(?:staff|agents?|support|employees?|courier|technician)\b)[^，。；！？,.;!?\n]{0,12}$/iu;

/** Text between these was said by somebody. */
export const QUOTATION = /["“”„＂][^"“”„＂\n]{1,400}["“”„＂]|[「『][^「」『』\n]{1,400}[」』]/gu;
