import { HOUSE_SHOTS } from '../../../client/dev/house-shots.ts';
import { testScreens } from './every-screen.ts';

testScreens(HOUSE_SHOTS);
