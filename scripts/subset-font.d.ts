/** Declares what scripts/fonts.ts uses of the package, which brings no types. */
declare module 'subset-font' {
  function subset(
    font: Buffer,
    letters: string,
    options: {
      targetFormat: 'woff2';
      variationAxes?: Record<string, { min: number; max: number; default: number }>;
    },
  ): Promise<Uint8Array>;
  // biome-ignore lint/style/noDefaultExport: it is the package's.
  export default subset;
}
