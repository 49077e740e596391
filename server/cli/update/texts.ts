import type { TerminalLanguage } from '../texts.ts';
import type { About } from './about.ts';

const en = {
  version: 'Show the version, the newest schema that it knows, and the kind of machine',
  update:
    'Replace this program with a newer file, and go back by itself if that one does not start',
  file: 'The new file, such as payambar-linux-x64',
  signature: 'Its signature file (default: the same name with .sig)',
  sha256: 'Instead of a signature: the SHA-256 from a source you trust',
  service:
    'How to restart the server: start, stop or restart is appended, as in "rc-service payambar" (default: systemctl)',
  wait: 'Seconds the new version may take to start',
  allowOlder: 'Also accept an older version, with the faults that were mended since',
  about: ({ version, schema, target }: About) =>
    `Payambar ${version}\nSchema of the data: ${schema}\nMachine: ${target}`,
  badWait: '--wait must be a whole number of seconds from 1 to 86400.',
  notBuilt: 'Only the built file can update itself.',
  noFile: (file: string) => `There is no file ${file}.`,
  notWritable: (folder: string) =>
    `${folder} cannot be written to. Put sudo before the command; in a container, start a newer image instead.`,
  badSum: '--sha256 must be 64 hexadecimal digits, as sha256sum prints them.',
  noKey:
    'This file was built without a key for updates, so no signature can be checked. Give the SHA-256 of the new file, from a place that you trust, with --sha256.',
  noSignature: (path: string) =>
    `The signature ${path} is missing. Put it beside the file, or name it with --signature.`,
  malformed: (path: string) => `${path} is no signature of a Payambar. Nothing was changed.`,
  otherKey: (path: string) =>
    `${path} was not made with the key of those who made this Payambar. Nothing was changed. Do not use that file.`,
  otherSum: (file: string) =>
    `${file} is damaged, or not the file that was vouched for: its SHA-256 is another. Nothing was changed.`,
  notExecutable: (file: string) => `${file} is no Linux program. Nothing was changed.`,
  otherMachine: (file: string, its: string, ours: string) =>
    `${file} is for ${its}, this machine is ${ours}. Nothing was changed.`,
  notPayambar: (file: string) => `${file} does not say that it is a Payambar. Nothing was changed.`,
  otherThanSigned: (file: string) =>
    `${file} says another version of itself than its signature does. Nothing was changed.`,
  same: (version: string) => `This file is already installed (${version}); nothing was changed.`,
  older: (version: string, ours: string) =>
    `Version ${version} is older than this one (${ours}), and lacks what was mended since. Nothing was changed. If you want it all the same, repeat the command with --downgrade.`,
  downgrade: (version: string, knows: number, has: number, copy: string) =>
    `Version ${version} knows data up to schema ${knows}, and yours has schema ${has}: it could not read it. Nothing was changed. ${copy}`,
  wayOut: (copy: string, path: string) =>
    `The way back that there is: the data as it was before the upgrade, without anything since: stop the server, move ${copy} to ${path}, and update again.`,
  noWayOut:
    'No copy from before the upgrade is left. Restore a backup that was made by the older version, and update again.',
  noRoom: (folder: string, needed: string, free: string) =>
    `${folder} has ${free} free, and the update needs ${needed}, for the new file and copies of the data. Nothing was changed.`,
  noService:
    'A server is running, and it is not known here how it is restarted. Say it with --service, or stop it, update, and start it.',
  busy: 'Another update is in progress. Nothing was changed.',
  checked: (version: string) => `Checked: this is Payambar ${version}.`,
  snapshot: (target: string, size: string) => `Copying the database (${size}) to ${target}`,
  swapped: (executable: string, previous: string) =>
    `${executable} is the new version; the old one is ${previous}.`,
  schema: (from: number, to: number) => `The data goes from schema ${from} to ${to} at the start.`,
  waiting: 'Restarting, and waiting for an answer…',
  done: (version: string, url: string) => `Payambar ${version} is running at ${url}.`,
  notRunning:
    'No server was running, so it was not tried. The new version is used at the next start.',
  failed: (version: string) => `Payambar ${version} did not start. Going back…`,
  back: (version: string) =>
    `Went back: Payambar ${version} is running again with all of its data. Nothing was lost.`,
  backAside: (aside: string) =>
    `What the failed version had made of the data lies in ${aside}; it can be deleted.`,
  kept: (copy: string) =>
    `It had answered for a while and accepted what the older version cannot read, so it was left in its place and started again. See its log. To go back without those, stop the server and put ${copy} and the previous file in their places.`,
  stuck:
    'The older version does not start either. See the log of the service; the data is unharmed in its folder.',
  notStopped:
    'The failed version could not be stopped, so the data was left alone. Stop it, then start the service.',
  log: 'Its log says:',
};

