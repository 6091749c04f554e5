import { WECOM_APP } from './surfaces/wecom-app.ts';
import { tellCare } from './told/care.ts';

tellCare(WECOM_APP);
