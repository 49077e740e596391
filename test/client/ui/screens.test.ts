import { HOUSE_SHOTS } from '../../../client/dev/house-shots.ts';
import { SHOTS } from '../../../client/dev/shots.ts';
import { testScreens } from './every-screen.ts';

testScreens(SHOTS.filter((shot) => !HOUSE_SHOTS.includes(shot)));