export type UpdateTexts = typeof en;

const digits = (number: number): string => number.toLocaleString('fa');

const fa: UpdateTexts = {
  version: 'نمایش نسخه، تازه‌ترین ساختار داده‌ای که می‌شناسد، و نوع دستگاه',
  update: 'جایگزینی این برنامه با فایل تازه‌تر آن؛ اگر بالا نیاید، خودش برمی‌گردد',
  file: 'فایل تازه، مانند payambar-linux-x64',
  signature: 'فایل امضای آن (وگرنه همان نام با ‎.sig‎)',
  sha256: 'به‌جای امضا: SHA-256 آن، از جایی که به آن اعتماد دارید',
  service:
    'سرور چگونه دوباره اجرا می‌شود: start، stop یا restart پشت آن می‌آید، مانند «rc-service payambar» (وگرنه systemctl)',
  wait: 'نسخه‌ی تازه چند ثانیه برای بالا آمدن وقت دارد',
  allowOlder: 'نسخه‌ی قدیمی‌تر هم پذیرفته شود، با اشکال‌هایی که از آن پس برطرف شده‌اند',
  about: ({ version, schema, target }) =>
    `پیام‌بر ${version}\nساختار داده: ${digits(schema)}\nدستگاه: ${target}`,
  badWait: '‎--wait‎ باید عدد صحیحی از ثانیه‌ها باشد، از ۱ تا ۸۶٬۴۰۰.',
  notBuilt: 'فقط فایل ساخته‌شده می‌تواند خود را به‌روز کند.',
  noFile: (file) => `فایل ${file} نیست.`,
  notWritable: (folder) =>
    `در ${folder} نمی‌توان نوشت. پیش از فرمان sudo بگذارید؛ در کانتینر، به‌جای آن ایمیج تازه‌تر را اجرا کنید.`,
  badSum: '‎--sha256‎ باید ۶۴ رقم مبنای ۱۶ باشد، همان‌گونه که sha256sum می‌نویسد.',
  noKey:
    'این فایل بدون کلید به‌روزرسانی ساخته شده و نمی‌تواند امضا را بررسی کند. SHA-256 فایل تازه را، از جایی که به آن اعتماد دارید، با ‎--sha256‎ بدهید.',
  noSignature: (path) =>
    `امضای ${path} نیست. آن را کنار فایل بگذارید، یا با ‎--signature‎ نام ببرید.`,
  malformed: (path) => `${path} امضای پیام‌بر نیست. چیزی تغییر نکرد.`,
  otherKey: (path) =>
    `${path} با کلید سازندگان این پیام‌بر ساخته نشده است. چیزی تغییر نکرد. از آن فایل استفاده نکنید.`,
  otherSum: (file) =>
    `${file} آسیب دیده، یا آن فایلی نیست که تأیید شده: SHA-256 آن چیز دیگری است. چیزی تغییر نکرد.`,
  notExecutable: (file) => `${file} برنامه‌ی لینوکس نیست. چیزی تغییر نکرد.`,
  otherMachine: (file, its, ours) =>
    `${file} برای ${its} است و این دستگاه ${ours}. چیزی تغییر نکرد.`,
  notPayambar: (file) => `${file} نمی‌گوید که پیام‌بر است. چیزی تغییر نکرد.`,
  otherThanSigned: (file) => `${file} نسخه‌ای جز آنچه امضایش می‌گوید است. چیزی تغییر نکرد.`,
  same: (version) => `همین فایل از قبل نصب است (${version})؛ چیزی تغییر نکرد.`,
  older: (version, ours) =>
    `نسخه‌ی ${version} از نسخه‌ی کنونی (${ours}) قدیمی‌تر است و آنچه از آن پس برطرف شده در آن نیست. چیزی تغییر نکرد. اگر با این حال همان را می‌خواهید، فرمان را با ‎--downgrade‎ تکرار کنید.`,
  downgrade: (version, knows, has, copy) =>
    `نسخه‌ی ${version} داده‌ها را تا ساختار ${digits(knows)} می‌شناسد و ساختار داده‌ی شما ${digits(has)} است: نمی‌تواند آن را بخواند. چیزی تغییر نکرد. ${copy}`,
  wayOut: (copy, path) =>
    `راه برگشتی که هست: داده‌ها همان‌گونه که پیش از ارتقا بودند، بدون هر چه پس از آن آمده: سرور را متوقف کنید، ${copy} را به ${path} ببرید و دوباره به‌روز کنید.`,
  noWayOut:
    'نسخه‌ای از پیش از ارتقا نمانده است. پشتیبانی را که نسخه‌ی قدیمی‌تر ساخته بازگردانید و دوباره به‌روز کنید.',
  noRoom: (folder, needed, free) =>
    `در ${folder} فقط ${free} فضا هست و به‌روزرسانی برای فایل تازه و کپی داده‌ها ${needed} می‌خواهد. چیزی تغییر نکرد.`,
  noService:
    'سروری در حال اجراست و اینجا معلوم نیست چگونه دوباره اجرا می‌شود. با ‎--service‎ بگویید، یا متوقفش کنید، به‌روز کنید و اجرا کنید.',
  busy: 'به‌روزرسانی دیگری در جریان است. چیزی تغییر نکرد.',
  checked: (version) => `بررسی شد: این پیام‌بر ${version} است.`,
  snapshot: (target, size) => `کپی پایگاه داده (${size}) در ${target}`,
  swapped: (executable, previous) => `${executable} نسخه‌ی تازه است؛ نسخه‌ی قبلی ${previous} است.`,
  schema: (from, to) => `ساختار داده‌ها هنگام اجرا از ${digits(from)} به ${digits(to)} می‌رود.`,
  waiting: 'اجرای دوباره و انتظار برای پاسخش…',
  done: (version, url) => `پیام‌بر ${version} در ${url} در حال اجراست.`,
  notRunning: 'سروری در حال اجرا نبود، پس امتحان نشد. در اجرای بعدی استفاده می‌شود.',
  failed: (version) => `پیام‌بر ${version} بالا نیامد. در حال برگشت…`,
  back: (version) =>
    `برگشت: پیام‌بر ${version} با همه‌ی داده‌هایش دوباره در حال اجراست. چیزی از دست نرفت.`,
  backAside: (aside) => `آنچه نسخه‌ی ناموفق از داده‌ها ساخته بود در ${aside} است؛ می‌توان پاکش کرد.`,
  kept: (copy) =>
    `مدتی پاسخ داده و چیزهایی پذیرفته که نسخه‌ی قدیمی‌تر نمی‌تواند بخواند، پس سر جایش ماند و دوباره اجرا شد. گزارشش را ببینید. برای برگشت بدون آن‌ها، سرور را متوقف کنید و ${copy} و فایل قبلی را سر جایشان بگذارید.`,
  stuck: 'نسخه‌ی قبلی هم بالا نمی‌آید. گزارش سرویس را ببینید؛ داده‌ها در پوشه‌شان سالم‌اند.',
  notStopped:
    'نسخه‌ی ناموفق متوقف نشد، پس به داده‌ها دست زده نشد. متوقفش کنید و سپس سرویس را اجرا کنید.',
  log: 'گزارشش می‌گوید:',
};

export const UPDATE_TEXTS: Record<TerminalLanguage, UpdateTexts> = { en, fa };
