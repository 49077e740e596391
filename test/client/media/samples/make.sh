#!/bin/sh
# Makes the samples of this folder that are not somebody else's, with ffmpeg 5.1 (x264, x265, webp) webpmux 1.2
# and exiftool 12.57.
# What it makes is committed: tests need neither program.
set -e
cd "$(dirname "$0")"
PLACE="-GPSLatitude=35.6892 -GPSLatitudeRef=N -GPSLongitude=51.3890 -GPSLongitudeRef=E"
quiet="ffmpeg -v error -y -fflags +bitexact"
# A phone's photo: place, camera, names, a preview, a comment, another picture behind its end.
$quiet -f lavfi -i testsrc=size=240x180:duration=0.1 -frames:v 1 -q:v 4 -bitexact photo.jpg
exiftool -q -overwrite_original $PLACE -Make=Phone -Model=P1 -Orientation#=6 -DateTimeOriginal="2026:01:02 03:04:05" \
  -Artist=Sara -XMP:City=Tehran -IPTC:Keywords=home -Comment="taken at home" "-ThumbnailImage<=turned-1.jpg" photo.jpg
cat turned-1.jpg >> photo.jpg
exiftool -b -Exif photo.jpg > exif.tmp
exiftool -b -XMP photo.jpg > xmp.tmp
webpmux -set exif exif.tmp lossy.webp -o place.webp
webpmux -set xmp xmp.tmp place.webp -o place.webp
rm exif.tmp xmp.tmp
for kind in heic avif; do
  rm -f place.$kind
  exiftool -q -o place.$kind $PLACE -Make=Phone -XMP:City=Tehran sample.$kind
done
$quiet -f lavfi -i testsrc=size=48x32:rate=5:duration=1 -bitexact animated.gif
$quiet -f lavfi -i testsrc=size=48x32:rate=5:duration=1 -plays 0 -f apng -bitexact animated.png
$quiet -f lavfi -i testsrc=size=48x32:rate=5:duration=1 -c:v libwebp_anim -loop 0 -bitexact animated.webp
$quiet -f lavfi -i testsrc=size=48x32:rate=5:duration=0.1 -frames:v 1 -bitexact still.gif
# Videos of a second and more, as Android and iPhones write them: the place in udta, and in moov/meta as keys.
video="-f lavfi -i testsrc=size=96x64:rate=10:duration=2 -f lavfi -i sine=duration=2"
h264="-c:v libx264 -preset veryslow -crf 36 -pix_fmt yuv420p -c:a aac -b:a 16k -shortest -bitexact"
$quiet $video $h264 -metadata location=+35.6892+051.3890/ -metadata creation_time=2026-01-02T03:04:05Z android.mp4
exiftool -q -overwrite_original -UserData:GPSCoordinates="35.6892, 51.3890, 1200" -UserData:Make=Phone android.mp4
$quiet $video $h264 -movflags use_metadata_tags -metadata com.apple.quicktime.location.ISO6709=+35.6892+051.3890/ \
  -metadata com.apple.quicktime.make=Phone -metadata creation_time=2026-01-02T03:04:05Z iphone.mov
exiftool -q -overwrite_original -XMP:City=Tehran -UserData:Make=Phone iphone.mov
$quiet $video -c:v libvpx -b:v 30k -c:a libopus -b:a 16k -shortest -bitexact video.webm
$quiet -f lavfi -i testsrc=size=96x64:rate=10:duration=1 -c:v libx265 -crf 40 -tag:v hvc1 -x265-params log-level=error -bitexact hevc.mp4
$quiet -f lavfi -i sine=duration=3 -c:a libopus -b:a 16k -bitexact sound.ogg
