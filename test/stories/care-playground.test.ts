import { PLAYGROUND } from './surfaces/playground.ts';
import { tellStories } from './telling/tell.ts';
import { CARE, CARE_SETTING } from './told/care.ts';

tellStories(PLAYGROUND, CARE, [], CARE_SETTING);
