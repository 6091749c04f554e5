import { WECOM_BOT } from './surfaces/wecom-bot.ts';
import { tellCare } from './told/care.ts';

tellCare(WECOM_BOT);
