/** What a file is to the person who sees it; each has an icon (`file-icons.ts`). */
export type FileCategory =
  | 'picture'
  | 'video'
  | 'audio'
  | 'document'
  | 'sheet'
  | 'slides'
  | 'text'
  | 'code'
  | 'archive'
  | 'program'
  | 'book'
  | 'font'
  | 'other';

const EXTENSIONS: [kind: FileCategory, extensions: string][] = [
  ['picture', 'jpg jpeg png gif webp avif heic heif bmp tif tiff svg jxl ico psd raw dng cr2 nef'],
  ['video', 'mp4 m4v mov webm mkv avi 3gp mpg mpeg wmv flv ts'],
  ['audio', 'mp3 m4a aac ogg oga opus wav flac amr wma mid midi'],
  ['document', 'pdf doc docx odt rtf pages'],
  ['sheet', 'xls xlsx ods csv tsv numbers'],
  ['slides', 'ppt pptx odp key'],
  ['text', 'txt md log srt vtt tex'],
  [
    'code',
    'html htm css js mjs jsx tsx json xml yaml yml toml sql py rb go rs java kt c h cpp cs php sh',
  ],
  ['archive', 'zip rar 7z tar gz tgz bz2 xz zst iso'],
  ['program', 'exe msi apk aab ipa dmg pkg deb rpm appimage jar bat cmd'],
  ['book', 'epub mobi azw3 djvu fb2'],
  ['font', 'ttf otf woff woff2'],
];
const BY_EXTENSION = new Map(
  EXTENSIONS.flatMap(([kind, extensions]) =>
    extensions.split(' ').map((extension): [string, FileCategory] => [extension, kind]),
  ),
);

const BY_TYPE: [pattern: RegExp, kind: FileCategory][] = [
  [/^image\//, 'picture'],
  [/^video\//, 'video'],
  [/^audio\//, 'audio'],
  [/^font\//, 'font'],
  [/pdf$|msword|wordprocessing|opendocument\.text|rtf$/, 'document'],
  [/spreadsheet|ms-excel|csv$/, 'sheet'],
  [/presentation|powerpoint/, 'slides'],
  [/zip|x-rar|x-7z|x-tar|x-xz|x-bzip/, 'archive'],
  [/epub|mobipocket/, 'book'],
  [/package-archive|msdownload|x-msdos|x-executable/, 'program'],
  [/^text\/(?:html|css|javascript|xml)|javascript$|json$|xml$/, 'code'],
  [/^text\//, 'text'],
];

/** `report.PDF` → `pdf`; '' when there is none. */
export function extensionOf(name: string): string {
  return /[^/\\.]\.([\p{L}\p{N}]{1,8})$/u.exec(name)?.[1]?.toLowerCase() ?? '';
}

/**
 * By the type that the server found in the bytes; where that says little (`application/octet-stream`, a ZIP that is a
 * document) by the ending of the name.
 */
export function fileCategoryOf({ name, mime }: { name: string; mime: string }): FileCategory {
  const byName = BY_EXTENSION.get(extensionOf(name));
  const byType = BY_TYPE.find(([pattern]) => pattern.test(mime))?.[1];
  // Office files and books are ZIPs, and programs' sources plain text: there the name knows more than the bytes.
  const vague = byType === undefined || byType === 'archive' || byType === 'text';
  return (vague ? (byName ?? byType) : byType) ?? 'other';
}
