import { startLanguage } from './i18n/locale.ts';
import { createServices } from './messenger/create.ts';
import { watchInstall } from './pwa/install.ts';
import { watchUpdates } from './pwa/updates.ts';
import { startTheme } from './ui/theme.ts';
import './app/pa-app.ts';

startLanguage();
startTheme();
watchInstall();
void (
  // After the first screen: the worker's downloads must not compete with it.
  addEventListener('load', () => void watchUpdates())
);
const app = document.createElement('pa-app');
app.services = createServices();
document.body.append(app);
