import type { Page } from 'playwright-core';
import type { Scene } from './scene.ts';

export type Shot = {
  name: string;
  path: string;
  scene?: Scene;
  settleMs?: number;
  prepare?(page: Page): Promise<unknown>;
};
