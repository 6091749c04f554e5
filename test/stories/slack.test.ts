import { SLACK } from './surfaces/slack.ts';
import { tellStories } from './telling/tell.ts';
import { STORIES } from './told/stories.ts';

tellStories(SLACK, STORIES);
