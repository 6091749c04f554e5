import { basename } from 'node:path';
import type { Locale } from '../domain/vocabulary.ts';
import { type ConfigSummary, describeSummary } from '../i18n/config.ts';
import type { WecomSettings } from './environment.ts';
import type { Config } from './load-config.ts';

/** One line about what is on and off, and why; it names no secret. */
export function summarizeConfig({ environment, loaded }: Config, locale: Locale): string {
  const { slack, wecom, databaseUrl, policyFile } = environment;
  const name = loaded.origin === 'file' ? basename(policyFile.path) : loaded.policy.preset;
  return describeSummary(
    {
      slack: slack === null ? 'off' : slack.mode,
      wecom: wecom === null ? [] : wecomParts(wecom),
      database: databaseUrl === null ? 'embedded' : 'server',
      policy: { origin: loaded.origin, name },
    },
    locale,
  );
}

function wecomParts({ app, bot, webhooks }: WecomSettings): ConfigSummary['wecom'] {
  return [
    ...(app === null ? [] : ['app' as const]),
    ...(bot === null ? [] : ['bot' as const]),
    ...(webhooks.size === 0 ? [] : ['webhooks' as const]),
  ];
}
