import type { Cancel } from '../env.ts';

/** What the service worker asks a page, with a port for the answer. */
export type WorkerQuestion =
  /** Whether the page itself tells the person of a new message in this chat. */
  | { kind: 'tells'; chatId: string }
  /** Whether the page shows this address of the app now. */
  | { kind: 'open'; path: string }
  /** Whether the page has waited for the notification that it has asked the server for. */
  | { kind: 'tested' };

type Asked = Pick<Worker, 'postMessage'>;
type After = (ms: number, run: () => void) => Cancel;

/** A page that a phone has put to sleep does not answer, which means no. */
const ANSWER_MS = 1500;

export function askPage(page: Asked, question: WorkerQuestion, after: After): Promise<boolean> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const end = (answer: boolean): void => {
      cancel();
      port1.close();
      resolve(answer);
    };
    const cancel = after(ANSWER_MS, () => end(false));
    port1.onmessage = ({ data }) => end(data === true);
    page.postMessage(question, [port2]);
  });
}

/** Answers the worker's questions until the returned function is called. */
export function answerWorker(
  container: ServiceWorkerContainer,
  answer: (question: WorkerQuestion) => boolean,
): Cancel {
  const listen = ({ data, ports }: MessageEvent<WorkerQuestion>): void => {
    if (typeof data?.kind === 'string') ports[0]?.postMessage(answer(data));
  };
  container.addEventListener('message', listen);
  return () => container.removeEventListener('message', listen);
}
