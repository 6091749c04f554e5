import type { Platform } from '../../domain/vocabulary.ts';
import type { Greeting } from '../../usecases/greeting.ts';
import type { Card } from '../card.ts';
import type { CardContext } from './context.ts';

/** The first word in a conversation: three things to try, and how it becomes a team's. */
export function greetingCard(
  { channel }: Greeting,
  { platform, workspace }: { readonly platform: Platform; readonly workspace: string },
  { m, policy }: CardContext,
): Card {
  const words = m.greeting;
  const places = [channel, `${workspace}/${channel}`];
  const team = [...policy.teams.values()].find((one) => places.includes(one.channels[platform] ?? ''));
  const { new: create, list } = m.help.verb;
  const lines = [
    words.about,
    ...howToTalk(channel, words),
    words.tryThese,
    words.one({ example: create.example }),
    words.two({ example: list.example }),
    words.three({ example: m.contact.help.verb['new']?.example ?? m.help.verb.show.example }),
  ];
  const card = { tone: 'info', title: words.title, summary: words.title } as const;
  if (team !== undefined) return { ...card, lines: [...lines, words.teamOf({ team: team.name })] };
  // Quoted where YAML would read it as something else.
  const id = /^\w+$/.test(channel) ? channel : `"${channel}"`;
  return { ...card, lines: [...lines, words.makeTeams], copy: `channels: { ${platform}: ${id} }` };
}

/** What has to be known before anything can be tried: some groups hear us only when called, some not at all. */
function howToTalk(channel: string, words: CardContext['m']['greeting']): readonly string[] {
  if (channel.startsWith('bot:')) return [words.callMe];
  return channel.startsWith('app:') ? [words.writeAlone] : [];
}

/** Whether a stored message is a greeting. */
export function isGreeting(data: unknown): data is Greeting {
  return typeof data === 'object' && data !== null && 'greeting' in data;
}
