import { SLACK } from './surfaces/slack.ts';
import { tellStories } from './telling/tell.ts';
import { CARE, CARE_SETTING } from './told/care.ts';

tellStories(SLACK, CARE, [], CARE_SETTING);
