/**
 * What the first bytes of a picture say, without decoding it. `width` and `height` are those of the stored pixels;
 * `orientation` (EXIF, 1 to 8) says how a browser turns them.
 */
export type PictureHeader = {
  mime: `image/${'jpeg' | 'png' | 'gif' | 'webp' | 'bmp' | 'avif' | 'heic'}`;
  width: number;
  height: number;
  orientation: number;
  animated: boolean;
};
