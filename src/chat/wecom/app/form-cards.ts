import type { Locale } from '../../../domain/vocabulary.ts';
import { messagesOf } from '../../../i18n/messages.ts';
import type { FormValues } from '../../form.ts';
import type { AnswerForm } from '../../form-link.ts';
import type { Account, Inbound, Reply } from '../../inbound.ts';
import { whatKeepsOpen } from '../../kept-form.ts';
import { renderChoiceCard } from '../render/choice-card.ts';
import { formFaults } from '../render/form-faults.ts';
import { APP_CARD } from '../render/limits.ts';
import type { Answers } from './answers.ts';
import { failureOf } from './errcodes.ts';
import type { Log } from './log.ts';
import { type SendDeps, updateCard } from './send.ts';

export interface FormCardsDeps extends SendDeps {
  readonly answerForm: AnswerForm;
  readonly answers: Answers;
  readonly localeOf: (account: Account) => Locale;
  readonly log: Log;
}

/** A press of the button on a card with drop-down lists. */
export interface SentCard {
  /** What its form is kept under. */
  readonly key: string;
  readonly taskId: string;
  /** Changes this card once; the click brought it. */
  readonly code: string | null;
  readonly chosen: FormValues;
}

/** Does what a form on a card is for, shows on it what was chosen, and tells the person what came of it. */
export type AnswerCard = (inbound: Inbound, sent: SentCard) => Promise<void>;

export function createFormCards(deps: FormCardsDeps): AnswerCard {
  const { answers, log } = deps;

  /** The answer is a message of its own: what the card looks like is worth no failure. */
  async function show({ who }: Inbound, { code }: SentCard, shown: Parameters<typeof updateCard>[3]): Promise<void> {
    if (code === null) return;
    await updateCard(deps, who.id, code, shown).catch((error: unknown) =>
      log.warn({ failure: failureOf(error) }, 'a form on a card does not show what was chosen'),
    );
  }

  return async (inbound, sent) => {
    const { who, dedupeKey } = inbound;
    const { choices, ...words } = wordsIn(deps.localeOf(who));
    const taken = await deps.answerForm(sent.key, who, sent.chosen);
    if (taken.state !== 'open') {
      await show(inbound, sent, { button: { replace_name: taken.state === 'used' ? choices.done : choices.over } });
      return answers.show(who, dedupeKey, notice(choices[taken.state]));
    }
    const { linked, answer } = taken;
    if (answer.later !== null) await answers.show(who, dedupeKey, answer.reply);
    const reply = answer.later === null ? answer.reply : await answer.later;
    const template_card = renderChoiceCard(linked.form, {
      ...{ limits: APP_CARD, taskId: sent.taskId, key: sent.key, choose: words.choose, chosen: sent.chosen },
      ...(whatKeepsOpen(reply) === null ? { closed: choices.done, greys: true } : {}),
    });
    if (template_card !== null) await show(inbound, sent, { template_card });
    const told: Reply =
      reply.kind === 'form-errors'
        ? { kind: 'card', card: formFaults(linked.form, reply, sent.chosen, choices) }
        : reply;
    await answers.show(who, answer.later === null ? dedupeKey : `${dedupeKey}:later`, told);
    // Only now: whoever has to take this over finds the form open, and gets the same answer again.
    await taken.conclude(reply);
  };
}

function wordsIn(locale: Locale) {
  const { wecom, webForm } = messagesOf(locale);
  return { choices: wecom.choices, choose: webForm.choose };
}

function notice(sentence: string): Reply {
  return { kind: 'card', card: { tone: 'warn', title: sentence, summary: sentence } };
}
