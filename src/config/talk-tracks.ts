import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseTalkTrack, type TalkTrack } from '../domain/contact/talk-track.ts';
import { LOCALES } from '../domain/vocabulary.ts';

/** `complaint.zh-CN.md`: the name of the track and its language. */
const FILE = /^([a-z0-9][a-z0-9-]{0,40})\.(zh-CN|en)\.md$/u;
/** Longer is no talk track that anybody reads before a call. */
const LENGTH_MAX = 8_000;

/**
 * What to say by kind of talk, from files that the team edits. Read anew each time, so that a change counts at once;
 * without the directory there are none.
 */
export async function loadTalkTracks(directory: string): Promise<readonly TalkTrack[]> {
  const files = await readdir(directory).catch(() => []);
  const tracks = files
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map(async (file) => {
      const [, name, language] = FILE.exec(file) ?? [];
      const locale = LOCALES.find((one) => one === language);
      if (name === undefined || locale === undefined) return [];
      const text = await readFile(path.join(directory, file), 'utf8').catch(() => null);
      return text === null ? [] : [parseTalkTrack(name, locale, text.slice(0, LENGTH_MAX))];
    });
  return (await Promise.all(tracks)).flat();
}
