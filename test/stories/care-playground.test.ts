import { PLAYGROUND } from './surfaces/playground.ts';
import { tellCare } from './told/care.ts';

tellCare(PLAYGROUND);
