/** Bytes of a disk that files leave to the database: what the setting says, and of a small disk a twentieth. */
export const leastFree = (minFreeBytes: number, diskBytes: number): number =>
  Math.min(minFreeBytes, diskBytes / 20);
