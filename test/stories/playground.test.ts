import { PLAYGROUND } from './surfaces/playground.ts';
import { tellStories } from './telling/tell.ts';
import { STORIES } from './told/stories.ts';

tellStories(PLAYGROUND, STORIES);
