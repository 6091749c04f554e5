import { WECOM_APP } from './surfaces/wecom-app.ts';
import { tellStories } from './telling/tell.ts';
import { CARE, CARE_SETTING } from './told/care.ts';

const MENDING = CARE.filter(({ name }) => name.startsWith('a complaint is mended'));
tellStories(WECOM_APP, MENDING, [], CARE_SETTING);
