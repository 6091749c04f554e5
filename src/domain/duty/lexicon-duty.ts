/*
 * Words around absences and duty, as people type them. What stands between them are dates and names, which have grammars of
 * their own.
 */

/** Begins the end of an absence: until Friday, 到周五, 至10月7日. */
export const UNTIL = /^(?:until|till|til|thru|through|直到|一直到|截止到?|到|至)\s*[:：]?\s*/iu;

/** Begins the start of one: from tomorrow, 从周三. */
export const FROM = /^(?:from|starting|自|从|由)\s*/iu;

/** Parts the two ends of a range; each place where one stands is tried. */
export const RANGE = /\s*(?:-|–|—|~|～|至|到|until|till|through|to)\s*/giu;

/** What may follow a date without meaning anything: 从周三起, 到周五为止, 10月1日-7日期间. */
export const AFTER_DATE = /\s*(?:起|开始|为止|止|期间|之间|不在|休假|请假|休息)\s*$/u;

/** What people say first: 请假 is the command's own name. */
export const BEFORE_DATE = /^(?:请假|休假|不在|离开|am|i'm|is|away|off|leave)\s+/iu;

/** Names the deputy, who follows: 交给 小李, handled by Li. */
export const TO_DEPUTY =
  /(?:^|\s|[,，;；、])\s*(?:请?(?:交给|转给|交由|转交|代理人?|代班|由)|hand(?:ed)?(?: over)? to|cover(?:ed)? by|deputy|to|by)\s*[:：]?\s*$/iu;

/** The same with the name typed out after it. */
export const DEPUTY_NAMED =
  /(?:^|\s|[,，;；、])\s*(?:请?(?:交给|转给|交由|代理人?)|hand(?:ed)?(?: over)? to|cover(?:ed)? by|deputy|to)\s*[:：]?\s*([^\s,，;；]{1,40})\s*$/iu;

/** The deputy first: 交给 小李，到周五. */
export const DEPUTY_FIRST =
  /^(?:请?(?:交给|转给|交由|代理人?)|hand(?:ed)?(?: over)? to|cover(?:ed)? by|deputy)\s*[:：]?\s*([^\s,，;；]{1,40})(?=$|[\s,，;；])/iu;

/** Beside a deputy who is called with `@`, these words say nothing more. */
export const DEPUTY_ANYWHERE =
  /请?(?:交给|转给|交由|转交给?|代理人?|代班)|\b(?:hand(?:ed)?(?: over)? to|cover(?:ed)? by|deputy)\b/giu;

/** Says for certain that a deputy follows: "to" alone may also part two dates. */
export const DEPUTY_WORD = /交给|转给|交由|代理|hand(?:ed)? over|covered|deputy/iu;

/** The work itself changes hands, not only its reminders. */
export const TRANSFER = /(?:^|\s|[,，;；、])\s*(?:并?移交|全部移交|transfer(?: all| everything)?)(?=$|\s|[,，;；。])/iu;

/** Said by a lead about somebody else: 为 @小王. */
export const FOR_SOMEBODY = /^(?:for|为|替|代)\s*$/iu;

/** Said behind a name: whoever it is may be away. */
export const ANYWAY = /(?:^|\s)(?:仍派|仍要|anyway)\s*$/iu;
