import path from 'node:path';
import type { CommandContext } from '../commands/command.ts';
import { loadTalkTracks } from '../config/talk-tracks.ts';
import type { Instant } from '../domain/time.ts';
import type { Log } from '../observe/log.ts';
import { type CheckedContacts, checkContacts } from '../usecases/contact/check-contacts.ts';
import { createContactDesk } from '../usecases/contact/desk.ts';
import { recomputeContacts } from '../usecases/contact/recompute-contacts.ts';
import type { RecordContactDeps } from '../usecases/contact/record-contact.ts';

const TALK_TRACKS = path.join(import.meta.dirname, '../../content/talk-tracks');

/** Contacts joined: what commands ask for, and what is done for all of them in the background. */
export interface Contacts {
  readonly services: Pick<CommandContext['services'], 'contacts' | 'talkTracks'>;
  /** Brings contacts that owe something under the policy now in force. */
  recompute(isStopping: () => boolean): Promise<number>;
  /** A stretch of the rolling check: what is stored against what the histories say. */
  check(after: string | null): Promise<CheckedContacts>;
}

export function wireContacts(deps: RecordContactDeps & { readonly activeSince: () => Instant }, log: Log): Contacts {
  return {
    services: { contacts: createContactDesk(deps), talkTracks: () => loadTalkTracks(TALK_TRACKS) },
    recompute: (isStopping) =>
      recomputeContacts(deps, isStopping, (error, number) =>
        log.error({ err: error, number }, 'the deadlines of a contact could not be recomputed'),
      ),
    check: (after) =>
      checkContacts(deps, after, (error, number) =>
        log.error({ err: error, number }, 'the deadlines of a contact could not be set anew'),
      ),
  };
}
