import '../../../../client/app/pa-app.ts';
import { setLanguage, startLanguage } from '../../../../client/i18n/locale.ts';
import { fakeServices } from './fake-services.ts';

const query = new URLSearchParams(location.search);
await startLanguage();
if (query.get('lang') === 'en') await setLanguage('en');
const { services, messenger } = fakeServices({
  chats: Number(query.get('chats') ?? 14),
  messages: Number(query.get('messages') ?? 1200),
  unread: Number(query.get('unread') ?? 17),
});
Object.assign(globalThis, { messenger });
const app = document.createElement('pa-app');
app.services = services;
document.body.append(app);
