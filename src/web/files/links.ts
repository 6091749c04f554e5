import { randomBytes } from 'node:crypto';
import { MINUTE_MS, type Ms } from '../../domain/time.ts';
import type { FileLinkStore, FilePages } from '../../usecases/files/ports.ts';
import { hashOf } from '../forms/links.ts';

/** A link works once, and for so long. */
const LINK_LIFE_MS: Ms = 15 * MINUTE_MS;

/** Makes links to pages with files; see `createFormLinks` for what such a link is worth. */
export function createFileLinks(deps: {
  readonly store: Pick<FileLinkStore, 'keep'>;
  /** Address of our pages as people reach it; `null` where they cannot. */
  readonly baseUrl: () => string | null;
}): Pick<FilePages, 'link'> {
  return {
    async link(owner, purpose, locale) {
      const base = deps.baseUrl();
      if (base === null) return null;
      const token = randomBytes(32).toString('base64url');
      await deps.store.keep(hashOf(token), { owner, locale, purpose }, LINK_LIFE_MS);
      return `${base}/t/${token}`;
    },
  };
}
