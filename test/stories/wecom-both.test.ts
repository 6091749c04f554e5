import { WECOM_BOTH } from './surfaces/wecom-both.ts';
import { tellStories } from './telling/tell.ts';
import { STORIES } from './told/stories.ts';

tellStories(WECOM_BOTH, STORIES, [
  'a message becomes a ticket: its words, author and time are kept, its thread is told, and once is enough',
]);
