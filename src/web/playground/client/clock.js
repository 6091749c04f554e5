import { moveClock, RequestError } from './api.js';
import { counted, element, page, text } from './page-data.js';

const tag = page.locale === 'en' ? 'en-GB' : page.locale;
/** @param {Intl.DateTimeFormatOptions} options */
const format = (options) => new Intl.DateTimeFormat(tag, { timeZone: page.timezone, hourCycle: 'h23', ...options });
const dayFormat = format({ weekday: 'short', month: 'short', day: 'numeric' });
const timeFormat = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const momentFormat = format({ weekday: 'short', hour: '2-digit', minute: '2-digit' });
const shortFormat = format({ hour: '2-digit', minute: '2-digit' });

let base = Date.now();
let measured = performance.now();

/**
 * Sets the business time that the server told.
 * @param {number} now
 */
export function setClock(now) {
  base = now;
  measured = performance.now();
  showClock();
}

/** Time of day as messages show it. */
export function clockTime() {
  return shortFormat.format(businessNow());
}

/**
 * Makes the clock run and its buttons work.
 * @param {(line: string) => void} tell
 */
export function startClock(tell) {
  setInterval(showClock, 1_000);
  let moving = false;
  document.addEventListener('click', async (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-step]') : null;
    const step = button?.getAttribute('data-step');
    if (step === null || step === undefined || moving) return;
    moving = true;
    setBusy(true, step);
    tell(text('moving'));
    try {
      const { to, posted } = await moveClock(step);
      setClock(to);
      const time = momentFormat.format(to);
      tell(posted === 0 ? text('movedNone', { time }) : counted('moved', posted, { time }));
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      tell(text('moveFailed', { reason: error.message }));
    } finally {
      moving = false;
      setBusy(false, step);
    }
  });
}

function businessNow() {
  return base + (performance.now() - measured);
}

function showClock() {
  const now = businessNow();
  element('clock-day').textContent = dayFormat.format(now);
  element('clock-time').textContent = timeFormat.format(now);
}

/**
 * @param {boolean} busy
 * @param {string} step
 */
function setBusy(busy, step) {
  for (const button of document.querySelectorAll('[data-step]')) {
    // Not `disabled`: that would take the focus away from whoever moves the clock by keyboard.
    button.setAttribute('aria-disabled', String(busy));
    button.classList.toggle('busy', busy && button.getAttribute('data-step') === step);
  }
}
