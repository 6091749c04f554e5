import { WECOM_APP } from './surfaces/wecom-app.ts';
import { tellStories } from './telling/tell.ts';
import { STORIES } from './told/stories.ts';

tellStories(WECOM_APP, STORIES, [
  'a message becomes a ticket: its words, author and time are kept, its thread is told, and once is enough',
]);
