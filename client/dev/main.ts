/** The screens on made-up data: `bun client/dev/serve.ts`. Never part of the product. */
import { startLanguage } from '../i18n/locale.ts';
import { watchInstall } from '../pwa/install.ts';
import { startTheme } from '../ui/theme.ts';
import { FakeAccount } from './fake-account.ts';
import { fakeCall } from './fake-call.ts';
import { FakeMessenger } from './fake-messenger.ts';
import { scene } from './scene.ts';
import '../app/pa-app.ts';

await startLanguage();
startTheme();
watchInstall();
const app = document.createElement('pa-app');
app.services = {
  account: new FakeAccount(scene()),
  messenger: new FakeMessenger(scene()),
  call: fakeCall(scene()),
};
document.body.append(app);
