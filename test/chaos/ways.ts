import type { FakeSlack } from '../support/fake-slack/fake-slack.ts';
import { viewPayload } from '../support/fake-slack/modals.ts';
import { commandRequest, eventRequest, interactiveRequest, type SlackRequest } from '../support/fake-slack/requests.ts';
import { type buttonsOf, unescapeText } from '../support/fake-slack/visible-text.ts';
import type { Message, Modal } from '../support/fake-slack/world.ts';
import type { Person, Team } from './company.ts';
import type { HttpAnswer } from './post.ts';
import type { DeedName } from './requests.ts';

/** A private answer that was promised, or that follows an empty acknowledgement, is waited for so long. */
const ANSWER_WITHIN_MS = 5_000;
/** Answers that say that the same request may be sent again. */
export const AGAIN = /^(The database cannot be reached|Not confirmed|Still working|That went wrong|Slack did not open)/;

export interface Deed {
  readonly mark: string;
  readonly deed: DeedName;
  readonly by: Person;
  readonly team: Team;
  /** After `/ticket `. */
  readonly line: string;
  readonly words?: string;
  readonly revision?: number;
}

/** One delivery: the request for it, and what it told the person, `null` for nothing within the time. */
export interface Way {
  readonly id: string;
  make(tag: string): SlackRequest;
  hear(answer: HttpAnswer, tag: string, sentAt: number): Promise<string | null>;
}

export type ShownButton = ReturnType<typeof buttonsOf>[number];

/** The ways in which people ask something of the product through Slack. */
export interface Ways {
  command(deed: Deed, text: string): Way;
  /** The same line as a message in the direct talk with the bot. */
  event(deed: Deed): Way;
  click(deed: Deed, message: Message, button: ShownButton): Way;
  submission(deed: Deed, modal: Modal): Way;
  /** What this person alone was shown by the way back of one delivery; `null` when nothing came in time. */
  privateAnswer(tag: string): Promise<string | null>;
}

export function createWays(slack: FakeSlack): Ways {
  const { world } = slack;
  const responseUrlBase = slack.apiUrl.replace(/api\/$/, 'response/');

  /** A way back for one delivery; its channel is made up, so that what comes back by it is known again. */
  function responseUrl(user: Person, tag: string): string {
    const id = `r${world.next()}`;
    const way = { user: user.account, channel: tag, threadTs: null, at: world.now(), uses: 0, original: null };
    world.responseUrlsById.set(id, { id, ...way });
    return responseUrlBase + id;
  }

  function privateAnswer(tag: string): Promise<string | null> {
    const heard = () => world.ephemerals.findLast(({ channel }) => channel === tag)?.text ?? null;
    return world.until(heard, () => 'a private answer', ANSWER_WITHIN_MS).catch(() => null);
  }

  /** What the acknowledgement itself says. */
  const hearAcknowledgement: Way['hear'] = async ({ body }) => {
    if (body === '') return null;
    const { text } = JSON.parse(body) as { text?: unknown };
    return typeof text === 'string' ? unescapeText(text) : null;
  };

  function command({ by, team }: Deed, text: string): Way {
    const trigger = newTrigger(by);
    return {
      id: trigger,
      make: (tag) =>
        commandRequest({
          token: 'legacy',
          team_id: world.team.id,
          team_domain: world.team.domain,
          channel_id: team.channel,
          channel_name: team.key,
          user_id: by.account,
          user_name: by.key,
          command: '/ticket',
          text,
          api_app_id: 'A0HUIYIN',
          is_enterprise_install: 'false',
          response_url: responseUrl(by, tag),
          trigger_id: trigger,
        }),
      hear: hearAcknowledgement,
    };
  }

  function newTrigger(by: Person): string {
    const id = `${world.next()}.trigger.${by.account}`;
    world.triggersById.set(id, { id, user: by.account, at: world.now(), used: false });
    return id;
  }

  function event({ by, line, deed }: Deed): Way {
    const id = `Ev${world.next()}`;
    const ts = world.nextTs();
    return {
      id,
      make: () =>
        eventRequest({
          type: 'event_callback',
          token: 'legacy',
          team_id: world.team.id,
          api_app_id: 'A0HUIYIN',
          event_id: id,
          event_time: Math.floor(world.now() / 1_000),
          authorizations: [],
          event: {
            type: 'message',
            channel_type: 'im',
            user: by.account,
            text: `/ticket ${line}`,
            ts,
            channel: directTalk(by),
            event_ts: ts,
            team: world.team.id,
          },
        }),
      // A platform does not deliver an event again that was acknowledged: unless something else is said, it is done.
      async hear(_answer, _tag, sentAt) {
        const said = world.messages.findLast(
          ({ channel, author, ts: at }) =>
            channel === `D${by.account}` && author === world.bot.userId && Number(at) * 1_000 >= sentAt,
        );
        if (said !== undefined && AGAIN.test(unescapeText(said.text))) return said.text;
        const number = /C\d+/.exec(line)?.[0] ?? '';
        return deed === 'note' ? `${number}: note added` : null;
      },
    };
  }

  function directTalk({ account }: Person): string {
    const id = `D${account}`;
    if (!world.channelsById.has(id)) {
      const members = new Set([account, world.bot.userId]);
      world.channelsById.set(id, { id, name: 'directmessage', directWith: account, members, archived: false });
    }
    return id;
  }

  function click({ by, team }: Deed, message: Message, button: ShownButton): Way {
    const trigger = newTrigger(by);
    return {
      id: trigger,
      make: (tag) =>
        interactiveRequest({
          type: 'block_actions',
          user: { id: by.account, username: by.key, name: by.key, team_id: world.team.id },
          api_app_id: 'A0HUIYIN',
          token: 'legacy',
          team: world.team,
          trigger_id: trigger,
          container: { type: 'message', message_ts: message.ts, channel_id: team.channel, is_ephemeral: false },
          channel: { id: team.channel, name: team.key },
          response_url: responseUrl(by, tag),
          message: { ts: message.ts, text: message.text },
          actions: [
            {
              type: 'button',
              action_id: button.actionId,
              block_id: button.blockId,
              text: { type: 'plain_text', text: button.label },
              value: button.value,
              action_ts: world.nextTs(),
            },
          ],
        }),
      hear: async (_answer, tag) => unescaped(await privateAnswer(tag)),
    };
  }

  function submission({ by }: Deed, modal: Modal): Way {
    // As it was when it was sent: meanwhile the product may have put something else into the modal.
    const view = viewPayload(world, modal);
    return {
      id: modal.id,
      make: () =>
        interactiveRequest({
          type: 'view_submission',
          team: world.team,
          user: { id: by.account, username: by.key, name: by.key, team_id: world.team.id },
          api_app_id: 'A0HUIYIN',
          token: 'legacy',
          trigger_id: newTrigger(by),
          view,
          response_urls: [],
        }),
      async hear({ body }) {
        // An open form is closed for good only by what was saved; its number comes by another way.
        if (body.includes('"response_action":"clear"')) return 'Ticket is open';
        return /The database cannot be reached|Not confirmed|Still working|That went wrong/.exec(body)?.[0] ?? null;
      },
    };
  }

  return { command, event, click, submission, privateAnswer };
}

function unescaped(text: string | null): string | null {
  return text === null ? null : unescapeText(text);
}
