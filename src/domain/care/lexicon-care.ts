/** "3", "3 days", "3天后": so many days from today. */
export const SO_MANY_DAYS = /^(\d{1,3})\s*(?:天|日|d|days?)?\s*(?:后|later)?$/iu;

/** What a campaign picks by, where the word says which sort it is. */
export const PICK_MARK = /^(tier|等级|stage|阶段|tag|标签)[:：](.+)$/iu;
export const TAG_MARK = /^(?:tag|标签)$/iu;

/** A line that names its channel itself. */
export const NAMES_CHANNEL = /(?:^|\s)(?:渠道|channel)\s?[:：]/iu;
