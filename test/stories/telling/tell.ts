import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { createDesk, type Desk } from './desk.ts';
import { createSharedProduct, type Setting } from './running-product.ts';
import type { Ability, Surface, SurfaceDriver } from './surface.ts';

/** Something that happens between people and the product, told once for every surface. */
export interface Story {
  readonly name: string;
  /** What the surface must be able to have at all, or the story makes no sense there. */
  readonly needs?: readonly Ability[];
  readonly tell: (desk: Desk) => Promise<void>;
}

/** Longest a story may take on a busy machine. */
const STORY_MS = 60_000;

/**
 * Tells each story on a surface, all with one running product. `without` names the stories that the surface cannot tell
 * by design; a story left out that is not named there fails, and so does a name that could be told.
 */
export function tellStories(
  surface: Surface,
  stories: readonly Story[],
  without: readonly string[] = [],
  setting: Setting & { readonly storyMs?: number } = {},
): void {
  describe(surface.name, () => {
    const database = useDatabase({ freshEachTest: false });
    const product = createSharedProduct(database, setting);
    let driver: SurfaceDriver | undefined;
    const seated = () => driver ?? expect.unreachable('nobody is seated');

    beforeAll(async () => {
      driver = await surface.open(product.start);
    });
    afterAll(async () => {
      await product.stop();
      await driver?.close();
    });
    beforeEach(async () => {
      await product.beginStory();
      await seated().clear();
    });
    afterEach(() => product.endStory());

    const isTold = ({ needs = [] }: Story) => needs.every((ability) => surface.abilities[ability]);
    it('leaves out only what it cannot have', () => {
      expect(stories.filter((story) => !isTold(story)).map(({ name }) => name)).toEqual(without);
    });
    for (const story of stories.filter(isTold)) {
      it(
        story.name,
        () => {
          const { app, clock } = product.running();
          return story.tell(createDesk(seated(), surface.abilities, clock, () => app.drain()));
        },
        setting.storyMs ?? STORY_MS,
      );
    }
  });
}
