import { SERVER_SHOTS } from '../../../client/dev/server-shots.ts';
import { testScreens } from './every-screen.ts';

testScreens(SERVER_SHOTS);
