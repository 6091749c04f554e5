import { SLACK } from './surfaces/slack.ts';
import { tellCare } from './told/care.ts';

tellCare(SLACK);
