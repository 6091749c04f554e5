import { cutVisibly, stripUnseen } from '../intake/clean.ts';
import { saysNotReached } from '../intake/not-reached.ts';
import { gatherSections } from './gather-sections.ts';
import type { Gathered } from './gathered.ts';
import {
  CHANNELS_IN_TEXT,
  CONFIRM_MARK,
  CONFIRMED_MATTERS,
  FEEDBACK,
  NOTHING_NEXT_IN_TEXT,
  PURPOSES_IN_TEXT,
} from './lexicon-contact.ts';
import { splitSections } from './split-sections.ts';
import { type ContactTextContext, missingElements, type WrittenContact } from './written-contact.ts';

/** Longest text of a talk that is kept, in characters; what is over is cut visibly. */
export const CONTENT_MAX = 4_000;
/** Longest of the smaller texts. */
const PART_MAX = 1_000;

/**
 * Reads a talk written in one line or many: 云帆科技 电话 讨论续约 情绪:犹豫 下一步:周五前发报价 ★安排演示 下周三. Total: what is
 * no mark is what was said.
 */
export function readContact(text: string, context: ContactTextContext): WrittenContact {
  const source = stripUnseen(text).trim();
  const sections = splitSections(source.replace(CONFIRM_MARK, ' '));
  // Where the customer has a mark, the first word is what was said.
  const isMarked = sections.some(({ section, text: value }) => section === 'customer' && value !== '');
  const gathered = gatherSections(sections, isMarked ? { ...context, hasCustomer: true } : context);
  return conclude(gathered, CONFIRM_MARK.test(source));
}

/** What follows from what was gathered: guesses where nothing was named, and what is lacking. */
function conclude(draft: Gathered, twoMarked: boolean): WrittenContact {
  const { text: content, cut: isCut } = cutVisibly(draft.content.join('\n'), CONTENT_MAX);
  const feedback = cutVisibly(draft.feedback.join('；'), PART_MAX).text;
  const mentioned = CHANNELS_IN_TEXT.filter(({ words }) => words.test(content));
  const channel = draft.channel ?? (mentioned.length === 1 ? (mentioned[0]?.channel ?? null) : null);
  const isReached = !saysNotReached(content);
  const purposes =
    draft.purposes.size > 0
      ? [...draft.purposes]
      : PURPOSES_IN_TEXT.filter(({ words }) => words.test(`${content}\n${draft.aim ?? ''}`)).map(
          ({ purpose }) => purpose,
        );
  const nothingNext = draft.nothingNext || NOTHING_NEXT_IN_TEXT.test(content);
  const hasFeedback = feedback !== '' || draft.moods.size > 0 || FEEDBACK.test(content);
  const hasNext = draft.promises.length > 0 || nothingNext;
  return {
    customer: draft.customer,
    channel,
    badChannel: draft.badChannel,
    isReached,
    content,
    isCut,
    feedback: feedback === '' ? null : feedback,
    moods: [...draft.moods],
    badMood: draft.badMood,
    purposes: purposes.slice(0, 3),
    badPurpose: draft.badPurpose,
    start: draft.start,
    end: draft.end,
    ticket: draft.ticket,
    participants: draft.participants === null ? null : cutVisibly(draft.participants, PART_MAX).text,
    facts: draft.facts.length === 0 ? null : cutVisibly(draft.facts.join('；'), PART_MAX).text,
    aim: draft.aim === null ? null : cutVisibly(draft.aim, PART_MAX).text,
    // Whoever was not reached can neither confirm nor agree.
    aimReached: isReached ? draft.aimReached : null,
    materials: draft.materials === null ? null : cutVisibly(draft.materials, PART_MAX).text,
    readBack: isReached ? draft.readBack : null,
    badYesNo: draft.badYesNo,
    promises: draft.promises,
    nothingNext,
    twoChannels: twoMarked || (isReached && CONFIRMED_MATTERS.some(({ words }) => words.test(content))),
    missing: missingElements({ channel, content, isReached, hasFeedback, hasNext }),
  };
}
