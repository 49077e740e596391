/** Shows the screens on made-up data: `bun client/dev/serve.ts`. It is never part of the product. */
import { startLanguage } from '../i18n/locale.ts';
import { watchInstall } from '../pwa/install.ts';
import { startTheme } from '../ui/theme.ts';
import { FakeAccount } from './fake-account.ts';
import { fakeCall } from './fake-call.ts';
import { fakeFiles } from './fake-files.ts';
import { FakeMessenger } from './fake-messenger.ts';
import { scene } from './scene.ts';
import '../app/pa-app.ts';

await startLanguage();
startTheme();
watchInstall();
const app = document.createElement('pa-app');
const messenger = new FakeMessenger(scene());
// Tests play the other people by it.
Object.assign(globalThis, { messenger });
app.services = {
  account: new FakeAccount(scene()),
  messenger,
  call: fakeCall(scene()),
  files: fakeFiles,
};
document.body.append(app);
