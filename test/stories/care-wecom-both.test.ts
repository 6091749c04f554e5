import { WECOM_BOTH } from './surfaces/wecom-both.ts';
import { tellCare } from './told/care.ts';

tellCare(WECOM_BOTH);
