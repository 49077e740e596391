import { startLanguage } from './i18n/locale.ts';
import { createServices } from './messenger/create-services.ts';
import { watchInstall } from './pwa/install.ts';
import { checkForUpdate, watchUpdates } from './pwa/updates.ts';
import { startTheme } from './ui/theme.ts';
import './app/pa-app.ts';

startTheme();
watchInstall();
// The worker starts after the first screen: its downloads must not compete with it.
addEventListener('load', () => void watchUpdates());
// A top-level `await` would part this file from the chunks that are folded into it.
void startLanguage().then(start);

function start(): void {
  const app = document.createElement('pa-app');
  const services = createServices();
  const { connection } = services.messenger;
  connection.subscribe(() => {
    if (connection.get().state === 'online') checkForUpdate();
  });
  app.services = services;
  document.body.append(app);
}
