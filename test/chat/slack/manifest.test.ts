import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type SlackManifest, slackManifest } from '../../../src/chat/slack/manifest.ts';
import { commandCatalogue } from '../../../src/commands/catalogue.ts';
import { LOCALES } from '../../../src/domain/vocabulary.ts';
import { catalogue } from './harness.ts';

const options = {
  requestUrl: 'https://bot.example.com/slack/events',
  locale: 'en',
  socketMode: false,
  about: 'A bot for support',
} as const;
const [ticket] = catalogue.commands;
const [shortcut] = catalogue.shortcuts;

describe('the manifest', () => {
  it('offers exactly what is registered', () => {
    const { features } = slackManifest(catalogue, { ...options, locale: 'zh-CN' });
    expect(features?.slash_commands).toEqual([
      {
        command: '/ticket',
        description: '工单',
        usage_hint: '[new] 描述',
        should_escape: true,
        url: options.requestUrl,
      },
    ]);
    expect(features?.shortcuts).toEqual([
      { name: '建工单', type: 'message', callback_id: 'ticket-from-message', description: '由这条消息建工单' },
      { name: '新建工单', type: 'global', callback_id: 'ticket-new', description: '打开表单' },
    ]);
  });

  it('subscribes to what is listened to, and asks for no scope it does not need', () => {
    const { settings, oauth_config } = slackManifest(catalogue, options);
    expect(settings?.event_subscriptions).toEqual({
      request_url: options.requestUrl,
      bot_events: ['app_home_opened', 'app_mention', 'member_joined_channel', 'message.im'],
    });
    expect(oauth_config?.scopes?.bot).not.toContain('chat:write.public');
    expect(oauth_config?.scopes?.bot).toEqual(
      expect.arrayContaining(['commands', 'chat:write', 'im:write', 'users:read']),
    );
  });

  it('names no address in Socket Mode', () => {
    const manifest = slackManifest(catalogue, { ...options, socketMode: true });
    expect(manifest.settings?.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(manifest)).not.toContain('example.com');
  });

  it.each([
    [
      'a label over 24 characters',
      { shortcuts: [{ ...shortcut, label: { en: 'x'.repeat(25), 'zh-CN': '' } }] },
      /label is 25 long/,
    ],
    [
      'a description over 140',
      { commands: [{ ...ticket, description: { en: 'x'.repeat(141), 'zh-CN': '' } }] },
      /141 long/,
    ],
    ['no description', { commands: [{ ...ticket, description: { en: '', 'zh-CN': '' } }] }, /is empty/],
    ['a Chinese command', { commands: [{ ...ticket, name: '工单' }] }, /command \/工单/],
    ['a command over 32 characters', { commands: [{ ...ticket, name: 'x'.repeat(32) }] }, /2 to 32/],
    ['51 commands', { commands: Array(51).fill(ticket) }, /slash_commands is 51/],
    ['11 shortcuts', { shortcuts: Array(11).fill(shortcut) }, /shortcuts is 11/],
  ])('is refused with %s', (_name, more, refusal) => {
    expect(() => slackManifest({ ...catalogue, ...more } as typeof catalogue, options)).toThrow(refusal);
  });

  it('is refused when it says more about the app than Slack takes', () => {
    expect(() => slackManifest(catalogue, { ...options, about: 'x'.repeat(141) })).toThrow(/141 long/);
  });
});

describe('manifests/slack.json', () => {
  it('names exactly what is registered today; if not, run npm run manifest', async () => {
    const text = await readFile(new URL('../../../manifests/slack.json', import.meta.url), 'utf8');
    const { features } = JSON.parse(text) as SlackManifest;
    expect(features?.slash_commands?.map((each) => each.command)).toEqual(
      commandCatalogue.commands.map((each) => `/${each.name}`),
    );
    expect(features?.shortcuts?.map((each) => each.callback_id)).toEqual(
      commandCatalogue.shortcuts.map((each) => each.name),
    );
  });

  it.each(LOCALES)('keeps to the limits of Slack in %s', (locale) => {
    expect(() => slackManifest(commandCatalogue, { ...options, locale })).not.toThrow();
  });
});
