import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { LIMITS } from '../../../protocol/limits.ts';
import { toFileName } from '../../../protocol/rules/file-name.ts';
import type { ReadyFile } from '../../core/services.ts';
import { type PictureEdit, turnEdit } from '../../media/picture-edit.ts';
import { categoryOf, type PreparedFile, prepareFile, type SendAs } from './prepare-file.ts';

/**
 * A file that was chosen. `ready` once it is as it will be sent; `failed` when it could not be changed as `edit` says; `url`
 * shows its thumb.
 */
export type SendItem = {
  readonly key: number;
  readonly file: File;
  edit: PictureEdit | undefined;
  ready: PreparedFile | null;
  failed: boolean;
  url: string | null;
};

/** What is about to be sent, in its order. Files are made ready one after the other, while the person looks. */
export class SendList implements ReactiveController {
  items: SendItem[] = [];
  as: SendAs = 'picture';
  private keys = 0;
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.clear();
  }

  get bytes(): number {
    return this.items.reduce((sum, { file }) => sum + file.size, 0);
  }

  add(files: readonly File[]): void {
    const added = files.map((file): SendItem => {
      this.keys += 1;
      return {
        key: this.keys,
        file: withPlainName(file),
        edit: undefined,
        ready: null,
        failed: false,
        url: null,
      };
    });
    this.items = [...this.items, ...added];
    this.prepare();
  }

  remove(item: SendItem): void {
    forget(item);
    this.items = this.items.filter((other) => other !== item);
    this.host.requestUpdate();
  }

  clear(): void {
    for (const item of this.items) forget(item);
    this.items = [];
    this.as = 'picture';
  }

  move(item: SendItem, by: 1 | -1): void {
    const at = this.items.indexOf(item);
    const other = this.items[at + by];
    if (!other) return;
    const moved = [...this.items];
    [moved[at], moved[at + by]] = [other, item];
    this.items = moved;
    this.host.requestUpdate();
  }

  turn(item: SendItem): void {
    const edit = turnEdit(item.edit);
    this.change(item, edit.turns === 0 && !edit.crop && !edit.covers ? undefined : edit);
  }

  /** What is cut, covered and turned of a picture before it is sent. */
  change(item: SendItem, edit: PictureEdit | undefined): void {
    item.edit = edit;
    forget(item);
    this.prepare();
  }

  sendAs(as: SendAs): void {
    this.as = as;
    for (const item of this.items) if (isMedia(item.file)) forget(item);
    this.prepare();
  }

  /** Resolves when all of them are ready. */
  async settled(): Promise<void> {
    while (this.items.some(isUnready)) await this.work;
  }

  /** Messages of at most ten: pictures and videos side by side, other files in messages of their own. */
  toAlbums(): ReadyFile[][] {
    const albums: ReadyFile[][] = [];
    let visual: boolean | undefined;
    for (const { ready } of this.items) {
      if (!ready) continue;
      const isVisual = ready.facts.kind === 'picture' || ready.facts.kind === 'video';
      const album = albums.at(-1);
      if (album && visual === isVisual && album.length < LIMITS.messageFiles) album.push(ready);
      else albums.push([ready]);
      visual = isVisual;
    }
    return albums;
  }

  private prepare(): void {
    this.host.requestUpdate();
    const next = async (): Promise<void> => {
      const item = this.items.find(isUnready);
      if (!item) return;
      const { as } = this;
      const { edit, file } = item;
      const ready = await prepareFile(file, as, edit);
      // It was changed, or taken away, meanwhile.
      if (item.edit === edit && this.as === as && this.items.includes(item)) {
        item.ready = ready;
        item.failed = ready === null;
        item.url = ready?.thumb ? URL.createObjectURL(ready.thumb) : null;
        this.host.requestUpdate();
      }
      await next();
    };
    this.work = this.work.then(next);
  }
}

/** Whether it can be turned, cut and covered: a still picture that is sent as one. */
export function canChange({ ready, failed }: SendItem): boolean {
  return failed || (ready?.facts.kind === 'picture' && !ready.moves);
}

export function isMedia(file: File): boolean {
  return /picture|video/.test(categoryOf(file));
}

const isUnready = ({ ready, failed }: SendItem): boolean => ready === null && !failed;

function forget(item: SendItem): void {
  item.failed = false;
  if (item.url) URL.revokeObjectURL(item.url);
  item.url = null;
  item.ready = null;
}

/** As the server will call it: signs that turn a name round show an ending here that it does not have. */
function withPlainName(file: File): File {
  const name = toFileName(file.name);
  const { type, lastModified } = file;
  return name === file.name ? file : new File([file], name, { type, lastModified });
}
