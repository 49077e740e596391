import type PhotoSwipe from 'photoswipe';
import type { SlideData } from 'photoswipe';
import { fileAddress, thumbAddress } from '../files/addresses.ts';
import { isVideo } from '../files/kinds.ts';
import type { ViewerItem } from './viewer-items.ts';

/** A picture whose size nobody said is measured when it is there. */
const UNKNOWN = { width: 1200, height: 900 };

/** A smaller video is enlarged to this: there is no room in it for the browser's controls. */
const VIDEO_SIDE = 1280;

export function slideOf({ file }: ViewerItem): SlideData {
  const { width = UNKNOWN.width, height = UNKNOWN.height, thumb } = file;
  const scale = isVideo(file) ? Math.max(1, VIDEO_SIDE / Math.max(width, height)) : 1;
  return {
    src: fileAddress(file),
    msrc: thumb ? thumbAddress(file) : undefined,
    width: Math.round(width * scale),
    height: Math.round(height * scale),
    alt: file.name,
    type: isVideo(file) ? 'video' : 'image',
    measured: file.width !== undefined,
  };
}

/** A video is played by the browser, with its own controls, as long as its slide is the one in the middle. */
export function watchVideos(pswp: PhotoSwipe): void {
  pswp.on('contentLoad', (event) => {
    const { content } = event;
    if (content.type !== 'video') return;
    event.preventDefault();
    content.element = videoOf(content.data);
    content.onLoaded();
  });
  // Refused where no gesture led here; its own button is there then.
  pswp.on(
    'contentActivate',
    ({ content }) =>
      void videoIn(content)
        ?.play()
        .catch(() => {}),
  );
  pswp.on('contentDeactivate', ({ content }) => videoIn(content)?.pause());
  pswp.on('contentDestroy', ({ content }) => {
    const video = videoIn(content);
    video?.removeAttribute('src');
    video?.load();
  });
  // Keys and the finger on its controls are the video's.
  pswp.on('keydown', (event) => {
    if (event.originalEvent.target instanceof HTMLVideoElement) keepUnlessEscape(event);
  });
  pswp.on('pointerDown', (event) => {
    if (isOnControls(event.originalEvent)) event.preventDefault();
  });
}

function videoOf({ src, msrc, alt }: SlideData): HTMLDivElement {
  const video = document.createElement('video');
  video.controls = true;
  video.playsInline = true;
  video.preload = 'metadata';
  video.ariaLabel = alt ?? '';
  video.src = String(src);
  if (msrc) video.poster = msrc;
  const clip = document.createElement('div');
  clip.className = 'clip';
  clip.append(video);
  return clip;
}

const videoIn = ({ element }: { element?: HTMLElement }): HTMLVideoElement | null =>
  element?.querySelector('video') ?? null;

function keepUnlessEscape(event: { originalEvent: KeyboardEvent; preventDefault(): void }): void {
  if (event.originalEvent.key !== 'Escape') event.preventDefault();
}

/** How high the browsers' bars are, CSS pixels. */
const CONTROLS = 72;

function isOnControls({ target, clientY }: PointerEvent): boolean {
  if (!(target instanceof HTMLVideoElement)) return false;
  return clientY > target.getBoundingClientRect().bottom - CONTROLS;
}

/** Of a picture that came without its size the place is made again when it is there. */
export function watchSizes(pswp: PhotoSwipe): void {
  pswp.on('loadComplete', ({ content }) => {
    const { data, element, index } = content;
    if (data.measured || !(element instanceof HTMLImageElement) || !element.naturalWidth) return;
    Object.assign(data, {
      measured: true,
      width: element.naturalWidth,
      height: element.naturalHeight,
      w: element.naturalWidth,
      h: element.naturalHeight,
    });
    pswp.refreshSlideContent(index);
  });
}
