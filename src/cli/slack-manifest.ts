import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { slackManifest } from '../chat/slack/manifest.ts';
import { commandCatalogue } from '../commands/catalogue.ts';
import { LOCALES, type Locale } from '../domain/vocabulary.ts';

/*
 * `npm run manifest` writes manifests/slack.json, which a Slack administrator pastes into a new app. With `--check`
 * nothing is written; exit code 1 says that the file is not what would be written. Other options print the manifest of
 * one's own installation instead, since the file in the repository is everybody's.
 */
const path = fileURLToPath(new URL('../../manifests/slack.json', import.meta.url));
const packagePath = fileURLToPath(new URL('../../package.json', import.meta.url));
const EXAMPLE_URL = 'https://huiyin.example.com';

const options = new Command('npm run manifest --')
  .option('--check', 'write nothing; exit code 1 when the file is out of date')
  .option('--base-url <url>', 'print the manifest for the bot at this address')
  .option('--socket', 'print the manifest for Socket Mode, which needs no address')
  .addOption(new Option('--locale <locale>', 'language of menus and hints').choices([...LOCALES]))
  .parse()
  .opts<{ check?: boolean; baseUrl?: string; socket?: boolean; locale?: Locale }>();

const { description } = JSON.parse(await readFile(packagePath, 'utf8')) as { description: string };
const manifest = slackManifest(commandCatalogue, {
  requestUrl: new URL('/slack/events', options.baseUrl ?? EXAMPLE_URL).href,
  locale: options.locale ?? 'zh-CN',
  socketMode: options.socket ?? false,
  about: description,
});
const text = `${JSON.stringify(manifest, null, 2)}\n`;

if (options.check === true) {
  const current = await readFile(path, 'utf8').catch(() => '');
  if (current !== text) {
    console.error('manifests/slack.json is out of date: run npm run manifest');
    process.exitCode = 1;
  }
} else if (options.baseUrl !== undefined || options.socket === true || options.locale !== undefined) {
  process.stdout.write(text);
} else {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
