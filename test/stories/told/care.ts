import type { Surface } from '../telling/surface.ts';
import { tellStories } from '../telling/tell.ts';
import { ANSWERING } from './care/answering.ts';
import { IN_ENGLISH } from './care/english.ts';
import { MENDING } from './care/mending.ts';
import { WARNINGS } from './care/warnings.ts';
import { FIRST_TIER, NEW_CUSTOMER } from './care/year.ts';

/** Where these stories play: in 2026, with the holidays that it has. */
const SETTING = {
  from: Date.UTC(2026, 0, 5, 2, 0),
  policy: (yaml: string) => yaml.replace('holidays: none', 'holidays: CN'),
  // A year is many moments.
  storyMs: 900_000,
};

/** Every story of care on a surface. Dates come only once: each plays in a product of its own, from the same Monday on. */
export function tellCare(surface: Surface): void {
  for (const stories of [NEW_CUSTOMER, FIRST_TIER, MENDING, WARNINGS, ANSWERING, IN_ENGLISH]) {
    tellStories(surface, stories, [], SETTING);
  }
}
