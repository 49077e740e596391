/** What the tests of the client's media modules call in the page. */
import { browserEnv } from '../../../../client/core/browser-env.ts';
import { removeLocalDb } from '../../../../client/core/local-db.ts';
import { readAudioDuration } from '../../../../client/media/audio.ts';
import { MediaCache } from '../../../../client/media/cache/media-cache.ts';
import { fileIconOf } from '../../../../client/media/file-icons.ts';
import { readPictureHeader } from '../../../../client/media/headers/picture-header.ts';
import { preparePicture } from '../../../../client/media/picture.ts';
import { StoredBytes } from '../../../../client/media/stored-bytes/stored-bytes.ts';
import { stripMetadata } from '../../../../client/media/strip-metadata/strip-metadata.ts';
import { drawThumbhash } from '../../../../client/media/thumbhash-picture.ts';
import { Upload } from '../../../../client/media/upload.ts';
import { openUploadLine } from '../../../../client/media/upload-line.ts';
import { readVideo } from '../../../../client/media/video.ts';
import { VoiceRecorder } from '../../../../client/media/voice/voice-recorder.ts';
import { differenceOf, fetchBlob, paint, pixelAt, pixelsOf } from './pixels.ts';

const modules = {
  differenceOf,
  drawThumbhash,
  fetchBlob,
  fileIconOf,
  paint,
  pixelAt,
  pixelsOf,
  preparePicture,
  readPictureHeader,
  stripMetadata,
  openUploadLine,
  Upload,
  browserEnv,
  MediaCache,
  removeLocalDb,
  StoredBytes,
  readAudioDuration,
  readVideo,
  VoiceRecorder,
};

export type MediaModules = typeof modules;
Object.assign(globalThis, { media: modules });
