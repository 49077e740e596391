import type { FileInfo } from '../../../protocol/files.ts';

export const fileAddress = ({ id }: Pick<FileInfo, 'id'>): string => `/api/files/${id}`;
export const thumbAddress = ({ id }: Pick<FileInfo, 'id'>): string => `/api/files/${id}/thumb`;
