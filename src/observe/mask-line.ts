import { isSuspect, maskText } from '../domain/privacy/mask-text.ts';

/** A JSON string, a JSON number, or a colon that makes the string before it a key. */
const TOKEN = /"(?:[^"\\]|\\.)*"(\s*:)?|-?\d[\d.eE+-]*/g;
/** Values under such keys are never shown, whatever they look like. */
const SECRET_KEY =
  /(?:secret|password|passwd|authorization|cookie|api[-_]?key|aes_?key|(?:"|bot|app|access|auth|refresh)[-_]?token)"$/i;
const MAY_HOLD_SECRET_KEY = /(?:secret|passw|authorization|cookie|key|token)[a-z]*"/i;
const CREDENTIAL = '"[credential]"';

/** Said instead of a line that could not be searched: what cannot be masked is not shown. */
export const WITHHELD_LINE = '{"level":"error","msg":"a log line was withheld: it could not be masked"}\n';

/**
 * A finished JSON log line with personal data and secrets replaced wherever they stand: nested, in lists, in messages,
 * keys, error texts and stacks, in numbers too. Valid JSON stays valid JSON; what has nothing to mask stays as it is.
 */
export function maskLine(line: string): string {
  // Nearly every line is clean, and this is a tenth of the work.
  if (!isSuspect(line) && !MAY_HOLD_SECRET_KEY.test(line)) return line;
  try {
    let isSecret = false;
    return line.replace(TOKEN, (token: string, colon: string | undefined) => {
      if (colon !== undefined) {
        const key = token.slice(0, -colon.length);
        isSecret = SECRET_KEY.test(key);
        return maskString(key) + colon;
      }
      const wasSecret = isSecret;
      isSecret = false;
      if (wasSecret) return CREDENTIAL;
      return token.startsWith('"') ? maskString(token) : maskNumber(token);
    });
  } catch {
    return WITHHELD_LINE;
  }
}

/** `token` with its quotes. Escapes are undone first: the `n` of a line break would hide a number behind it. */
function maskString(token: string): string {
  if (!token.includes('\\')) return `"${maskText(token.slice(1, -1))}"`;
  const text = String(JSON.parse(token));
  const masked = maskText(text);
  return masked === text ? token : JSON.stringify(masked);
}

function maskNumber(token: string): string {
  if (token.length < 11) return token;
  const masked = maskText(token);
  return masked === token ? token : JSON.stringify(masked);
}
