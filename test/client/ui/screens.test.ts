import { SERVER_SHOTS } from '../../../client/dev/server-shots.ts';
import { SHOTS } from '../../../client/dev/shots.ts';
import { testScreens } from './every-screen.ts';

testScreens(SHOTS.filter((shot) => !SERVER_SHOTS.includes(shot)));
