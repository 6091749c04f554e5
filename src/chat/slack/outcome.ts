import type { DeliveryOutcome } from '../port.ts';
import type { Failure } from './web-api.ts';

/** The conversation, the person or the message is closed to us; another message to the same place fails as well. */
const GONE = new Set([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'user_not_found',
  'users_not_found',
  'user_disabled',
  'cannot_dm_bot',
  'messages_tab_disabled',
  'thread_not_found',
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
]);

/** A channel where only some may post: `restricted_action_read_only_channel`, `…_thread_only_channel` and their kin. */
const RESTRICTED = /^restricted_action(_|$)/;

/** Nothing at all gets through until an administrator acts: a message must wait for that, not be lost. */
const LOCKED_OUT = new Set([
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'org_login_required',
  'ekm_access_denied',
  'team_access_not_granted',
  'access_denied',
  'accesslimited',
]);

/** How long to wait before trying again when Slack has locked the bot out, in milliseconds. */
export const LOCKED_OUT_WAIT_MS = 60_000;

/** Did Slack refuse because of the bot's token or scopes? */
export function isLockedOut(failure: Failure): boolean {
  return failure.kind === 'refused' && LOCKED_OUT.has(failure.code);
}

/**
 * What a failed call means for a message. `shows` says what the call would have done: a post can have been shown twice
 * if it is repeated blindly, while an update, or a step before the post, can be repeated without harm.
 */
export function failureToOutcome(failure: Failure, shows: 'new-message' | 'nothing-new'): DeliveryOutcome {
  switch (failure.kind) {
    case 'limited':
      return { outcome: 'retry-later', reason: 'ratelimited', afterMs: failure.afterMs, limited: true };
    case 'unreached':
      return { outcome: 'retry-later', reason: failure.reason, afterMs: null, limited: false };
    case 'unclear':
      return shows === 'new-message'
        ? { outcome: 'uncertain', reason: failure.reason }
        : { outcome: 'retry-later', reason: failure.reason, afterMs: null, limited: false };
    case 'refused':
      if (isLockedOut(failure)) {
        return { outcome: 'retry-later', reason: failure.code, afterMs: LOCKED_OUT_WAIT_MS, limited: false };
      }
      return {
        outcome: 'rejected',
        reason: failure.code,
        gone: GONE.has(failure.code) || RESTRICTED.test(failure.code),
      };
  }
}
