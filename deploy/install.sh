#!/bin/sh
# Installs Payambar from the files beside this script: chooses the one for this machine, checks that it has arrived
# whole, and lets it install itself. Needs no network. Options are those of `payambar install`; see --help.
set -eu

fail() {
	printf '%s\n' "$1" >&2
	exit 1
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

case "$(uname -s)" in
Linux) ;;
*) fail "Payambar's server runs on Linux. / سرور پیام‌بر روی لینوکس کار می‌کند." ;;
esac

case "$(uname -m)" in
x86_64 | amd64) machine=x64 loader=/lib64/ld-linux-x86-64.so.2 ;;
aarch64 | arm64) machine=arm64 loader=/lib/ld-linux-aarch64.so.1 ;;
*) fail "There is no Payambar for this processor: $(uname -m). / برای این پردازنده نسخه‌ای نیست." ;;
esac

# Its C library: glibc, as in Debian, Ubuntu, Fedora and their kin.
[ -e "$loader" ] || fail "This Linux has no glibc, so the file cannot run; use the container. / این لینوکس glibc ندارد؛ از کانتینر استفاده کنید."

file="payambar-linux-$machine"
[ -f "$here/$file" ] || fail "$file is missing beside this script. / ‏$file کنار این برنامه نیست."
[ -f "$here/SHA256SUMS" ] || fail "SHA256SUMS is missing beside this script. / ‏SHA256SUMS کنار این برنامه نیست."

wanted=$(awk -v name="$file" '$2 == name { print $1 }' "$here/SHA256SUMS")
found=$(sha256sum "$here/$file" | awk '{ print $1 }')
if [ -z "$wanted" ] || [ "$wanted" != "$found" ]; then
	fail "$file is damaged or another one: its checksum is not that of SHA256SUMS. Copy it again. / ‏$file سالم نرسیده است؛ دوباره کپی کنید."
fi

chmod 755 "$here/$file"
exec "$here/$file" install "$@"
