import { WECOM_BOT } from './surfaces/wecom-bot.ts';
import { tellStories } from './telling/tell.ts';
import { STORIES } from './told/stories.ts';

tellStories(WECOM_BOT, STORIES, [
  'a message becomes a ticket: its words, author and time are kept, its thread is told, and once is enough',
]);
