import type { Deps } from '../deps.ts';
import { createDelete } from './delete.ts';
import { createEdit } from './edit.ts';
import { createHistory } from './history.ts';
import { createInfo } from './info.ts';
import { createPins } from './pin.ts';
import { createReact } from './react.ts';
import { createReceiptLog } from './receipt-log.ts';
import { createReceipts } from './receipts.ts';
import { createSend } from './send.ts';

export function createMessages(deps: Pick<Deps, 'db' | 'clock' | 'config'>) {
  const log = createReceiptLog(deps);
  return {
    send: createSend(deps),
    edit: createEdit(deps),
    delete: createDelete(deps),
    react: createReact(deps),
    info: createInfo(deps, log),
    ...createPins(deps),
    ...createHistory(deps),
    ...createReceipts(deps, log),
  };
}
