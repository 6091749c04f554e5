import { fetchLater, newId, RequestError, sendDeed } from './api.js';
import { clockTime } from './clock.js';
import { showNote } from './composer.js';
import { addPrivate } from './conversation.js';
import { openForm } from './dialogs.js';
import { showHomeAnswer } from './home.js';
import { text } from './page-data.js';
import { session } from './session.js';

/**
 * @typedef {import('./api.js').What} What
 * @typedef {import('./api.js').Reply} Reply
 * @typedef {{ as: string, where: string, typed: string | null }} Place
 */

/** Deeds under way or not confirmed, by what they are: doing one again then repeats it instead of doing it twice. */
const idsByDeed = new Map();

/**
 * Does something as the person who speaks, where they are, and shows the answer. False when it did not arrive; done
 * again it then carries the same id, so that it takes effect once.
 * @param {What} what
 * @param {string | null} typed what the person typed, shown above the answer
 */
export async function act(what, typed) {
  const place = { as: session.person, where: session.conversation, typed };
  try {
    showNote(text('sending'));
    await show(await send(what, place), place);
    showNote('');
    return true;
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    showNote(error.message);
    return false;
  }
}

/**
 * @param {What} what
 * @param {Place} place
 */
async function send(what, { as, where }) {
  const key = JSON.stringify([as, where, what]);
  const id = idsByDeed.get(key) ?? newId();
  idsByDeed.set(key, id);
  const reply = await sendDeed({ id, as, where, what });
  idsByDeed.delete(key);
  return { reply, id };
}

/**
 * @param {{ reply: Reply, id: string }} answer
 * @param {Place} place
 */
async function show({ reply, id }, place) {
  if (reply.kind === 'form') showForm(reply.html ?? '', place);
  if (reply.kind === 'card') {
    if (session.atHome && place.as === session.person) showHomeAnswer(reply.html ?? '');
    addPrivate({
      person: place.as,
      conversation: place.where,
      typed: place.typed,
      html: reply.html ?? '',
      time: clockTime(),
    });
  }
  if (reply.later) fetchLater(id).then((rest) => show({ reply: { ...rest, later: false }, id }, place), ignoreLost);
}

/**
 * @param {string} html
 * @param {Place} place
 */
function showForm(html, place) {
  openForm(html, async ({ action, context, values }) => {
    try {
      const answer = await send({ type: 'form', action, context, values }, place);
      if (answer.reply.kind === 'form-errors') return answer.reply.errors ?? {};
      await show(answer, { ...place, typed: null });
      return null;
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      return error.message;
    }
  });
}

/** @param {unknown} error */
function ignoreLost(error) {
  if (error instanceof RequestError) showNote(error.message);
  else throw error;
}
