import type { AppsManifestCreateArguments } from '@slack/web-api';
import type { Locale } from '../../domain/vocabulary.ts';
import type { Catalogue } from '../catalogue.ts';

/** Slack's app manifest. */
export type SlackManifest = AppsManifestCreateArguments['manifest'];

export interface ManifestOptions {
  /** Whole address of `/slack/events`; not used in Socket Mode. */
  readonly requestUrl: string;
  /** Language of menus and command hints: an app has one for everybody. */
  readonly locale: Locale;
  readonly socketMode: boolean;
  /** What the app is, in a sentence; at most 140 characters. */
  readonly about: string;
}

/**
 * What the bot may do, each for one reason: `commands` for commands and shortcuts, `chat:write` to post, `users:read`
 * for names and languages, `im:write` to open direct talks, `im:history` for commands typed there, `app_mentions:read`
 * for those in channels; `files:read` for tables to import; `channels:read` and `groups:read` to
 * learn of an invitation to a channel; the other histories find a message that was in flight at a crash.
 */
export const BOT_SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'groups:history',
  'groups:read',
  'im:history',
  'im:write',
  'users:read',
] as const;

/**
 * The app manifest, made from the command registry so that Slack offers exactly what is answered.
 * Throws, naming the field, when something is longer than Slack takes (docs.slack.dev, app manifest reference).
 */
export function slackManifest(catalogue: Catalogue, options: ManifestOptions): SlackManifest {
  const { locale, socketMode } = options;
  const address = socketMode ? {} : { request_url: options.requestUrl };
  atMost('slash_commands', catalogue.commands.length, 50);
  atMost('shortcuts', catalogue.shortcuts.length, 10);
  return {
    display_information: {
      name: 'Huiyin',
      description: short('display_information.description', options.about, 140),
      background_color: '#1f4e5f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'huiyin', always_online: true },
      shortcuts: catalogue.shortcuts.map((shortcut) => ({
        name: short(`shortcut ${shortcut.name}: label`, shortcut.label[locale], 24),
        type: shortcut.on === 'message' ? 'message' : 'global',
        callback_id: short(`shortcut ${shortcut.name}: name`, shortcut.name, 255),
        description: short(`shortcut ${shortcut.name}: description`, shortcut.description[locale], 150),
      })),
      slash_commands: catalogue.commands.map((command) => ({
        command: commandName(command.name),
        description: short(`/${command.name}: description`, command.description[locale], 140),
        usage_hint: short(`/${command.name}: usage`, command.usage[locale], 1_000),
        // Without it people and channels arrive as bare names, which nothing can resolve.
        should_escape: true,
        ...(socketMode ? {} : { url: options.requestUrl }),
      })),
    },
    oauth_config: { scopes: { bot: [...BOT_SCOPES] } },
    settings: {
      event_subscriptions: {
        ...address,
        bot_events: ['app_home_opened', 'app_mention', 'member_joined_channel', 'message.im'],
      },
      interactivity: { is_enabled: true, ...address },
      org_deploy_enabled: false,
      socket_mode_enabled: socketMode,
      token_rotation_enabled: false,
    },
  };
}

function commandName(name: string): string {
  const command = `/${name}`;
  if (!/^\/[a-z][a-z0-9_-]{0,30}$/.test(command)) {
    throw new RangeError(`Slack manifest: command ${command}: expected 2 to 32 ASCII characters like /ticket`);
  }
  return command;
}

function short(field: string, text: string, max: number): string {
  atMost(field, text.length, max);
  if (text === '') throw new RangeError(`Slack manifest: ${field} is empty`);
  return text;
}

function atMost(field: string, size: number, max: number): void {
  if (size > max) throw new RangeError(`Slack manifest: ${field} is ${size} long, at most ${max}`);
}
