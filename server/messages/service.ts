import type { FileRelease } from '../context.ts';
import type { Deps } from '../deps.ts';
import { createChatFiles } from './chat-files.ts';
import { createDelete } from './delete.ts';
import { createEdit } from './edit.ts';
import { createHistory } from './history.ts';
import { createInfo } from './info.ts';
import { createMarkPlayed } from './mark-played.ts';
import { createPins } from './pin.ts';
import { createReact } from './react.ts';
import { createReceiptLog } from './receipt-log.ts';
import { createReceipts } from './receipts.ts';
import { createSend } from './send.ts';

export function createMessages(
  deps: Pick<Deps, 'db' | 'clock' | 'config'>,
  files: FileRelease = { release() {} },
) {
  const log = createReceiptLog(deps);
  return {
    send: createSend(deps),
    edit: createEdit(deps),
    delete: createDelete(deps, files),
    react: createReact(deps),
    markPlayed: createMarkPlayed(deps),
    info: createInfo(deps, log),
    ...createPins(deps),
    ...createHistory(deps),
    ...createChatFiles(deps),
    ...createReceipts(deps, log),
  };
}
