import type { CallShows, CallState } from '../../protocol/calls.ts';
import type { Message } from '../../protocol/messages.ts';
import { type Caller, type Server, type Socket, startServer } from '../helpers/app.ts';
import type { Json } from '../helpers/caller.ts';
import { drainEvents } from '../helpers/cast.ts';

const SILENT: CallShows = { muted: false, camera: false, screen: false };
let names = 0;

/** A page of a person that can make calls. */
export class Phone {
  readonly device = `phone-number-${++names}`;

  constructor(
    readonly who: Caller,
    readonly socket: Socket,
  ) {}

  async ask(type: string, body: object): Promise<Json> {
    const answer = await this.socket.request(type, body);
    return answer.ok ? answer.body : answer.error.code;
  }

  /** The state that a request is answered with, or why it is refused. */
  private async stateOf(type: string, body: object): Promise<CallState> {
    const answer = await this.ask(type, body);
    return answer.call ?? answer;
  }

  start(chatId: string, more: object = {}): Promise<CallState> {
    const own = { clientId: Bun.randomUUIDv7(), media: 'audio', device: this.device, ...SILENT };
    return this.stateOf('call.start', { chatId, ...own, ...more });
  }

  join(call: CallState, more: object = {}): Promise<CallState> {
    return this.stateOf('call.join', {
      ...{ ...keyOf(call), device: this.device, ...SILENT },
      ...more,
    });
  }

  decline = (call: CallState): Promise<CallState> => this.stateOf('call.decline', keyOf(call));

  leave = (call: CallState): Promise<CallState> =>
    this.stateOf('call.leave', { ...keyOf(call), device: this.device });

  update = (call: CallState, shows: Partial<CallShows> = {}): Promise<CallState> =>
    this.stateOf('call.update', { ...keyOf(call), device: this.device, ...SILENT, ...shows });

  signal(call: CallState, to: Phone, data: object = candidate('1')): Promise<Json> {
    const ends = { device: this.device, to: { userId: to.who.user.id, device: to.device } };
    return this.ask('call.signal', { ...keyOf(call), ...ends, data });
  }

  list = async (): Promise<CallState[]> => (await this.ask('call.list', {})).calls;

  /** The states of calls that it was told of, in their order. */
  get heard(): CallState[] {
    return this.socket.events
      .filter(({ type }) => type === 'call.changed')
      .map(({ body }) => body.call);
  }

  get signals(): Json[] {
    return this.socket.events
      .filter(({ type }) => type === 'call.signalled')
      .map(({ body }) => body);
  }

  /** Waits until it was told of a state of the call for which this holds. */
  async until(call: CallState, fits: (state: CallState) => boolean): Promise<CallState> {
    const found = () => this.heard.find((state) => state.id === call.id && fits(state));
    await this.socket.waitFor(() => found() !== undefined, `a state of the call: ${fits}`);
    return found() as CallState;
  }

  /** Everything that it was told of until now. */
  async drained(): Promise<CallState[]> {
    await drainEvents(this.socket);
    return this.heard;
  }
}

export const keyOf = ({ chatId, id }: CallState) => ({ chatId, callId: id });
export const isOver = ({ endedAt }: CallState): boolean => endedAt !== null;
export const candidate = (text: string) => ({
  ...{ kind: 'candidate', candidate: text, sdpMid: '0', sdpMLineIndex: 0 },
});
export const stateOf = (call: CallState, { user }: Caller): string | undefined =>
  call.people.find(({ userId }) => userId === user.id)?.state;
/** The devices in a call by their names. Which of two that came in one millisecond stands first is chance. */
export const devicesOf = ({ devices }: CallState): string[] =>
  devices.map(({ device }) => device).sort();
export const named = (...phones: Phone[]): string[] => phones.map(({ device }) => device).sort();

export type CallWorld = Awaited<ReturnType<typeof startCallWorld>>;

/** A server whose clock is put forward where something has to be over. */
export async function startCallWorld(more: Parameters<typeof startServer>[0] = {}) {
  const clock = { ahead: 0 };
  const now = (): number => Date.now() + clock.ahead;
  let server: Server = await startServer({ now, ...more });
  const phones: Phone[] = [];
  return {
    get server() {
      return server;
    },
    now,
    skip: (ms: number): void => {
      clock.ahead += ms;
    },
    person: (name: string): Promise<Caller> =>
      server.register(`${name}${Bun.randomUUIDv7().slice(-12)}`, name),
    async phone(who: Caller): Promise<Phone> {
      const socket = await server.connect(who.token);
      await socket.request('me.get', {});
      const phone = new Phone(who, socket);
      phones.push(phone);
      return phone;
    },
    /** Another device of the person. */
    another: (who: Caller): Promise<Caller> => server.login(who.user.username),
    /** Stops it, and starts it again on what it has stored when so much time has passed. */
    async restart(awayMs: number): Promise<void> {
      await server.stopKeeping();
      clock.ahead += awayMs;
      server = await startServer({ now, ...more, dataDir: server.dataDir });
    },
    async line(who: Caller, chatId: string): Promise<Message> {
      const { messages } = (await who.get(`/api/chats/${chatId}/messages`)).body;
      return messages.at(-1);
    },
    unread: async (who: Caller, chatId: string): Promise<number> =>
      (await who.get(`/api/chats/${chatId}`)).body.chat.unread,
    async stop(): Promise<void> {
      for (const { socket } of phones) socket.close();
      await server.stop();
    },
  };
}

export async function makeGroup(owner: Caller, ...members: Caller[]): Promise<string> {
  const userIds = members.map(({ user }) => user.id);
  const made = await owner.post('/api/chats', { kind: 'group', title: 'گروه', userIds });
  const chatId = made.body.chat.id;
  for (const member of members) await member.put(`/api/chats/${chatId}/accepted`);
  return chatId;
}
